import type { Plan } from "./plan.ts";
import type { Window } from "./window.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const HOUR = 3_600_000;

/** A plan in words: `off-peak Mon–Fri 22:00–06:00 every 30 min; …`. */
export const planText = (plan: Plan): string =>
  "cron" in plan ? `cron ${plan.cron.expression}` : plan.windows.map(windowText).join("; ");

function windowText({ name, days, from, to, every }: Window): string {
  const isWholeDay = from === to || (from === 0 && to === 1440);
  const parts = [
    name,
    days.length === 7 ? undefined : daysText(days),
    isWholeDay && from === 0 ? undefined : `${time(from)}–${time(to)}`,
    every === undefined ? "once" : `every ${lengthText(every)}`,
  ];
  return parts.filter(Boolean).join(" ");
}

/** Days that follow one another as `Mon–Fri`; the week begins on Monday. */
function daysText(days: readonly number[]): string {
  const week = [1, 2, 3, 4, 5, 6, 0].filter((day) => days.includes(day));
  const places = week.map((day) => (day + 6) % 7);
  const isRow = week.length > 2 && places.every((place, index) => place === (places[0] ?? 0) + index);
  return isRow ? `${DAYS[week[0] ?? 0]}–${DAYS[week.at(-1) ?? 0]}` : week.map((day) => DAYS[day]).join(", ");
}

const time = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** `30 min`, `2 h`, `90 s`. */
function lengthText(length: number): string {
  if (length % HOUR === 0) return `${length / HOUR} h`;
  if (length % 60_000 === 0) return `${length / 60_000} min`;
  return length > HOUR ? `${Math.round(length / 36_000) / 100} h` : `${Math.round(length / 100) / 10} s`;
}
