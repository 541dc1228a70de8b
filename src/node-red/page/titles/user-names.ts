import type { ServerConnection } from "../../../overseerr/connection/server-connection.ts";
import type { Desk } from "../desk/desk.ts";
import type { UserNames } from "./title-row.ts";

/** Milliseconds for which the names of a server's users are kept. */
const KEPT_MS = 10 * 60_000;

/** Milliseconds after which a server is asked again that did not answer. */
const AGAIN_MS = 60_000;

/** Names of the users of all servers. Nobody waits for them: what is not known yet is there the next time. */
export function userNames(desk: Pick<Desk, "servers">): () => UserNames {
  const asked = new WeakMap<ServerConnection, { until: number; names: UserNames }>();

  function ask(connection: ServerConnection, now: number): void {
    const before = asked.get(connection)?.names ?? new Map();
    asked.set(connection, { until: now + AGAIN_MS, names: before });
    const users = async () => connection.overseerr().users();
    users().then(
      (found) =>
        asked.set(connection, {
          until: now + KEPT_MS,
          names: new Map(found.map(({ id, name }) => [id, name])),
        }),
      // a name is missing then, and nothing else
      () => {},
    );
  }

  return () => {
    const all = new Map<number, string>();
    const now = performance.now();
    for (const { connection } of desk.servers()) {
      if ((asked.get(connection)?.until ?? 0) <= now) ask(connection, now);
      for (const [id, name] of asked.get(connection)?.names ?? []) if (!all.has(id)) all.set(id, name);
    }
    return all;
  };
}
