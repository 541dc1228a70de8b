import type * as schedule from "../../../src/schedule/messages.ts";
import type { Examples } from "./examples.ts";

export const SCHEDULE: Examples<typeof schedule> = {
  automaticOff: [],
  badCron: ["0 0 31 2 *", "never comes due"],
  badUntil: ["next week"],
  firstSync: [],
  neverDue: [],
  nothingDue: [],
  notUnderstood: ["a part is missing"],
  paused: ["tomorrow 08:00"],
  unknownZone: ["Europe/Berlim"],
  untilIsPast: ["2026-11-28T08:00:00.000Z"],
};
