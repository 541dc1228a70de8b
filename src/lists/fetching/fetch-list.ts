import { hideAddresses } from "../../http/address-identity.ts";
import { redact } from "../../http/redact.ts";
import { dedupeInSlices } from "../../items/dedupe.ts";
import { filterItems } from "../../items/filter.ts";
import type { Item } from "../../items/item.ts";
import type { ListResult } from "../../runs/run.ts";
import type { ListEntry } from "../entries/list-entry.ts";
import type { ListError } from "../list-error.ts";
import * as messages from "../messages.ts";
import type { FetchedList, ParsedList } from "../provider.ts";

/** What came of one entry: its items after the filters, and what is to be told about it. */
export interface FetchedEntry {
  entry: ListEntry;
  items: Item[];
  /** Every title of the list before the filters, only when it was read as a whole: what left it can be told from this. */
  whole?: Item[];
  result: ListResult;
}

/**
 * How many titles have to be fetched for an entry: with a filter nobody knows in advance, so all.
 *
 * @returns undefined for all
 */
export function neededLimit(entry: ListEntry): number | undefined {
  const filtered = entry.mediaType ?? entry.yearFrom ?? entry.yearTo ?? entry.minRating;
  return filtered === undefined ? entry.limit : undefined;
}

/**
 * Takes from a fetched list what an entry asks for, and writes on every item where it came from.
 *
 * @param limit with which the list was fetched; one that was reached may have cut it
 */
export async function takeEntry(
  entry: ListEntry,
  list: ParsedList,
  fetched: FetchedList,
  limit?: number,
): Promise<FetchedEntry> {
  // an address is for machines: what people see of it is its label
  const name = entry.name ?? fetched.name ?? (isOwnAddress(list) ? list.label : undefined);
  // an identity is the provider's word alone: what masks texts depends on the secrets in use at the moment
  const id = list.id;
  const source = {
    provider: list.provider,
    list: id,
    ...(name === undefined ? {} : { name }),
    ...(list.url === undefined ? {} : { url: list.url }),
    ...(entry.requestAs === undefined ? {} : { requestAs: entry.requestAs }),
  };
  const all = await dedupeInSlices(
    fetched.items.map((item) => {
      const entry = item.sources[0]?.entry;
      return { ...item, sources: [entry === undefined ? source : { ...source, entry }] };
    }),
  );
  const { items, dropped } = filterItems(all, entry);
  const left = dropped.map(({ reason, count }) => messages.leftOut(String(count), reason));
  const complete = fetched.complete && fetched.incremental !== true;
  // what arrives with a message is another list each time, and an entry that was ticked off has been done
  const lasting = list.kind !== "message" && list.kind !== "todo";
  const whole = lasting && complete && !mayBeCut(fetched, limit);
  return {
    entry,
    items,
    ...(whole && { whole: all }),
    result: {
      provider: list.provider,
      list: id,
      label: redact(list.label),
      name,
      url: list.url,
      items: items.length,
      total: fetched.total,
      complete,
      via: fetched.via,
      ...(fetched.fetchedAt !== undefined && { fetchedAt: fetched.fetchedAt }),
      warnings: [...fetched.warnings, ...left].map(redact),
    },
  };
}

const isOwnAddress = ({ provider, kind }: ParsedList): boolean => provider === "own" && kind === "address";

/** Entries that are no titles were read too, so fewer titles than the limit do not prove that the list ended there. */
const mayBeCut = ({ items, total = 0 }: FetchedList, limit = Number.POSITIVE_INFINITY): boolean =>
  Math.max(items.length, total) >= limit;

/** A list that is not even understood, as it may be shown. */
export const pastedList = ({ list }: ListEntry): string => hideAddresses(redact(list));

/** The result of an entry whose list could not be read, or not even understood. */
export function failedEntry(entry: ListEntry, error: ListError, list?: ParsedList): FetchedEntry {
  const pasted = pastedList(entry);
  return {
    entry,
    items: [],
    result: {
      provider: list?.provider ?? entry.provider ?? "unknown",
      list: list?.id ?? pasted,
      label: list ? redact(list.label) : pasted,
      name: entry.name,
      url: list?.url,
      items: 0,
      complete: false,
      warnings: [],
      error: { code: error.code, message: redact(error.message) },
    },
  };
}
