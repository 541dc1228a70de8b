/** How patient a connection is; all in milliseconds. */
export interface Timing {
  /** For the socket to open. */
  handshakeMs: number;
  /** For Home Assistant to take the token; it gives up on us after 10 s itself. */
  authMs: number;
  /** Silence after which a connection is held for dead: Home Assistant pings every 55 s, the Supervisor every 30 s. */
  silenceMs: number;
  /** Between two looks whether Home Assistant has started. */
  startPollMs: number;
  /** Before the first new try; doubled each time. */
  firstRetryMs: number;
  maxRetryMs: number;
  /** For the answer to a command or a call. */
  requestMs: number;
  /** Before a subscription that was refused is tried again. */
  resubscribeMs: number;
}

export const DEFAULT_TIMING: Timing = {
  handshakeMs: 15_000,
  authMs: 15_000,
  silenceMs: 75_000,
  startPollMs: 1_000,
  firstRetryMs: 1_000,
  maxRetryMs: 30_000,
  requestMs: 15_000,
  resubscribeMs: 30_000,
};
