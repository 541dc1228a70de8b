import { InputError } from "../errors.ts";
import * as messages from "./messages.ts";
import type { ZoneClock } from "./zone-clock.ts";

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?)?$/;
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/**
 * Reads until when something is to wait.
 *
 * @param written milliseconds since the epoch, a Date, ISO 8601 (without a zone by the clock of the schedule), or a time
 *   of the day, which is the next one
 * @throws InputError `bad-input` for what is none, or over
 */
export function readUntil(written: string | number | Date, now: number, clock: ZoneClock): number {
  const until = momentOf(written, now, clock);
  if (Number.isNaN(until)) throw new InputError("bad-input", messages.badUntil(String(written).slice(0, 40)));
  if (until > now) return until;
  throw new InputError("bad-input", messages.untilIsPast(new Date(until).toISOString()));
}

function momentOf(written: string | number | Date, now: number, clock: ZoneClock): number {
  if (typeof written !== "string") return new Date(written).getTime();
  const text = written.trim();
  const [, hours, minutes] = TIME.exec(text) ?? [];
  if (hours !== undefined) {
    const today = clock.momentOf(clock.dayOf(now), Number(hours) * 60 + Number(minutes));
    return today > now ? today : clock.momentOf(clock.dayOf(now) + 1, Number(hours) * 60 + Number(minutes));
  }
  const local = LOCAL.exec(text);
  if (!local) return Date.parse(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = local
    .slice(1)
    .map((part) => Number(part ?? 0));
  return clock.momentOf(Math.floor(Date.UTC(year, month - 1, day) / 86_400_000), hour * 60 + minute);
}
