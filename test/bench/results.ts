import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Correctness } from "./correctness.ts";
import type { EmptyFlow } from "./empty-flow.ts";
import { RUNS, type RunName, type Scenario } from "./scenario.ts";

/** What one run cost. */
export interface Row extends Scenario, Correctness {
  run: RunName;
  /** Rows of the server's library before the first run. */
  libraryRows: number;
  /** How the run ended. */
  state: string;
  /** Calls to the server by route. */
  calls: Record<string, number>;
  /** Calls that nothing can spare, by route. */
  limitCalls: Record<string, number>;
  listCalls: number;
  /** Most calls to the server under way at one time. */
  atOnce: number;
  sentBytes: number;
  receivedBytes: number;
  /** From the press of the button to the summary. */
  seconds: number;
  limitSeconds: number;
  cpuSeconds: number;
  /** What Node-RED needed before the first run; absent where the system does not tell. MiB. */
  idleMiB?: number;
  /** Most that it needed above that. MiB. */
  peakMiB?: number;
  /** Of that, how much more V8 kept for objects that were just made; absent in rows of before that was measured. MiB. */
  youngMiB?: number;
  /** Longest time in which the event loop came to nothing else. */
  holdMs: number;
  /** Longest computing within one turn. */
  computingMs: number;
  /** Average number of programs that wanted a core when the run began. */
  load: number;
  machine: string;
  /** Day, `YYYY-MM-DD`. */
  date: string;
}

const FILE = join(import.meta.dirname, "../../docs/performance.json");

/** Everything that was ever measured and not measured again. */
export interface Results {
  rows: Row[];
  /** By number of titles. */
  emptyFlows: EmptyFlow[];
}

export const readResults = (): Results => ({ emptyFlows: [], ...JSON.parse(readFileSync(FILE, "utf8")) });

/** Writes a row in the place of the one of the same run. */
export function keepResult(row: Row): void {
  const { rows: before, ...others } = readResults();
  const rows = [...before.filter((other) => keyOf(other) !== keyOf(row)), row];
  rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  write({ rows, ...others });
}

/** Writes what an empty flow of so many messages needed, in the place of what it did before. */
export function keepEmptyFlow(measured: EmptyFlow): void {
  const { emptyFlows: before, ...others } = readResults();
  const emptyFlows = [...before.filter(({ titles }) => titles !== measured.titles), measured];
  write({ ...others, emptyFlows: emptyFlows.toSorted((a, b) => a.titles - b.titles) });
}

const write = (results: Results) => writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);

const keyOf = ({ titles, library, ids, concurrency, run }: Scenario & { run: RunName }) =>
  [titles, library, ["tmdb", "imdb", "title"].indexOf(ids), concurrency, RUNS.indexOf(run)]
    .map((part) => String(part).padStart(8, "0"))
    .join("/");

/** What the seconds and megabytes are of. */
export function machine(nodeRed: string): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? "unknown processor"}, ${process.platform} ${process.arch}, Node ${process.versions.node}, Node-RED ${nodeRed}`;
}
