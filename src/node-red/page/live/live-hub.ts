import { randomBytes } from "node:crypto";
import type { Run } from "../../../runs/run.ts";
import { listsByProfile } from "../../../sources/profile-lists.ts";
import { ask, type DatabaseOnDesk, type Desk } from "../desk/desk.ts";
import { type Passing, type ProfileState, profileState, toRunning } from "../overview/profile-state.ts";
import { profilesOf, runningOf } from "../overview/read-overview.ts";
import { type EventRing, eventRing } from "./event-ring.ts";
import { type Change, followDatabase } from "./follow-database.ts";
import type { LiveReader } from "./live-reader.ts";
import { type PassingTitles, passingTitles } from "./passing-titles.ts";

/** Milliseconds between two states of a profile, and between two looks at what is deployed. */
const PAUSE_MS = 500;
const LOOK_MS = 2000;
const COMMENT_MS = 15_000;

/** What goes on, for all who watch: each event is made once, however many they are. */
export interface LiveHub {
  /** @param lastId of the event after which the stream broke off @returns the end of it */
  join(reader: LiveReader, lastId: string | undefined): () => void;
  /** Everything as it is now, for a reader that has fallen behind. */
  catchUp(reader: LiveReader): void;
  /** Somebody decided something here. */
  told(database: DatabaseOnDesk, change: Change): void;
  passingOf(database: DatabaseOnDesk): Passing;
}

interface Followed {
  database: DatabaseOnDesk;
  /** The profiles that nodes have, with their lists: another text after another deployment. */
  deployed: string;
  passing: PassingTitles;
  stop(): void;
  /** As it was stored when it was read last, by profile. */
  states: Map<string, ProfileState>;
  /** What was told of each last. */
  told: Map<string, string>;
  waiting: Map<string, { run?: Run; isStored: boolean }>;
  changes: Set<Change>;
}

const deployedIn = ({ memory }: DatabaseOnDesk): string => JSON.stringify([...listsByProfile(memory.file)]);

export function liveHub(desk: Desk, report: (error: unknown) => void): LiveHub {
  const ring: EventRing = eventRing(randomBytes(6).toString("hex"));
  const readers = new Set<LiveReader>();
  const followed = new Map<string, Followed>();
  let timers: NodeJS.Timeout[] = [];
  let isFlushing = false;

  function tell(text: string): void {
    for (const reader of readers) reader.send(text);
  }

  function follow(database: DatabaseOnDesk): Followed {
    const passing = passingTitles();
    const waiting: Followed["waiting"] = new Map();
    const changes = new Set<Change>();
    const wait = (profile: string, patch: { run?: Run; isStored: boolean }) => {
      const before = waiting.get(profile);
      waiting.set(profile, { ...before, ...patch, isStored: patch.isStored || (before?.isStored ?? false) });
    };
    const stop = followDatabase(database, passing, {
      moved: (profile, run) => wait(profile, { run, isStored: false }),
      changed: (profile) => wait(profile, { isStored: true }),
      news: (change) => changes.add(change),
    });
    const deployed = deployedIn(database);
    return { database, deployed, passing, stop, states: new Map(), told: new Map(), waiting, changes };
  }

  /** Databases come and go with each deployment. */
  function look(): void {
    const there = new Map(desk.databases().map((database) => [database.id, database]));
    let isOther = false;
    for (const [id, known] of followed)
      if (there.get(id)?.memory !== known.database.memory) {
        known.stop();
        followed.delete(id);
        isOther = true;
      }
    for (const [id, database] of there)
      if (!followed.has(id)) {
        const known = follow(database);
        followed.set(id, known);
        void readAll(known);
      }
    for (const known of followed.values()) {
      const deployed = deployedIn(known.database);
      if (deployed === known.deployed) continue;
      known.deployed = deployed;
      // profiles of before are shown to nobody any more
      known.states.clear();
      known.told.clear();
      isOther = true;
      void readAll(known);
    }
    if (isOther) tell(ring.add("reload", { why: "deployed" }));
  }

  async function readAll(known: Followed): Promise<void> {
    const profiles = await ask(known.database, (store) => profilesOf(store, known.database, desk)).catch(
      () => [],
    );
    for (const profile of profiles) known.waiting.set(profile, { isStored: true });
  }

  async function flush(): Promise<void> {
    if (isFlushing) return;
    isFlushing = true;
    try {
      for (const known of followed.values()) {
        for (const [profile, wanted] of [...known.waiting]) {
          known.waiting.delete(profile);
          await show(known, profile, wanted);
        }
        if (known.changes.size === 0) continue;
        const what = [...known.changes];
        known.changes.clear();
        tell(ring.add("changed", { database: known.database.id, what }));
      }
    } catch (error) {
      report(error);
    } finally {
      isFlushing = false;
    }
  }

  async function show(known: Followed, profile: string, { run, isStored }: { run?: Run; isStored: boolean }) {
    const stored = known.states.get(profile);
    let state: ProfileState;
    if (stored && run && !isStored) {
      // nothing is read of the database for this
      state = { ...stored, running: toRunning(run, known.passing.titles(run.id)) };
    } else {
      const { database, passing } = known;
      const read = await ask(database, async (store) =>
        profileState(store, { database, desk, running: await runningOf(database, store), passing }, profile),
      ).catch(() => undefined);
      // whoever asks by another route is told what is wrong with it
      if (!read) return;
      state = read;
      known.states.set(profile, state);
    }
    const text = ring.add("profile", state);
    known.told.set(profile, text);
    tell(text);
  }

  function begin(): void {
    look();
    timers = [
      setInterval(() => void flush(), PAUSE_MS),
      setInterval(look, LOOK_MS),
      setInterval(() => {
        for (const reader of readers) reader.comment();
      }, COMMENT_MS),
    ];
    for (const timer of timers) timer.unref();
  }

  function end(): void {
    for (const timer of timers) clearInterval(timer);
    for (const { stop } of followed.values()) stop();
    followed.clear();
  }

  function catchUp(reader: LiveReader, missed?: "gap" | "restart"): void {
    if (missed) reader.send(ring.own("reload", { why: missed }));
    for (const { told } of followed.values()) for (const text of told.values()) reader.send(text);
  }

  return {
    join(reader, lastId) {
      if (readers.size === 0) begin();
      readers.add(reader);
      const missed = lastId === undefined ? undefined : ring.since(lastId);
      if (Array.isArray(missed)) for (const text of missed) reader.send(text);
      else catchUp(reader, missed);
      return () => {
        readers.delete(reader);
        if (readers.size === 0) end();
      };
    },
    catchUp: (reader) => catchUp(reader, "gap"),
    told: ({ memory }, change) => {
      for (const { database, changes } of followed.values())
        if (database.memory.file === memory.file) changes.add(change);
    },
    passingOf: ({ id }) => followed.get(id)?.passing ?? { titles: () => [] },
  };
}
