import { ListError } from "../list-error.ts";

/**
 * Reads a number.
 *
 * @throws ListError `bad-input`
 */
export function readNumber(text: string, name: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new ListError(
    "bad-input",
    `IMDb search: "${name}=${text}" is not a number. Write it like ${name}=7,9.`,
  );
}

/**
 * Reads a day, a month or a year. IMDb takes full dates only (recorded 2026-08: `not-a-date` gives BAD_USER_INPUT), so
 * months and years are filled up.
 *
 * @param end whether the last day of it is meant
 * @throws ListError `bad-input`
 */
export function readDate(text: string, end: boolean): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text) ?? [];
  const months = Number(month ?? (end ? 12 : 1));
  const lastDay = new Date(Date.UTC(Number(year), months, 0)).getUTCDate();
  const days = Number(day ?? (end ? lastDay : 1));
  if (year === undefined || months < 1 || months > 12 || days < 1 || days > lastDay)
    throw new ListError(
      "bad-input",
      `IMDb search: "release_date=${text}" is not a date. Write it like release_date=2020-01-01,2020-12-31 or release_date=2020,2021.`,
    );
  return `${year}-${String(months).padStart(2, "0")}-${String(days).padStart(2, "0")}`;
}
