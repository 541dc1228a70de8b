import type { WebSocket } from "ws";

/**
 * Ends a socket that has fallen silent: a connection whose other side vanished without a word stays open for hours.
 * Home Assistant's pings count as life; before giving up we ping once ourselves, for proxies that swallow pings.
 *
 * @param socket an open socket
 * @param silenceMs milliseconds
 */
export function watchSilence(socket: WebSocket, silenceMs: number): void {
  let asked = false;
  // two halves: ask after the first, give up after the second
  const timer = setInterval(() => {
    if (asked) return socket.terminate();
    asked = true;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, silenceMs / 2);
  timer.unref();
  const alive = () => {
    asked = false;
    timer.refresh();
  };
  for (const sign of ["message", "ping", "pong"] as const) socket.on(sign, alive);
  socket.once("close", () => clearInterval(timer));
}
