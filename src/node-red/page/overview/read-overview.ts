import { probeServer } from "../../../monitor/server-probe.ts";
import { listsByProfile } from "../../../sources/profile-lists.ts";
import type { Store } from "../../../state/store.ts";
import { reportable } from "../../report-error.ts";
import type { Answer, Asked } from "../contract/types.ts";
import { ask, type DatabaseOnDesk, type Desk, type ServerOnDesk } from "../desk/desk.ts";
import { everyDay, sinceDays } from "./days.ts";
import { type Passing, type ProfileState, profileState } from "./profile-state.ts";

type Overview = Answer<"overview">;

const DAYS = 30;
const ARRIVED = 24;

/** What an overview needs beside the database. */
export interface OverviewDesk {
  desk: Desk;
  passingOf(database: DatabaseOnDesk): Passing;
  report(error: unknown): void;
  now(): Date;
}

/** Everything of the first page. A database that does not answer says why, and the others answer. */
export async function readOverview(asked: Asked<"overview">, at: OverviewDesk): Promise<Overview> {
  const { desk, report, now } = at;
  const databases = asked.database === undefined ? desk.databases() : [desk.database(asked.database)];
  // the wait for a server must not keep a database waiting, nor the other way round
  const [read, servers] = await Promise.all([
    Promise.all(databases.map((database) => readDatabase(database, asked, at))),
    Promise.all(desk.servers().map((server) => serverState(server, now(), report))),
  ]);
  const needs = read.flatMap(({ needsYou }) => needsYou ?? []);
  const requests = read.flatMap((each) => each.requests ?? []);
  const arrived = read.flatMap((each) => each.arrived ?? []);
  return {
    databases: read.map(({ state }) => state),
    profiles: read.flatMap(({ profiles }) => profiles),
    servers,
    ...(needs.length > 0 && { needsYou: needs.reduce((sum, count) => sum + count, 0) }),
    requests: everyDay(DAYS, now(), requests).map(({ day, count }) => ({
      day,
      requests: count,
    })),
    arrived: arrived.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, ARRIVED),
  };
}

interface ReadDatabase {
  state: Overview["databases"][number];
  profiles: ProfileState[];
  needsYou?: number;
  requests?: { day: string; count: number }[];
  arrived?: Overview["arrived"];
}

async function readDatabase(
  database: DatabaseOnDesk,
  { profile }: Asked<"overview">,
  at: OverviewDesk,
): Promise<ReadDatabase> {
  const state = { id: database.id, name: database.name };
  try {
    return await ask(database, async (store) => {
      const names = profile === undefined ? await profilesOf(store, database, at.desk) : [profile];
      const running = await runningOf(database, store);
      const about = { database, desk: at.desk, running, passing: at.passingOf(database) };
      const profiles: ProfileState[] = [];
      for (const name of names) profiles.push(await profileState(store, about, name));
      const readOnly = store.lease.wait;
      return {
        state: { ...state, ...(readOnly && { readOnly: readOnly.kind === "taken" ? readOnly.place : "" }) },
        profiles,
        needsYou: await needsYouCount(store, profiles, profile),
        requests: await store.deedsByDay("requested", sinceDays(DAYS, at.now()), profile),
        arrived: (await store.lastArrivals(ARRIVED)).map(({ mediaType: type, ...news }) => ({
          ...news,
          database: database.id,
          type,
        })),
      };
    });
  } catch (error) {
    const { code, message } = reportable(error);
    return { state: { ...state, error: { code, message } }, profiles: [] };
  }
}

async function needsYouCount(store: Store, profiles: readonly ProfileState[], profile: string | undefined) {
  const { byStatus } = await store.waiting({
    limit: 0,
    offset: 0,
    ...(profile !== undefined && { profile }),
  });
  const titles = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  return profiles.reduce((sum, { failedLists }) => sum + failedLists.length, titles);
}

/** Profiles that nodes have, and those whose runs are remembered. */
export async function profilesOf(
  store: Pick<Store, "lastSyncs">,
  database: DatabaseOnDesk,
  desk: Pick<Desk, "sources">,
): Promise<string[]> {
  const deployed = [...listsByProfile(database.memory.file).keys()];
  // of a flow that was taken out only what happened is left
  const past =
    desk.sources(database).length > 0 ? [] : (await store.lastSyncs()).map(({ profile }) => profile);
  return [...new Set([...deployed, ...past])].sort();
}

/** What runs at the moment; as stored, where another Node-RED has the database. */
export async function runningOf({ memory }: DatabaseOnDesk, store: Store) {
  if (store.lease.wait) return store.runs({ states: ["running"], limit: 20 });
  return (await memory.runs()).running();
}

async function serverState(
  { id, name, connection }: ServerOnDesk,
  now: Date,
  report: (error: unknown) => void,
): Promise<Overview["servers"][number]> {
  const fault = await probeServer(connection, now.getTime(), report);
  if (fault !== undefined) return { id, name, up: false, error: { code: "server", message: fault } };
  const product = await connection
    .overseerr()
    .product()
    .catch(() => undefined);
  return { id, name, up: true, ...(product && { product: product.name, version: product.version }) };
}
