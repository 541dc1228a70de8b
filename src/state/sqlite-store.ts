import { pause } from "../http/pause.ts";
import type { Item } from "../items/item.ts";
import type { Run } from "../runs/run.ts";
import { backup } from "./backup.ts";
import { catalogueTable } from "./catalogue/catalogue-table.ts";
import { chronicleTable } from "./catalogue/chronicle-table.ts";
import { contentText } from "./content-text.ts";
import { type Database, openDatabase } from "./database.ts";
import { fetchCache } from "./fetch-cache.ts";
import { type FileWatch, watchFile } from "./file-watch.ts";
import { Lease } from "./lease/lease.ts";
import { keepLease, type LeaseKeeper, NO_LEASE } from "./lease/lease-keeper.ts";
import { leaseRow } from "./lease/lease-row.ts";
import { releaseAtExit } from "./lease/release-at-exit.ts";
import { createLockWait } from "./lock-wait.ts";
import { maintain } from "./maintain.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import type { HistoryEntry, ItemQuery, StoredItem } from "./port/titles.ts";
import type { Maintenance } from "./port/upkeep.ts";
import { IN_MEMORY, prepareFile } from "./prepare-file.ts";
import { prune } from "./prune.ts";
import { readContents } from "./read-contents.ts";
import { checkRuntime, type RuntimeVersions } from "./runtime-check.ts";
import { shrink, shrinkABit } from "./shrink.ts";
import type { Store } from "./store.ts";
import { arrivalTable } from "./tables/arrival-table.ts";
import { contentTable } from "./tables/content-table.ts";
import { decisionTable } from "./tables/decision-table.ts";
import { deviceTable } from "./tables/device-table.ts";
import { importTable } from "./tables/import-table.ts";
import { intentTable } from "./tables/intent-table.ts";
import { itemQuery } from "./tables/item-query.ts";
import { listTable } from "./tables/list-table.ts";
import { noticeTable } from "./tables/notice-table.ts";
import { outcomeTable } from "./tables/outcome-table.ts";
import { profileTable } from "./tables/profile-table.ts";
import { runTable } from "./tables/run-table.ts";
import { scheduleTable } from "./tables/schedule-table.ts";
import { signedTable } from "./tables/signed-table.ts";
import { statsTable } from "./tables/stats-table.ts";
import { titleTable } from "./tables/title-table.ts";
import { watchedTable } from "./tables/watched-table.ts";
import { createWriteGroup } from "./write-group.ts";

/** Titles written or read in one go: a few milliseconds. */
const PART = 50;

/** The same of rows that are short. */
const IMPORTED = 500;

const DAY = 24 * 60 * 60 * 1000;

/** Where it is remembered when the database was last looked after. */
const MAINTAINED = ["maintenance", "last"] as const;

export interface StoreOptions {
  /** Path of the SQLite file, made with its folder if it is not there; `:memory:` for one that is not kept. */
  file: string;
  /** @default the clock */
  now?: () => Date;
  /** @default all there are */
  migrations?: readonly Migration[];
  /** Milliseconds that every call waits for another program that keeps the file locked. @default 120000 */
  lockedMs?: number;
  /** Milliseconds that closing waits for writes that still wait for another program. @default 3000 */
  closeMs?: number;
  /** Ends the waiting for a locked file while it is opened. */
  signal?: AbortSignal;
  /** @default opens the SQLite file */
  open?: (file: string) => Database;
  /** @default process.versions */
  versions?: RuntimeVersions;
}

