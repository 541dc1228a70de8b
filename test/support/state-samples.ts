import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Item, Outcome } from "../../src/items/item.ts";
import type { ListResult, Run } from "../../src/runs/run.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Store } from "../../src/state/store.ts";

/** When the samples happen. */
export const SAMPLE_TIME = "2026-03-01T12:00:00.000Z";

export const sampleItem = (patch: Partial<Item> = {}): Item => ({
  title: "The Matrix",
  year: 1999,
  mediaType: "movie",
  ids: { tmdb: 603 },
  sources: [{ provider: "imdb", list: "top" }],
  ...patch,
});

export const sampleOutcome = (status: Outcome["status"], patch: Partial<Outcome> = {}): Outcome => ({
  status,
  at: SAMPLE_TIME,
  ...patch,
});

export const sampleRun = (patch: Partial<Run> = {}): Run => ({
  id: "run-1",
  profile: "Main",
  trigger: "manual",
  dryRun: false,
  state: "running",
  startedAt: SAMPLE_TIME,
  counts: {},
  lists: [],
  ...patch,
});

export const sampleList = (patch: Partial<ListResult> = {}): ListResult => ({
  provider: "imdb",
  list: "top",
  label: "IMDb Top 250",
  items: 1,
  complete: true,
  warnings: [],
  ...patch,
});

/** A result for a list that could not be read. */
export const brokenList = (list: string): ListResult =>
  sampleList({
    provider: "trakt",
    list,
    label: `Trakt list ${list}`,
    items: 0,
    complete: false,
    error: { code: "private", message: `Trakt list "${list}" is private.` },
  });

/** A store in memory with runs to record in. */
export async function sampleStore(...runs: Run[]): Promise<Store> {
  const store = await openStore({ file: ":memory:", now: () => new Date(SAMPLE_TIME) });
  for (const run of runs) await store.insertRun(run);
  return store;
}

/** A folder that is gone after the test file; call it within `describe`. */
export function temporaryFolder(): (...path: string[]) => string {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-test-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return (...path) => join(folder, ...path);
}
