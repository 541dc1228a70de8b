import type { EmptyFlow } from "../../bench/empty-flow.ts";
import type { Row } from "../../bench/results.ts";
import { PEERS } from "./peers.ts";

/** How a list names its titles, in words. */
export const IDS = { tmdb: "TMDB ids", imdb: "IMDb ids", title: "title + year" } as const;

export const sumOf = (calls: Record<string, number>) =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);

export const number = (value: number) => value.toLocaleString("en");

/** Seconds with as many decimals as say something. */
export const seconds = (value: number) =>
  value >= 100 ? number(Math.round(value)) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

const kib = (bytes: number) => number(Math.round(bytes / 1024));

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const alignment = head.map((name) => (name.startsWith("<") ? "---" : "---:"));
  return [line(head.map((name) => name.replace(/^</, ""))), line(alignment), ...rows.map(line)].join("\n");
}

/** 1,000 titles and the small library: this package beside other programs and the limit. */
export function peersTable(rows: readonly Row[], run: "first" | "steady"): string {
  const ours = rows.filter((row) => row.titles === 1000 && row.library === 2306 && row.run === run);
  const of = (Object.keys(IDS) as (keyof typeof IDS)[]).flatMap((ids) => [
    ...PEERS.filter((peer) => peer.ids === ids && peer.run === run).map((peer) => [
      IDS[ids],
      peer.program,
      number(peer.serverCalls),
      number(peer.otherCalls),
      seconds(peer.seconds),
      peer.cpuSeconds === undefined ? "" : seconds(peer.cpuSeconds),
    ]),
    ...ours
      .filter((row) => row.ids === ids)
      .flatMap((row) => [
        [
          IDS[ids],
          `**this package**, ${row.concurrency} parallel calls`,
          `**${number(sumOf(row.calls))}**`,
          number(row.listCalls),
          `**${seconds(row.seconds)}**`,
          seconds(row.cpuSeconds),
        ],
        [
          IDS[ids],
          `the limit, ${row.concurrency} parallel`,
          number(sumOf(row.limitCalls)),
          number(row.listCalls),
          seconds(row.limitSeconds),
          "",
        ],
      ]),
  ]);
  return table(["<List has", "<Program", "Calls to the server", "Other calls", "Seconds", "CPU seconds"], of);
}

/** A ratio, or a difference where the limit is so short that the ratio says nothing. */
const aboveLimit = ({ seconds: took, limitSeconds }: Row) =>
  limitSeconds >= 1 ? (took / limitSeconds).toFixed(2) : `+${seconds(took - limitSeconds)} s`;

/** Every row of a number of titles. */
export function allRows(rows: readonly Row[], titles: number): string {
  return table(
    [
      "<List has",
      "Parallel",
      "Library",
      "<Sync",
      "Calls",
      "of them enough",
      "KiB sent",
      "KiB received",
      "Seconds",
      "× limit",
      "CPU s",
      "MiB above idle",
      "of it young",
      "Loop held ms",
      "computing ms",
      "<Right",
    ],
    rows
      .filter((row) => row.titles === titles)
      .map((row) => [
        IDS[row.ids],
        String(row.concurrency),
        number(row.libraryRows),
        row.run,
        number(sumOf(row.calls)),
        number(sumOf(row.limitCalls)),
        kib(row.sentBytes),
        kib(row.receivedBytes),
        seconds(row.seconds),
        aboveLimit(row),
        seconds(row.cpuSeconds),
        row.peakMiB === undefined ? "–" : number(row.peakMiB),
        row.youngMiB === undefined ? "–" : number(row.youngMiB),
        number(row.holdMs),
        number(row.computingMs),
        `${number(row.right)} of ${number(row.wanted)}${row.wrong > 0 ? `, ${number(row.wrong)} wrong` : ""}`,
      ]),
  );
}

/** Calls by route of the first and the later syncs of one scenario. */
export function callsTable(rows: readonly Row[]): string {
  const routes = [...new Set(rows.flatMap((row) => Object.keys(row.calls)))].sort();
  return table(
    ["<Call", ...rows.map((row) => `${IDS[row.ids]}, ${row.run}`)],
    routes.map((route) => [`\`${route}\``, ...rows.map((row) => number(row.calls[route] ?? 0))]),
  );
}

/** How cost grows with the number of titles. */
export function growthTable(rows: readonly Row[], emptyFlows: readonly EmptyFlow[]): string {
  const empty = new Map(emptyFlows.map(({ titles, peakMiB }) => [titles, number(peakMiB)]));
  return table(
    [
      "Titles",
      "<List has",
      "Calls",
      "Calls per title",
      "CPU s",
      "CPU ms per title",
      "MiB above idle",
      "of it young",
      "empty flow MiB",
      "Loop held ms",
      "computing ms",
    ],
    rows.map((row) => [
      number(row.titles),
      IDS[row.ids],
      number(sumOf(row.calls)),
      (sumOf(row.calls) / row.titles).toFixed(3),
      seconds(row.cpuSeconds),
      ((row.cpuSeconds * 1000) / row.titles).toFixed(1),
      row.peakMiB === undefined ? "–" : number(row.peakMiB),
      row.youngMiB === undefined ? "–" : number(row.youngMiB),
      empty.get(row.titles) ?? "–",
      number(row.holdMs),
      number(row.computingMs),
    ]),
  );
}
