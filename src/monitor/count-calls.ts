import type { ServerConnection } from "../overseerr/connection/server-connection.ts";
import type { Metrics } from "./metrics.ts";

/** Counts the calls of a server, whoever makes them. Returns the end of it. */
export function countCalls(metrics: Metrics, connection: ServerConnection): () => void {
  const unfollow = [
    connection.followCalls(({ kind, waited, took, code }) => {
      metrics.calls.inc({ kind });
      metrics.waitSeconds.inc({ kind }, Math.max(0, waited) / 1000);
      metrics.callSeconds.observe({ kind }, Math.max(0, took) / 1000);
      if (code !== undefined) metrics.callErrors.inc({ kind, code });
    }),
    connection.health.follow((event) => {
      if (event.type === "pause") metrics.pauseSeconds.inc({ kind: event.kind }, event.ms / 1000);
    }),
  ];
  return () => {
    for (const end of unfollow) end();
  };
}
