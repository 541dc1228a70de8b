import type { ZoneClock } from "./zone-clock.ts";

/** A moment as people say it: `today 02:00`, `tomorrow 02:00`, `Sat 02:00`, `3 Dec 02:00`. */
export function momentText(at: number, now: number, clock: ZoneClock): string {
  const time = clock.write(at, { hour: "2-digit", minute: "2-digit" });
  const days = clock.dayOf(at) - clock.dayOf(now);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  if (days > 1 && days < 7) return `${clock.write(at, { weekday: "short" })} ${time}`;
  const isFar = Math.abs(days) > 300;
  return `${clock.write(at, { day: "numeric", month: "short", ...(isFar && { year: "numeric" }) })} ${time}`;
}
