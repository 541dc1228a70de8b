/** Writes dates, times and numbers as people of one place do. */
export interface Format {
  /** `Nov 29, 2026, 12:05` @param at ISO 8601 */
  dateTime(at: string): string;
  /** `Nov 29` @param at ISO 8601 */
  day(at: string): string;
  /** `5 minutes ago`, `in 2 hours`. @param at ISO 8601 @param now milliseconds since 1970 */
  ago(at: string, now: number): string;
  /** `1 min 5 sec`. @param ms milliseconds */
  duration(ms: number): string;
  number(value: number): string;
  percent(share: number): string;
  /** `IMDb, Trakt, and Plex` */
  list(parts: readonly string[]): string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", SECOND],
] as const;

/** @param locale `en-GB` */
export function createFormat(locale: string): Format {
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const day = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" });
  const units = { hour: unit("hour"), minute: unit("minute"), second: unit("second") };
  // what is no time is shown as it came
  const dated = (format: Intl.DateTimeFormat, at: string) =>
    Number.isNaN(Date.parse(at)) ? at : format.format(new Date(at));
  return {
    dateTime: (at) => dated(dateTime, at),
    day: (at) => dated(day, at),
    ago(at, now) {
      const past = Date.parse(at) - now;
      if (Number.isNaN(past)) return at;
      const [name, ms] = STEPS.find(([, size]) => Math.abs(past) >= size) ?? ["second", SECOND];
      return relative.format(Math.trunc(past / ms), name);
    },
    duration(ms) {
      const parts = [
        [units.hour, Math.trunc(ms / HOUR)],
        [units.minute, Math.trunc((ms % HOUR) / MINUTE)],
        [units.second, Math.trunc((ms % MINUTE) / SECOND)],
      ] as const;
      const told = parts.filter(([, value]) => value > 0).slice(0, 2);
      if (told.length === 0) return units.second.format(Math.round(ms / 100) / 10);
      return told.map(([format, value]) => format.format(value)).join(" ");
    },
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    list: (parts) => list.format(parts),
  };
}
