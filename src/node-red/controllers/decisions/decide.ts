import { InputError } from "../../../errors.ts";
import type { Item, Match } from "../../../items/item.ts";
import { itemKey } from "../../../items/key.ts";
import { namedKey } from "../../../items/named-key.ts";
import { normaliseItem } from "../../../items/normalise.ts";
import type { Decision } from "../../../state/port/decisions.ts";
import type { Store } from "../../../state/store.ts";
import * as messages from "../../messages.ts";
import { isItemKey } from "../item-keys.ts";

/** Which title a person means. */
export interface Choice {
  tmdbId: number;
  mediaType: Match["mediaType"];
  /** Its name, where the person who chose it saw one. */
  title?: string;
  year?: number;
}

/** Who decides, and what that person saw: see `Store.decide`. */
export interface Decider {
  by?: string;
  seen?: string | null;
  /** @default the clock */
  now?: () => Date;
}

/**
 * A title as the memory has it, and as a list names it.
 *
 * @param title - an item, or the key of a remembered one such as `movie:tmdb:603`
 * @param row - its number among several, from 1
 * @throws InputError `bad-input`; StateError
 */
export async function titleToDecide(
  store: Pick<Store, "items">,
  title: unknown,
  row?: number,
): Promise<Item> {
  if (typeof title !== "string" || !isItemKey(title)) return normaliseItem(title, row);
  const [known] = (await store.items({ key: title, limit: 1 })).items;
  if (!known) throw new InputError("bad-input", messages.unknownTitle(title));
  return known.item;
}

/** Decides that a title is never to be asked for. @returns what was decided before; `done` see `Store.decide` */
export function ignoreTitle(store: Pick<Store, "decide">, item: Item, decider: Decider = {}) {
  const { match } = item;
  return save(store, { kind: "ignore", item, ...(match && { match: plain(match) }) }, decider);
}

/** Decides which title of the server is meant where a list names one so. */
export function chooseMatch(store: Pick<Store, "decide">, item: Item, choice: Choice, decider: Decider = {}) {
  const { tmdbId, mediaType } = choice;
  const offered = item.outcome?.candidates?.find(
    (each) => each.tmdbId === tmdbId && each.mediaType === mediaType,
  );
  const { title = choice.title ?? item.title, year = choice.year } = offered ?? {};
  return save(store, { kind: "match", item, match: plain({ tmdbId, mediaType, title, year }) }, decider);
}

/**
 * Takes back what was decided of a title: of what its list names so, and that it is ignored under other names.
 *
 * @param kind of the decision; absent for whatever was
 * @returns how many decisions
 */
export async function takeBack(
  store: Pick<Store, "decisionsOn" | "ignoredAs" | "items" | "takeBack">,
  item: Item,
  kind?: Decision["kind"],
): Promise<number> {
  let takenBack = 0;
  const forget = async (made: Pick<Decision, "name" | "kind">) => {
    if (await store.takeBack(made.name, made.kind)) takenBack++;
  };
  for (const made of await store.decisionsOn(item))
    if (kind === undefined || made.kind === kind) await forget(made);
  const match = kind === "match" ? undefined : await matchOf(store, item);
  if (!match) return takenBack;
  for (let made = await store.ignoredAs(match); made; made = await store.ignoredAs(match)) await forget(made);
  return takenBack;
}

/** Which title of the server it is, as far as that is known. */
async function matchOf(store: Pick<Store, "items">, item: Item): Promise<Match | undefined> {
  if (item.match) return item.match;
  const { items } = await store.items({ key: itemKey(item), limit: 1 });
  return items.find((known) => namedKey(known.item) === namedKey(item))?.item.match;
}

async function save(
  store: Pick<Store, "decide">,
  { item, ...decision }: Pick<Decision, "kind" | "item" | "match">,
  { by, seen, now = () => new Date() }: Decider,
): Promise<{ done: boolean; before: Decision | undefined; decision: Decision }> {
  const { title, year, mediaType, ids } = item;
  const named = { title, ...(year !== undefined && { year }), mediaType, ids };
  const made = { ...decision, item: named, ...(by !== undefined && { by }), at: now().toISOString() };
  return { ...(await store.decide(made, seen)), decision: { name: namedKey(item), ...made } };
}

const plain = ({
  tmdbId,
  mediaType,
  title,
  year,
}: Pick<Match, "tmdbId" | "mediaType" | "title" | "year">) => ({
  tmdbId,
  mediaType,
  title,
  ...(year !== undefined && { year }),
});
