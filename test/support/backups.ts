import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BackupOptions, type Backups, createBackups } from "../../src/backup/backups.ts";
import { finishRestore } from "../../src/backup/swap.ts";
import { type Memory, shareMemory } from "../../src/runs/memory.ts";
import type { Store } from "../../src/state/store.ts";
import { SAMPLE_TIME, sampleItem, sampleList, sampleOutcome, sampleRun } from "./state-samples.ts";

const KEEP = { daily: 7, weekly: 4 };

/** A database in a folder with its backups, as a node has them. */
export function backupsIn(
  folder: string,
  more: Partial<BackupOptions> = {},
): { memory: Memory; backups: Backups; logins: string } {
  const logins = join(folder, "logins");
  const file = join(folder, "state.db");
  const memory = shareMemory({ file, closeMs: 200, beforeOpen: () => finishRestore(file, logins) });
  const plan = () => ({ folder: join(folder, "backups"), keep: KEEP });
  return { memory, backups: createBackups({ memory, logins, plan, ...more }), logins };
}

/** Writes something of every kind. @param mark tells this filling from others */
export async function fill(store: Store, mark: string): Promise<void> {
  const at = SAMPLE_TIME;
  const run = sampleRun({ id: `run-${mark}`, profile: mark, lists: [sampleList()] });
  const item = sampleItem({
    title: `Amélie "${mark}" \u202e \u2028 \u2029 \u0085 \r\n`,
    ids: { tmdb: 194, imdb: "tt0211915" },
    outcome: sampleOutcome("requested", { requestId: 7 }),
    match: { mediaType: "movie", tmdbId: 194, title: "Amélie", matchedBy: "tmdb" },
  });
  await store.insertRun(run);
  await store.saveList(sampleList(), [item], at);
  await store.record(run.id, "server", item, at);
  await store.saveListContent(mark, { provider: "imdb", list: "top", items: [item] }, at);
  await store.updateRun({ ...run, state: "completed", finishedAt: at });
  await store.intend("server", { mediaType: "tv", tmdbId: 1396, is4k: false, seasons: [1, 2] }, at);
  await store.saveResolution("server", "imdb:tt0133093", { found: false, tries: 2, retryAt: at });
  await store.fetchCache.set("etag", "a", { mark, list: [1, null, "x"] });
  await store.setProfileSettings(mark, { automatic: false, requestLimit: 5 });
  await store.saveSchedule(mark, { plan: `daily ${mark}`, zone: "Europe/Berlin", nextAt: at });
  await store.saveShownDevices("device", [{ way: "MQTT", via: "broker", where: mark }]);
  await store.saveWatchedFiles("watch", { what: mark, files: [["/a.csv", { touch: "1", hash: "2" }]] });
  await store.decide({
    kind: "ignore",
    item,
    match: { mediaType: "movie", tmdbId: 194, title: "Amélie" },
    at,
  });
  await store.saveNotifier("notify", { plan: mark, dueAt: at });
  await store.keepNews("notify", { mark });
  await store.forgetNews("notify", 1, { plan: mark, sending: 1 });
  await store.keepNews("notify", { mark, of: "later" });
  await store.arrive({ item, is4k: false, whole: true, by: "Radarr" }, at);
  const imported = {
    mediaType: "movie",
    tmdbId: 194,
    title: `Amélie ${mark}`,
    status: "requested",
    at,
  } as const;
  await store.importTitles([imported], mark);
  await store.saveSignedAnswer("signed", { mark }, "2999-01-01T00:00:00.000Z", at);
}

/** What a store answers to every query. */
export async function answersOf(store: Store, marks: readonly string[]): Promise<unknown> {
  const perMark = marks.map(async (mark) => [
    await store.run(`run-${mark}`),
    [...(await store.recordedKeys(`run-${mark}`))],
    await store.listContents(mark),
    await store.profileSettings(mark),
    await store.schedule(mark),
    await store.requestedTotal(mark),
    await store.lastRequested(mark),
    await store.arrivedRuns(mark, 10),
  ]);
  return JSON.parse(
    JSON.stringify([
      await store.runs(),
      await store.runHeads(),
      await store.items({}),
      await store.history({ mediaType: "movie", tmdbId: 194 }),
      await store.outcomesOf("server", { mediaType: "movie", tmdbId: 194 }),
      await store.lastOutcome("movie:tmdb:194"),
      await store.intent("server", { mediaType: "tv", tmdbId: 1396 }, false),
      await store.openIntents("server", "2999-01-01T00:00:00.000Z"),
      await store.resolution("server", "imdb:tt0133093"),
      await store.fetchCache.get("etag", "a"),
      await store.schedules(),
      await store.shownDevices("device"),
      await store.watchedFiles("watch"),
      await store.decisions(),
      await store.importedTitles(),
      await store.decisionsOn(sampleItem({ ids: { imdb: "tt0211915" } })),
      await store.ignoredAs({ mediaType: "movie", tmdbId: 194 }),
      await store.notifier("notify"),
      await store.keptNews("notify"),
      await store.signedAnswer("signed", SAMPLE_TIME),
      await Promise.all(perMark),
    ]),
  );
}

export function writeLogins(logins: string, mark: string): void {
  mkdirSync(logins, { recursive: true });
  for (const name of ["a1.login", "b2.login"]) writeFileSync(join(logins, name), `${mark}.${name}`);
}

export const readLogins = (logins: string): string[] =>
  readdirSync(logins)
    .sort()
    .map((name) => readFileSync(join(logins, name), "utf8"));
