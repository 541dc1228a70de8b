import type { SourceServerPort } from "../../lists/fetching/context.ts";
import type { ServerConnection } from "../../overseerr/connection/server-connection.ts";

/**
 * A request server as a source of lists. It is not made before a list needs it: a server that is set up wrongly must not
 * stop the lists that have nothing to do with it.
 */
export function sourceServer(connection: ServerConnection): SourceServerPort {
  return {
    get url() {
      try {
        return connection.overseerr().url;
      } catch {
        // whoever reads from it is told what is wrong
        return "";
      }
    },
    get: async (path, query, options) => connection.overseerr().get(path, query, options),
  };
}
