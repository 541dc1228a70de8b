/** Goes away by itself, with the next connection at the latest. */
const PASSING: ReadonlySet<unknown> = new Set([
  "ha-disconnected",
  "ha-not-running",
  "ha-unreachable",
  "ha-timeout",
  "cancelled",
]);

/** Whether an error is nobody's to mend: Home Assistant is away, starts, or is busy; or we are being closed. */
export const isPassing = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && PASSING.has(error.code);
