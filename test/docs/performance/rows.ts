import type { Row } from "../../bench/results.ts";

/** First syncs with the package's own settings and the small library, smallest first. */
export const firstSyncs = (rows: readonly Row[]): Row[] =>
  rows.filter((row) => row.run === "first" && row.concurrency === 4 && row.library === 2306);
