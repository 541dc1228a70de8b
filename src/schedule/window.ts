import { weekdayOf, type ZoneClock } from "./zone-clock.ts";

/** Hours of the week in which syncs may begin, and what is different then. */
export interface Window {
  /** Shown to people: `off-peak`. */
  name?: string;
  /** The days on which it begins; 0 is Sunday. */
  days: readonly number[];
  /** Minutes of the day. One that ends before it begins, or when it begins, goes over midnight. */
  from: number;
  to: number;
  /** Milliseconds between the end of one run and the next; absent: one run in each window. */
  every?: number;
  /** What messages say beside what they always say. */
  differs: Differences;
}

/** What may be different in a window; what is absent is as the flow has it. */
export interface Differences {
  /** Lists to be read in place of all, as people write them. */
  lists?: string[];
  /** Titles to take of each list at most. */
  itemLimit?: number;
  /** New requests at most; 0 for no limit. */
  maxRequests?: number;
  dryRun?: boolean;
}

/** One time that a window is open. It ends before `end`. */
export interface Opening {
  window: Window;
  start: number;
  end: number;
}

const MINUTE = 60_000;
const MINUTES_OF_DAY = 1440;

/**
 * When a window that begins on a day is open; undefined when it does not begin on that day. On the days on which clocks
 * change it may be an hour longer or shorter; where the change would leave nothing of it, it is moved behind the change.
 */
function openingOn(window: Window, day: number, clock: ZoneClock): Opening | undefined {
  if (!window.days.includes(weekdayOf(day))) return undefined;
  const { from, to } = window;
  const last = to > from ? to : to + MINUTES_OF_DAY;
  const start = clock.momentOf(day, from);
  const end = clock.momentOf(day + Math.floor(last / MINUTES_OF_DAY), last % MINUTES_OF_DAY);
  return { window, start, end: end > start ? end : start + (last - from) * MINUTE };
}

/**
 * The week from one day on, cut into pieces in each of which one window counts: of those that are open at the same time
 * the one that stands first. Pieces are in their order; hours in which none is open are missing.
 *
 * @param days how many
 */
export function openingsFrom(
  windows: readonly Window[],
  day: number,
  days: number,
  clock: ZoneClock,
): (Opening & { opened: number })[] {
  const all = windows.flatMap((window) =>
    [...Array(days).keys()].flatMap((index) => openingOn(window, day + index, clock) ?? []),
  );
  const cuts = [...new Set(all.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const pieces: (Opening & { opened: number })[] = [];
  let of: Opening | undefined;
  cuts.forEach((start, index) => {
    const end = cuts[index + 1];
    const open = end === undefined ? undefined : all.find((each) => each.start <= start && start < each.end);
    const previous = pieces.at(-1);
    if (open && end !== undefined) {
      if (open === of && previous?.end === start) previous.end = end;
      else pieces.push({ window: open.window, start, end, opened: open.start });
    }
    of = open;
  });
  return pieces;
}
