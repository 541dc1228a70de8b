/** A day of the process's time zone: `2026-03-01`. */
const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

/** Begin of the first of so many days, today included, as ISO 8601 text. */
export const sinceDays = (days: number, now: Date): string =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1).toISOString();

/** Each of the days up to today once, with the sum of its counts or 0. */
export function everyDay(
  days: number,
  now: Date,
  counted: readonly { day: string; count: number }[],
): { day: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { day, count } of counted) counts.set(day, (counts.get(day) ?? 0) + count);
  return Array.from({ length: days }, (_, index) => {
    // by the calendar: a day may have 23 hours
    const day = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1 + index, 12));
    return { day, count: counts.get(day) ?? 0 };
  });
}
