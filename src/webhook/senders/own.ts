import { breather } from "../../breather.ts";
import { InputError } from "../../errors.ts";
import { yesNo } from "../../fields/kinds.ts";
import { type Place, readValue } from "../../fields/read-value.ts";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { ownValue } from "../../own-value.ts";
import * as messages from "../messages.ts";
import { WebhookRefusal } from "../refusal.ts";
import type { Verdict } from "../verdict.ts";
import { isPart, type Part, partOf, textOf } from "./read-values.ts";
import { ignored, type Sender } from "./sender.ts";

/** Names under which ListSync's own documentation has had a kind of list, and what reads it here. */
const LIST_TYPES: Readonly<Record<string, string>> = {
  trakt_special: "trakt",
  collections: "tmdb",
  collection: "tmdb",
  custom: "own",
};

/** Programs of people's own: what the README of ListSync calls a custom list, a list that was updated, or titles. */
export const own: Sender = {
  name: "ListSync",
  recognises: ({ part, value }) =>
    Array.isArray(value) ||
    ["action", "custom_list", "items", "list_type", "list_id"].some((name) => name in part),
  async decide({ part, value }) {
    if (Array.isArray(value)) return titles(value, {});
    const dryRun = readDryRun(part);
    if (Array.isArray(part.items)) return titles(part.items, dryRun);
    if (part.custom_list !== undefined) return customList(part.custom_list, dryRun);
    return action(part, dryRun);
  },
};

type Common = { dryRun?: boolean };

function action(part: Part, common: Common): Verdict {
  const asked =
    textOf(part.action)
      .toLowerCase()
      .replace(/[\s-]+/g, "_") || "list_updated";
  if (asked === "sync") return { result: "sync", ...common };
  if (asked !== "list_updated") return ignored(messages.unknownAction(textOf(part.action).slice(0, 40)));
  const list = textOf(part.list_id) || textOf(part.list) || textOf(part.list_url);
  const type = textOf(part.list_type).toLowerCase();
  if (list === "") throw new WebhookRefusal(400, messages.noListNamed());
  const provider = ownValue(LIST_TYPES, type) ?? type;
  return { result: "sync", lists: [{ ...(provider && { provider }), list }], ...common };
}

function customList(custom: unknown, common: Common): Verdict | Promise<Verdict> {
  if (Array.isArray(custom)) return titles(custom, common);
  if (typeof custom === "string" && custom.trim() !== "") return named(custom, common);
  const part = partOf(custom);
  if (Array.isArray(part.items)) return titles(part.items, common);
  const place = textOf(part.path) || textOf(part.url) || textOf(part.address);
  if (place) return named(place, common);
  if (isPart(custom) && Object.keys(part).length > 0) return titles([custom], common);
  throw new WebhookRefusal(400, messages.unreadableCustomList());
}

const named = (list: string, common: Common): Verdict => ({
  result: "sync",
  lists: [{ provider: "own", list: list.trim() }],
  ...common,
});

/** All of them, or none: a sender that makes mistakes is told of the first. */
async function titles(rows: readonly unknown[], common: Common): Promise<Verdict> {
  if (rows.length === 0) return ignored(messages.noTitles());
  const items: Item[] = [];
  const breathe = breather();
  try {
    for (const [index, row] of rows.entries()) {
      const { title, year, mediaType, ids, seasons, rating, description } = normaliseItem(row, index + 1);
      const known = { year, seasons, rating, description };
      items.push({ title, mediaType, ids, ...withoutUndefined(known), sources: [] });
      if (breathe.due()) await breathe.rest();
    }
  } catch (error) {
    if (error instanceof InputError) throw new WebhookRefusal(400, error.message);
    throw error;
  }
  return { result: "sync", items, ...common };
}

const withoutUndefined = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

const BODY: Place = { code: "bad-input", remedy: "Correct it in the body." };
const DRY_RUN = yesNo({ label: "dry_run" });

/** A dry run that is misread requests everything. */
function readDryRun(part: Part): Common {
  try {
    const dryRun = readValue(DRY_RUN, part.dry_run ?? part.dryRun, BODY);
    return dryRun === undefined ? {} : { dryRun };
  } catch (error) {
    throw new WebhookRefusal(400, (error as Error).message);
  }
}
