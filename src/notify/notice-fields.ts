import { calm } from "./clean.ts";
import { units } from "./cut.ts";
import type { RunNews } from "./news.ts";
import type { Notice, Section } from "./notice.ts";
import { plainText } from "./plain-text.ts";

const TEXT = 8000;

export const NOTICE_FIELDS = [
  "title",
  "summary",
  "text",
  "level",
  "profile",
  "at",
  "counts",
  "requested",
  "available",
  "problems",
  "lists",
] as const;

/** A notice for programs: what templates may use, and the payload of messages. */
export type NoticeFields = Record<(typeof NOTICE_FIELDS)[number], unknown>;

/**
 * Whoever shows `title`, `summary` and `text` may read mentions or markup in them, so they have none. The others are as they
 * are, for programs.
 */
export function noticeFields(notice: Notice): NoticeFields {
  const { level, profile = null, at, sections, news } = notice;
  const linesOf = (kind: Section["kind"]) =>
    sections.filter((each) => each.kind === kind).flatMap(({ lines }) => lines);
  const runs = news.filter((each): each is RunNews => each.kind === "run");
  const counts: Record<string, number> = {};
  for (const run of runs)
    for (const [status, count] of Object.entries(run.counts)) counts[status] = (counts[status] ?? 0) + count;
  return {
    title: calm(notice.title),
    summary: calm(notice.summary),
    text: plainText(notice, TEXT, units, calm),
    level,
    profile,
    at,
    counts,
    requested: linesOf("requested").map(({ text }) => text),
    available: linesOf("available").map(({ text }) => text),
    problems: linesOf("problems").map(({ text, detail = "" }) => ({ title: text, reason: detail })),
    lists: linesOf("lists").map(({ text, detail = "", isFailed = false }) => ({
      name: text,
      detail,
      failed: isFailed,
    })),
  };
}
