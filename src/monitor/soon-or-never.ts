import { inTime } from "../in-time.ts";
import { StateError } from "../state/state-error.ts";
import * as messages from "./messages.ts";

/** Seconds in which a database answers that is well; while another program locks it, it may take minutes. */
const PATIENCE = 5;

/**
 * Waits for the database as long as whoever watches does.
 *
 * @throws StateError `state-locked` after five seconds
 */
export const soonOrNever = <T>(work: Promise<T>): Promise<T> =>
  inTime(work, PATIENCE * 1000, () => new StateError("state-locked", messages.noAnswer(PATIENCE)));
