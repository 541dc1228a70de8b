import { InputError } from "../errors.ts";
import * as messages from "./messages.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What clocks on the wall of one time zone say. Moments are milliseconds since the epoch. */
export interface ZoneClock {
  readonly zone: string;
  /** The day in this zone, counted from the first of January 1970. */
  dayOf(at: number): number;
  /**
   * When the clock shows so many minutes of a day. A time that the clock passes over in spring is the moment after it; of
   * a time that comes twice in autumn it is the first.
   *
   * @param minutes of the day; 1440 is the beginning of the next one
   */
  momentOf(day: number, minutes: number): number;
  /** Writes a moment: `Sat`, `02:00`. */
  write(at: number, options: Intl.DateTimeFormatOptions): string;
}

/** The zone of the process, which the variable `TZ` sets. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** 0 is Sunday, as in cron. The first of January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/**
 * Makes the clock of a time zone.
 *
 * @param zone a name as in `Europe/Berlin`
 * @throws InputError `bad-config` for a zone that the runtime does not know
 */
export function zoneClock(zone: string): ZoneClock {
  const parts = formatOf(zone, {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  });

  /** What the clock shows, as if it were UTC. */
  function shownAt(at: number): number {
    const read = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }
  const offsetAt = (at: number): number => shownAt(at) - Math.floor(at / 1000) * 1000;

  function momentOf(day: number, minutes: number): number {
    const shown = day * DAY + minutes * MINUTE;
    const [before, after] = [offsetAt(shown - DAY), offsetAt(shown + DAY)];
    if (before >= after) {
      // the same, or set back: then the earlier one is the first that shows it, unless the change is over already
      const first = shown - before;
      return offsetAt(first) === before ? first : shown - after;
    }
    const late = shown - after;
    if (offsetAt(late) === after) return late;
    const early = shown - before;
    if (offsetAt(early) === before) return early;
    return changeBetween(late, early, after);
  }

  /** The first moment, to the second, at which the offset is the new one. */
  function changeBetween(from: number, to: number, offset: number): number {
    let [low, high] = [from / 1000, to / 1000];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle * 1000) === offset) high = middle;
      else low = middle;
    }
    return high * 1000;
  }

  return {
    zone,
    dayOf: (at) => Math.floor(shownAt(at) / DAY),
    momentOf,
    write: (at, options) => formatOf(zone, { hourCycle: "h23", ...options }).format(at),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  const known = formats.get(key);
  if (known) return known;
  try {
    const made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
    formats.set(key, made);
    return made;
  } catch {
    throw new InputError("bad-config", messages.unknownZone(zone.slice(0, 60)));
  }
}
