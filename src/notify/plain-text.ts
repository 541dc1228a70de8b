import { fitLines, type Measure } from "./cut.ts";
import * as messages from "./messages.ts";
import type { Line, Notice, Section } from "./notice.ts";

/** The order in which plain texts tell, the most welcome first. */
const TOLD: readonly Section["kind"][] = ["requested", "available", "problems"];

/** A line of a section in words. */
const lineText = ({ text, detail }: Line): string => (detail ? `${text} – ${detail}` : text);

/**
 * A notice for channels that show plain text.
 *
 * @param limit of the whole text
 * @param escaped made of everything that somebody else wrote
 */
export function plainText(
  { summary, sections }: Notice,
  limit: number,
  measure: Measure,
  escaped = (text: string) => text,
): string {
  const told = TOLD.flatMap((kind) => sections.filter((section) => section.kind === kind));
  const failed = sections
    .filter(({ kind }) => kind === "lists")
    .flatMap(({ lines }) => lines.filter(({ isFailed }) => isFailed));
  const blocks = failed.length > 0 ? [...told, { name: messages.syncedLists(), lines: failed }] : told;
  const all = blocks.flatMap(({ name, lines }) => [
    "",
    `${name}:`,
    ...lines.map((line) => `• ${escaped(lineText(line))}`),
  ]);
  return fitLines([escaped(summary), ...all], limit, measure, messages.andMore);
}
