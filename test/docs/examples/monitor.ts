import type * as monitor from "../../../src/monitor/messages.ts";
import type { Examples } from "./examples.ts";

export const MONITOR: Examples<typeof monitor> = {
  error: ["The database did not respond within 5 s."],
  noAnswer: [5],
  stale: ["2026-11-26T06:00:00.000Z", 53],
  unexpected: [],
  unhealthy: ["Nothing answers at seerr.home:5055."],
};
