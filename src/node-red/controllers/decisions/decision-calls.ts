import { InputError } from "../../../errors.ts";
import type { Item } from "../../../items/item.ts";
import { mapInSlices } from "../../../map-in-slices.ts";
import type { Decision } from "../../../state/port/decisions.ts";
import type { Store } from "../../../state/store.ts";
import * as messages from "../../messages.ts";
import { askedOf, readItemQuery, readKind, readWish } from "../../settings/item-query.ts";
import * as statuses from "../../statuses/messages.ts";
import type { StateCall, StateOperation } from "../memory/state-call.ts";
import { type Choice, chooseMatch, ignoreTitle, takeBack, titleToDecide } from "./decide.ts";

/**
 * Does the same with one title or each of several, and answers in kind. All are read before anything is done with the first:
 * one that nobody knows leaves everything as it was.
 */
async function each<T>(
  { msg: { payload }, memory }: StateCall,
  work: (store: Store, item: Item) => Promise<T>,
): Promise<T | T[]> {
  // whoever decides writes, and waits for its turn to
  await memory.runs();
  const store = await memory.store();
  if (!Array.isArray(payload)) return work(store, await titleToDecide(store, payload));
  const titles = [...payload.entries()];
  const items = await mapInSlices(titles, ([index, title]) => titleToDecide(store, title, index + 1));
  return mapInSlices(items, (item) => work(store, item));
}

/** What people decide about titles, for good: operations of `sync-state`. */
export const DECISION_OPERATIONS = {
  async ignore(call) {
    const { msg, send } = call;
    askedOf("ignore", msg.query);
    const payload = await each(call, async (store, item) => (await ignoreTitle(store, item)).decision);
    send([{ ...msg, payload }, null]);
    return statuses.ignored(countOf(payload));
  },

  async choose(call) {
    const { msg, send } = call;
    const choice = readChoice(msg.query);
    if (Array.isArray(msg.payload)) throw new InputError("bad-input", messages.chooseForOne());
    const payload = await each(
      call,
      async (store, item) => (await chooseMatch(store, item, choice)).decision,
    );
    send([{ ...msg, payload }, null]);
    return statuses.chosen();
  },

  async "take-back"(call) {
    const { msg, send } = call;
    const kind = readKind(askedOf("take-back", msg.query));
    const counts = [await each(call, (store, item) => takeBack(store, item, kind))].flat();
    const takenBack = counts.reduce((sum, count) => sum + count, 0);
    send([{ ...msg, payload: { takenBack } }, null]);
    return statuses.takenBack(takenBack);
  },

  async decisions({ msg, memory, values, send }) {
    const asks = { limit: values.limit, ...askedOf("decisions", msg.query) };
    const kind = readKind(asks);
    const { text, limit, offset } = readItemQuery(asks);
    const found = await (await memory.store()).decisions({
      ...(kind !== undefined && { kind }),
      ...(text !== undefined && { text }),
      ...(limit !== undefined && { limit }),
      ...(offset !== undefined && { offset }),
    });
    send([{ ...msg, payload: found.decisions, total: found.total }, null]);
    return statuses.decisions(found.total);
  },
} as const satisfies Record<string, StateOperation>;

/** @throws InputError `bad-input`: a choice that names no title must not be one of any */
function readChoice(query: unknown): Choice {
  const { tmdbId, mediaType } = readWish(askedOf("choose", query));
  if (tmdbId === undefined || mediaType === undefined)
    throw new InputError("bad-input", messages.choiceIncomplete());
  return { tmdbId, mediaType };
}

const countOf = (payload: Decision | Decision[]): number => [payload].flat().length;
