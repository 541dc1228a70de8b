import type { IncomingMessage } from "node:http";

/** What a request asks for: the websocket, or a path below `/api/`; under `/core` it comes through the Supervisor. */
export function placeOf(
  request: IncomingMessage,
): { viaSupervisor: boolean; websocket: boolean; rest?: string } | undefined {
  const url = request.url ?? "";
  const viaSupervisor = url.startsWith("/core/");
  const base = viaSupervisor ? "/core" : "";
  if (!url.startsWith(`${base}/`)) return undefined;
  const path = url.slice(base.length);
  if (path === "/api/websocket" || (viaSupervisor && path === "/websocket"))
    return { viaSupervisor, websocket: true };
  if (!path.startsWith("/api/")) return undefined;
  return { viaSupervisor, websocket: false, rest: path.slice("/api/".length) };
}
