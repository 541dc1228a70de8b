import { createHash } from "node:crypto";
import { OUTCOMES } from "../../../items/outcomes.ts";
import type { CatalogueTitle } from "../../../state/port/catalogue.ts";
import type { Decision } from "../../../state/port/decisions.ts";
import type { HistoryEntry } from "../../../state/port/titles.ts";
import type { Store } from "../../../state/store.ts";
import type { Who } from "../access.ts";
import type { Answer } from "../contract/types.ts";
import { ask, type DatabaseOnDesk, type Desk, type ServerOnDesk } from "../desk/desk.ts";
import { siteName } from "../lists/list-row.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import { isWebAddress, listName } from "./list-name.ts";
import { titleRow, type UserNames } from "./title-row.ts";

export type Title = Answer<"title">;
export type Action = Title["actions"][number];

/** Entries of a history that are shown; older ones are in the runs. */
const HISTORY = 200;

/** What is under way, and how often something was done, by titles. */
export interface ActionLog {
  busy(key: string): Action | undefined;
  count(key: string): number;
}

/** What a person sees of a title. */
export interface TitleDesk {
  desk: Desk;
  database: DatabaseOnDesk;
  users: UserNames;
  acts: ActionLog;
  who: Who;
}

/** All that is known of a title. @throws PageError 404 `not-found`; StateError */
export async function readTitle(key: string, at: TitleDesk): Promise<Title> {
  const { database, desk, acts, who, users } = at;
  const found = await ask(database, async (store) => {
    const known = await store.catalogueTitle(key);
    if (!known) throw new PageError(404, "not-found", messages.noTitle());
    const decisions = await store.decisionsOn(known.item);
    const history = await historyOf(store, known);
    const lists = await store.listsOfTitle(key);
    const server = await serverOf(store, desk, known);
    const own = server && (await hasOwnRequest(store, server, known));
    return { known, decisions, history, lists, server, own };
  });
  const { known, decisions, history, lists, server, own } = found;
  const { item, outcome } = known;
  const { match } = item;
  const busy = acts.busy(key);
  const serverUrl = match && server && urlOf(server, match);
  const hasSource = desk.sources(database, known.profile).length > 0;
  return {
    ...titleRow(known, users),
    revision: revisionOf(known, decisions, acts.count(key)),
    ids: Object.fromEntries(Object.entries(item.ids).filter(([, id]) => id !== undefined)),
    ...(item.description !== undefined && { description: item.description }),
    ...(item.rating !== undefined && { rating: item.rating }),
    lists: lists.map((list) => ({
      ...listName(list),
      site: siteName(list.provider),
      ...(list.rank !== undefined && { rank: list.rank }),
      since: list.since,
      left: list.left,
    })),
    ...(match && {
      match: {
        tmdbId: match.tmdbId,
        type: match.mediaType,
        title: match.title,
        ...(match.year !== undefined && { year: match.year }),
        by: match.matchedBy,
        ...(match.score !== undefined && { score: match.score }),
      },
    }),
    candidates: (outcome?.candidates ?? []).map(({ mediaType: type, ...rest }) => ({ ...rest, type })),
    decisions: decisions.map(shownDecision),
    ...(isWebAddress(serverUrl) && { serverUrl }),
    history: history.slice(0, HISTORY).map(event),
    actions:
      who.rights.write && busy === undefined ? actionsOf(known, decisions, { own, server, hasSource }) : [],
    ...(busy && { busy }),
  };
}

/** Under whatever names lists had it. */
const historyOf = (store: Store, { key, item: { match } }: CatalogueTitle): Promise<HistoryEntry[]> =>
  store.history(match ? { mediaType: match.mediaType, tmdbId: match.tmdbId } : key);

/** The server that has to do with a title: the one on which something was done with it, or else the first. */
export async function serverOf(
  store: Pick<Store, "outcomesOf">,
  desk: Pick<Desk, "servers">,
  { item: { match } }: Pick<CatalogueTitle, "item">,
): Promise<ServerOnDesk | undefined> {
  const servers = desk.servers();
  if (match && servers.length > 1)
    for (const server of servers) {
      const key = keyOf(server);
      if (key !== undefined && (await store.outcomesOf(key, match)).length > 0) return server;
    }
  return servers[0];
}

/** One that is set up wrongly says so where it is used. */
function keyOf({ connection }: ServerOnDesk): string | undefined {
  try {
    return connection.overseerr().key;
  } catch {
    return undefined;
  }
}

function urlOf({ connection }: ServerOnDesk, { mediaType, tmdbId }: { mediaType: string; tmdbId: number }) {
  try {
    return `${connection.overseerr().url.replace(/\/+$/, "")}/${mediaType}/${tmdbId}`;
  } catch {
    return undefined;
  }
}

async function hasOwnRequest(store: Store, server: ServerOnDesk, { item: { match } }: CatalogueTitle) {
  const key = keyOf(server);
  if (!match || key === undefined) return false;
  const last = (await store.outcomesOf(key, match)).find(({ status }) =>
    ["requested", "cancelled"].includes(status),
  );
  return last?.status === "requested";
}

interface Means {
  own: boolean | undefined;
  server: ServerOnDesk | undefined;
  hasSource: boolean;
}

/** What may be done with a title. */
export function actionsOf(
  { outcome, decisions }: Pick<CatalogueTitle, "outcome" | "decisions">,
  made: readonly Pick<Decision, "kind">[],
  { own, server, hasSource }: Means,
): Action[] {
  const has = (kind: Decision["kind"]) => decisions.includes(kind) || made.some((each) => each.kind === kind);
  const isOpen = outcome === undefined || !OUTCOMES[outcome.status].settles;
  return [
    ...(isOpen && hasSource && !has("ignore") ? (["retry"] as const) : []),
    ...(has("ignore") ? (["take-back-ignore"] as const) : (["ignore"] as const)),
    ...(server ? (["choose"] as const) : []),
    ...(has("match") ? (["take-back-match"] as const) : []),
    ...(own ? (["cancel"] as const) : []),
  ];
}

/**
 * Another one as soon as the title is something else: by its outcome, by a decision, or because somebody acts. A run that
 * finds it as it was changes nothing.
 */
export function revisionOf(
  { changedAt, outcome }: Pick<CatalogueTitle, "changedAt" | "outcome">,
  decisions: readonly Pick<Decision, "kind" | "at">[],
  acted: number,
): string {
  const made = decisions.map(({ kind, at }) => `${kind} ${at}`).sort();
  const text = JSON.stringify([changedAt, outcome?.status, made, acted]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

const shownDecision = ({ kind, by, at, match }: Decision): Title["decisions"][number] => ({
  kind,
  ...(by !== undefined && { by }),
  at,
  ...(match && {
    match: {
      tmdbId: match.tmdbId,
      type: match.mediaType,
      title: match.title,
      ...(match.year !== undefined && { year: match.year }),
    },
  }),
});

function event({ runId, event: told, by, outcome, until }: HistoryEntry): Title["history"][number] {
  const { at, status, reason, code, httpStatus, requestId, is4k, seasons } = outcome;
  return {
    at,
    ...(until !== undefined && { until }),
    ...(told && { event: told }),
    ...(by !== undefined && { by }),
    outcome: status,
    ...(reason !== undefined && { reason }),
    ...(code !== undefined && { code }),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(requestId !== undefined && { requestId }),
    ...(is4k !== undefined && { is4k }),
    ...(seasons && { seasons }),
    ...(runId !== undefined && { runId }),
  };
}
