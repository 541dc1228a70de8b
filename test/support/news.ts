import type { RunSummary } from "../../src/runs/events.ts";

/** Titles that mean something to those who show them, or that are too long for them. */
const HOSTILE = [
  "@everyone <@123> <#4> @here",
  "**bold** _it_ `code` ~~x~~ ||spoiler|| # head > quote [link](https://evil.example) - a",
  "<b>html</b> &lt; <script>alert(1)</script> {{ states('x') }} {% raw %} https://evil.example/",
  "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u2066hidden\u2069",
  `${"\u{1f3ac}".repeat(300)}`,
  "x".repeat(300),
  'quote " and \\ and\nnew line\u0000\u2028 end',
] as const;

/** A summary as sync-state sends it. */
export const summaryWith = (changes: Partial<RunSummary> = {}): RunSummary => ({
  runId: "run-1",
  profile: "Main",
  state: "completed",
  dryRun: false,
  trigger: "manual",
  startedAt: "2026-11-21T02:00:00.000Z",
  finishedAt: "2026-11-21T02:01:30.000Z",
  duration: 90,
  total: 20,
  counts: { requested: 1, already_available: 19 },
  lists: [
    {
      provider: "imdb",
      list: "ls1",
      label: "IMDb list ls1",
      name: "Films",
      url: "https://www.imdb.com/list/ls1/",
      items: 20,
      complete: true,
      warnings: [],
    },
  ],
  requested: ["Heat (1995)"],
  problems: [],
  missing: 0,
  text: "1 title requested, 19 already there.",
  ...changes,
});

/** A sync of nothing but hostile titles and names. */
export const hostileSummary = (): RunSummary =>
  summaryWith({
    profile: HOSTILE[0],
    state: "completed_with_errors",
    total: 700,
    counts: { requested: 350, not_found: 350 },
    requested: Array.from({ length: 50 }, () => HOSTILE).flat(),
    problems: Array.from({ length: 50 }, () => HOSTILE)
      .flat()
      .map((title) => ({ title, status: "not_found" as const, reason: `${title} ${title}` })),
    lists: HOSTILE.map((name) => ({
      provider: "imdb",
      list: name,
      label: name,
      name,
      url: `https://example.org/a(b)>${encodeURIComponent("x".repeat(50))}`,
      items: 100,
      complete: true,
      warnings: [],
      error: { code: "private", message: name },
    })),
  });