/**
 * Opens the memory. Others may read the same file meanwhile; one process at a time writes in it, see lease/lease.ts.
 *
 * @throws StateError `state-runtime`, `state-open`, `state-locked`, `state-newer`, `state-migration`; CancelledError
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { now = () => new Date(), migrations = MIGRATIONS, closeMs = 3000, open = openDatabase } = options;
  checkRuntime(options.versions);
  const file = prepareFile(options.file);
  const writing = createLockWait(options.lockedMs);
  const opening = { inTurn: <T>(work: () => T) => writing.inTurn(work, options.signal) };
  const db = await opening.inTurn(() => open(file));
  let watch: FileWatch;
  try {
    await migrate(db, migrations, now(), opening);
    shrink(db);
    watch = watchFile(file);
  } catch (error) {
    db.close();
    throw error;
  }
  // what is read need not stand behind what waits to be written
  const reading = createLockWait(options.lockedMs);

  /** Makes a method of a table one that waits; an AbortSignal at the end of its arguments ends the waiting. */
  const by =
    (wait: typeof writing) =>
    <Args extends unknown[], Result>(method: (...args: Args) => Result) =>
    (...args: Args): Promise<Result> => {
      const last = args.at(-1);
      return wait.inTurn(() => method(...args), last instanceof AbortSignal ? last : undefined);
    };
  const read = by(reading);
  const runs = runTable(db);
  const cutOff: Run[] = [];
  const lease = file === IN_MEMORY || !leaseRow(db).isThere() ? NO_LEASE : keep();
  function leased<T>(work: () => T): T {
    watch.check();
    return lease.write(work);
  }
  const write = <Args extends unknown[], Result>(method: (...args: Args) => Result) =>
    by(writing)((...args: Args) => leased(() => method(...args)));
  const group = createWriteGroup(writing.inTurn, leased);
  /** For what is written title by title. */
  const writeAmongOthers =
    <Args extends unknown[], Result>(method: (...args: Args) => Result) =>
    (...args: Args): Promise<Result> => {
      const last = args.at(-1);
      return group.write(() => method(...args), last instanceof AbortSignal ? last : undefined);
    };
  /** For what is only remembered to spare calls. */
  const note =
    <Args extends unknown[]>(method: (...args: Args) => void) =>
    (...args: Args): Promise<void> =>
      writing.orNever(() => leased(() => method(...args)));

  function keep(): LeaseKeeper {
    const onTaken = () => {
      // a restore may have put another file in its place: the lease of this one is free because nobody uses it any more
      watch.look();
      // whatever runs when the lease goes over to this process has lost its own
      cutOff.push(...runs.interruptRuns(now().toISOString()));
    };
    const held = new Lease(db, { onTaken });
    releaseAtExit(file, held.holder);
    return keepLease(held, writing);
  }

  const intents = intentTable(db);
  const titles = titleTable(db, now);
  const lists = listTable(db);
  const queries = itemQuery(db);
  async function* pagesOf(query: Omit<ItemQuery, "limit" | "offset">): AsyncGenerator<StoredItem[]> {
    const [found, first] = await reading.inTurn(() => {
      const all = queries.found(query);
      return [all, queries.texts(all.slice(0, PART))] as const;
    });
    yield first;
    for (let start = PART; start < found.length; start += PART)
      yield await read(queries.texts)(found.slice(start, start + PART));
  }
  const contents = contentTable(db);
  const outcomes = outcomeTable(db);
  const arrivals = arrivalTable(db);
  const profiles = profileTable(db);
  const devices = deviceTable(db);
  const watched = watchedTable(db);
  const signed = signedTable(db);
  const notices = noticeTable(db);
  const stats = statsTable(db);
  const fetched = fetchCache(db, now);
  const schedules = scheduleTable(db);
  const decisions = decisionTable(db);
  const imports = importTable(db);
  const catalogue = catalogueTable(db);
  const chronicle = chronicleTable(db);

  let looking: Promise<Maintenance> | undefined;
  /** Once at a time: two runs may end together, and the whole file is read. */
  function look(): Promise<Maintenance> {
    looking ??= lookNow().finally(() => {
      looking = undefined;
    });
    return looking;
  }
  async function lookNow(): Promise<Maintenance> {
    const found = await maintain(db, writing.inTurn);
    await note(fetched.set)(...MAINTAINED, {});
    return found;
  }

  return {
    get lost() {
      return watch.lost;
    },
    lease,
    intend: writeAmongOthers(intents.intend),
    intent: read(intents.intent),
    openIntents: read(intents.openIntents),
    settleIntent: writeAmongOthers(intents.settleIntent),
    resolution: read(titles.resolution),
    saveResolution: note(titles.saveResolution),
    titleDetail: read(titles.titleDetail),
    saveTitleDetail: note(titles.saveTitleDetail),
    insertRun: write((run) => {
      watch.look();
      runs.insertRun(run);
    }),
    updateRun: write(runs.updateRun),
    run: read(runs.run),
    runHead: read(runs.runHead),
    runs: read(runs.runs),
    runHeads: read(runs.runHeads),
    interruptRuns: by(writing)((at) => [...runs.interruptRuns(at), ...cutOff.splice(0)]),
    async saveList(result, items, at, signal) {
      const saving = write((part: Item[], _signal?: AbortSignal) => lists.saveList(result, part, at));
      // a list that is written in part says less than it could, and nothing that is wrong
      await saving(items.slice(0, PART), signal);
      for (let start = PART; start < items.length; start += PART)
        await saving(items.slice(start, start + PART), signal);
    },
    listContents: readContents(contents, read),
    async saveListContent(profile, content, at) {
      await write(contents.saveContent)(profile, content, await contentText(content.items), at);
    },
    forgetListContents: write(contents.forgetListContents),
    fetchCache: {
      get: <T>(scope: string, key: string) => reading.inTurn(() => fetched.get<T>(scope, key)),
      set: note(fetched.set),
    },
    record: writeAmongOthers(outcomes.record),
    recordedKeys: read(outcomes.recordedKeys),
    itemPages: pagesOf,
    async items(query) {
      if (query.limit !== -1) return read(queries.items)(query);
      const items: StoredItem[] = [];
      for await (const page of pagesOf(query)) items.push(...page);
      return { items, total: items.length };
    },
    history: read((title) =>
      [...imports.history(title), ...arrivals.history(title), ...outcomes.history(title)].sort(newestFirst),
    ),
    async importTitles(titles, by) {
      for (let start = 0; start < titles.length; start += IMPORTED)
        await write(imports.importTitles)(titles.slice(start, start + IMPORTED), by);
    },
    importedTitles: read(imports.importedTitles),
    arrive: write(arrivals.arrive),
    outcomesOf: read(outcomes.outcomesOf),
    lastOutcome: read(outcomes.lastOutcome),
    decide: write(decisions.decide),
    takeBack: write(decisions.takeBack),
    decisionsOn: read(decisions.decisionsOn),
    ignoredAs: read(decisions.ignoredAs),
    decisions: read(decisions.decisions),
    catalogue: read(catalogue.catalogue),
    catalogueTitle: read(catalogue.catalogueTitle),
    waiting: read(catalogue.waiting),
    catalogueCounts: read(catalogue.catalogueCounts),
    catalogueYears: read(catalogue.catalogueYears),
    deedsByDay: read(chronicle.deedsByDay),
    arrivalsByDay: read(chronicle.arrivalsByDay),
    lastArrivals: read(chronicle.lastArrivals),
    knownLists: read(chronicle.knownLists),
    listReadings: read(chronicle.listReadings),
    listChanges: read(chronicle.listChanges),
    listsOfTitle: read(chronicle.listsOfTitle),
    countRuns: read(runs.countRuns),
    profileSettings: read(profiles.profileSettings),
    setProfileSettings: write(profiles.setProfileSettings),
    requestedTotal: read(profiles.requestedTotal),
    lastRequested: read(profiles.lastRequested),
    outcomeCounts: read(stats.outcomeCounts),
    lastSyncs: read(stats.lastSyncs),
    shownDevices: read(devices.shownDevices),
    saveShownDevices: write(devices.saveShownDevices),
    watchedFiles: read(watched.watchedFiles),
    saveWatchedFiles: write(watched.saveWatchedFiles),
    notifier: read(notices.notifier),
    saveNotifier: write(notices.saveNotifier),
    keepNews: write(notices.keepNews),
    keptNews: read(notices.keptNews),
    forgetNews: write(notices.forgetNews),
    signedAnswer: read(signed.signedAnswer),
    saveSignedAnswer: write(signed.saveSignedAnswer),
    schedule: read(schedules.schedule),
    schedules: read(schedules.schedules),
    saveSchedule: write(schedules.saveSchedule),
    takeDue: write(schedules.takeDue),
    arrivedRuns: read(schedules.arrivedRuns),
    async prune(olderThanDays) {
      const forgotten = await write(() => prune(db, olderThanDays, now()))();
      shrinkABit(db);
      return forgotten;
    },
    maintain: look,
    async maintainAfter(days) {
      const last = await reading.inTurn(() => fetched.get<object>(...MAINTAINED));
      if (last && now().getTime() - last.savedAt.getTime() >= days * DAY) return look();
      if (!last) await note(fetched.set)(...MAINTAINED, {});
      return undefined;
    },
    async backup(path) {
      // the copy itself is not refused by those who only write beside it
      await reading.inTurn(() => db.pragma("schema_version"));
      return backup(db, path, now());
    },
    async close() {
      const enough = new AbortController();
      await Promise.race([group.idle().then(writing.idle), pause(closeMs, enough.signal)]);
      enough.abort();
      watch.stop();
      lease.stop();
      db.close();
    },
  };
}

const newestFirst = (a: HistoryEntry, b: HistoryEntry): number =>
  a.outcome.at < b.outcome.at ? 1 : a.outcome.at > b.outcome.at ? -1 : 0;
