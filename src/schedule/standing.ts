import * as messages from "./messages.ts";
import { momentText } from "./moment-text.ts";
import type { Due } from "./plan.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** How a profile stands with its schedule. */
export type Standing =
  | { kind: "next"; due: Due }
  /** A run is going on. */
  | { kind: "running" }
  /** Nobody began a first run yet. */
  | { kind: "first" }
  /** "Automatic sync" is off. */
  | { kind: "off" }
  | { kind: "paused"; until: number; due: Due | undefined }
  /** Nothing is ever due. */
  | { kind: "never" };

/** Paused until somebody says otherwise: a time that dates can still hold. */
export const FOR_GOOD = Date.parse("9999-12-31T00:00:00Z");

/** What the status and the memory say: `next: today 02:00 · off-peak`. */
export function standingText(standing: Standing, now: number, clock: ZoneClock): string {
  switch (standing.kind) {
    case "next":
      return `next: ${dueText(standing.due, now, clock)}`;
    case "running":
      return "running";
    case "first":
      return messages.firstSync();
    case "off":
      return messages.automaticOff();
    case "paused":
      return messages.paused(standing.until >= FOR_GOOD ? undefined : momentText(standing.until, now, clock));
    case "never":
      return messages.nothingDue();
  }
}

function dueText({ at, window }: Due, now: number, clock: ZoneClock): string {
  const name = window?.name ? ` · ${window.name}` : "";
  return `${at <= now ? "now" : momentText(at, now, clock)}${name}`;
}
