import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Tells open editors to load again. */
export interface ReloadChannel {
  /** A script for the editor's page that listens. */
  script: string;
  reload(): void;
  close(): void;
}

/** Listens on a port of its own: the editor's comes and goes with Node-RED. */
export async function openReloadChannel(): Promise<ReloadChannel> {
  const editors = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "access-control-allow-origin": "*" });
    response.write("retry: 500\n\n");
    editors.add(response);
    request.on("close", () => editors.delete(response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    script: `new EventSource("http://127.0.0.1:${port}").onmessage = () => location.reload();\n`,
    reload() {
      for (const editor of editors) editor.write("data: reload\n\n");
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
