import type { ListEntry } from "../lists/entries/list-entry.ts";
import type { ServerConnection } from "../overseerr/connection/server-connection.ts";
import type { Memory } from "../runs/memory.ts";
import type { Runs } from "../runs/runs.ts";
import { bounded } from "./bounded.ts";
import { countCalls } from "./count-calls.ts";
import { countRuns } from "./count-runs.ts";
import { eachOnce } from "./each-once.ts";
import { createFailingLists } from "./failing-lists.ts";
import { healthReport, liveReport } from "./health-report.ts";
import { createMetrics } from "./metrics.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { scrape } from "./scrape.ts";
import { readStats } from "./stats.ts";
import { whyFailed } from "./why-failed.ts";

export interface MonitorOptions {
  memory: Memory;
  connection: ServerConnection;
  /** Lists of each profile, those that are switched off included. */
  lists(): ReadonlyMap<string, readonly ListEntry[]>;
  /** Hours after which the last sync is too long ago. */
  staleHours: number;
  /** Whether metrics are counted from the beginning, and not only from when somebody asks for them. */
  counts: boolean;
  version: string;
  now?: () => Date;
  /** Told of what nobody foresaw, of each message once. */
  onError(error: unknown): void;
}

/** What is answered to whoever watches. */
export interface Report {
  status: number;
  type: string;
  body: string;
}

/** Watches a server and what is done with it. */
export interface Monitor {
  metrics(): Promise<Report>;
  health(): Promise<Report>;
  live(): Promise<Report>;
  stats(): Promise<Report>;
  close(): void;
}

const json = (status: number, body: object): Report => ({
  status,
  type: "application/json; charset=utf-8",
  body: `${JSON.stringify(body)}\n`,
});

/** Makes a monitor. */
export function createMonitor(options: MonitorOptions): Monitor {
  const { memory, connection, lists, staleHours, now = () => new Date() } = options;
  const report = eachOnce(options.onError);
  const watched = { memory, connection, lists, staleHours, now, report };
  let counting = options.counts ? startCounting(watched, options.version) : undefined;
  const health = oneAtATime(() => healthReport(watched));
  const live = oneAtATime(() => liveReport(watched));
  const stats = oneAtATime(() => readStats(memory, lists(), now()));
  const isWell = ({ status }: { status: string }) => (status === "healthy" ? 200 : 503);

  return {
    async metrics() {
      counting ??= startCounting(watched, options.version);
      return { status: 200, ...(await counting.scrape()) };
    },
    async health() {
      const report = await health();
      return json(isWell(report), report);
    },
    async live() {
      const report = await live();
      return json(isWell(report), report);
    },
    async stats() {
      try {
        return json(200, await stats());
      } catch (error) {
        return json(500, { error: whyFailed(error, report) });
      }
    },
    close: () => counting?.close(),
  };
}

type Counted = Pick<MonitorOptions, "memory" | "connection" | "lists"> & {
  now: () => Date;
  report(error: unknown): void;
};

function startCounting({ memory, connection, lists, now, report }: Counted, version: string) {
  const metrics = createMetrics(version);
  const nameOf = bounded();
  const failing = createFailingLists(lists);
  const count = countRuns(metrics, nameOf);
  let open: Runs | undefined;
  const stopRuns = memory.whenOpen((runs) => {
    open = runs;
    runs.on("run-finished", failing.learn);
    const stop = count(runs);
    return () => {
      open = undefined;
      runs.off("run-finished", failing.learn);
      stop();
    };
  });
  const stopCalls = countCalls(metrics, connection);
  const measured = {
    metrics,
    memory,
    connection,
    failing,
    lists,
    nameOf,
    report,
    runs: () => open,
    now: () => now().getTime(),
  };
  return {
    scrape: oneAtATime(async () => ({ type: metrics.registry.contentType, body: await scrape(measured) })),
    close() {
      stopRuns();
      stopCalls();
      metrics.registry.clear();
    },
  };
}
