import * as v from "valibot";
import { InputError } from "../../errors.ts";
import type { Field } from "../../fields/field.ts";
import { number, other, text, UNBOUNDED, whole, yesNo } from "../../fields/kinds.ts";
import { refuseUnknown } from "../../fields/known-names.ts";
import { misread, PLACES, readValue } from "../../fields/read-value.ts";
import type { MediaType } from "../../items/item.ts";
import { ownValue } from "../../own-value.ts";
import { ListError } from "../list-error.ts";
import * as messages from "../messages.ts";

/** One list that a person wants fetched, with what should be taken from it. */
export interface ListEntry {
  /** @default true */
  enabled?: boolean;
  /** Id of the provider; absent: found out from `list`. */
  provider?: string;
  /** Address, id or name as pasted. */
  list: string;
  /** Titles to take at most, after the filters. */
  limit?: number;
  mediaType?: MediaType;
  yearFrom?: number;
  yearTo?: number;
  /** 0 to 10. */
  minRating?: number;
  /** Id of the user of the server in whose name the titles are requested. */
  requestAs?: number;
  /** The person's own name for the list; the site's otherwise. */
  name?: string;
  /** Why its list cannot even be named, for instance a variable in its address that is not set; it fails with this. */
  unusable?: ListError;
}

/**
 * Brings lists into one form, however they were given: `undefined`, one text with commas or line breaks, one entry,
 * or an array of texts and entries. Empty values of a dialog (`""`, `null`) count as absent; `detect` as no provider.
 *
 * In a text, a comma inside the query of an address (`?sort=rank,asc`) belongs to the address unless white space or
 * another address follows it.
 *
 * @throws InputError `bad-input` naming the entry and the value that is wrong
 */
export function normaliseEntries(input: unknown): ListEntry[] {
  if (input === undefined || input === null) return [];
  if (typeof input === "string") return splitText(input).map((list) => ({ list }));
  const rows: unknown[] = Array.isArray(input) ? input : [input];
  return rows.flatMap((row, index) => toEntry(row, index + 1) ?? []);
}

function splitText(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .flatMap((line) => line.split(SEPARATOR))
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** A comma that is not inside the query of an address, or one that white space, an address or the end follows. */
const SEPARATOR = /(?<!https?:\/\/[^\s?]*\?\S*),|,(?=\s|https?:\/\/|$)/i;

/** Every word that says movies, shows or both. */
const MEDIA_TYPES: Readonly<Record<string, MediaType | undefined>> = {
  all: undefined,
  both: undefined,
  movie: "movie",
  movies: "movie",
  tv: "tv",
  show: "tv",
  shows: "tv",
  series: "tv",
};

const mediaTypes = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.check((written) => ownValue(MEDIA_TYPES, written) !== undefined),
  v.transform((written) => MEDIA_TYPES[written]),
);

const year = (label: string) =>
  whole({ label, min: 1800, max: 3000, none: 0, expects: "a year from 1800 to 3000" });

/** What a row may say, beside its list. */
export const ENTRY_FIELDS = {
  // a list that is read although it was switched off requests its titles
  enabled: yesNo({ label: "enabled" }),
  provider: text({ label: "provider" }),
  // 0 is how a dialog says that there is none
  limit: whole({ label: "limit", min: 1, max: 1_000_000, none: 0 }),
  mediaType: other({
    label: "mediaType",
    expects: "movie or tv",
    schema: mediaTypes,
    initial: "",
    fallback: undefined,
  }),
  yearFrom: year("yearFrom"),
  yearTo: year("yearTo"),
  minRating: number({ label: "minRating", min: 0, max: 10 }),
  requestAs: whole({
    label: "requestAs",
    min: 1,
    max: UNBOUNDED,
    none: 0,
    expects: "the id of a user, a whole number such as 4",
  }),
  name: text({ label: "name" }),
} as const;

/** Other names of `list`, and what the runtime adds to a row. */
const NAMES = ["list", ...Object.keys(ENTRY_FIELDS), "url", "id", "unusable"];

function toEntry(row: unknown, place: number): ListEntry | undefined {
  if (typeof row === "string" || typeof row === "number") {
    const list = listText(row);
    return list === undefined ? undefined : { list };
  }
  if (typeof row !== "object" || row === null || Array.isArray(row))
    throw misread(messages.listNumber(place), messages.listRow(), row, PLACES.list);
  const given = row as Record<string, unknown>;
  const list = listText(given.list ?? given.url ?? given.id);
  if (list === undefined) throw new InputError("bad-input", messages.rowWithoutList(place));
  refuseUnknown(given, messages.listNumber(place), NAMES, PLACES.list);
  const read = <Value>(field: Field<unknown, Value>) =>
    readValue(field, given[field.label], PLACES.list, `List ${place}: \`${field.label}\``);
  const provider = read(ENTRY_FIELDS.provider);
  const entry: ListEntry = {
    enabled: read(ENTRY_FIELDS.enabled),
    provider: provider === "detect" ? undefined : provider,
    list,
    limit: read(ENTRY_FIELDS.limit),
    mediaType: read(ENTRY_FIELDS.mediaType),
    yearFrom: read(ENTRY_FIELDS.yearFrom),
    yearTo: read(ENTRY_FIELDS.yearTo),
    minRating: read(ENTRY_FIELDS.minRating),
    requestAs: read(ENTRY_FIELDS.requestAs),
    name: read(ENTRY_FIELDS.name),
  };
  return {
    ...(JSON.parse(JSON.stringify(entry)) as ListEntry),
    ...(given.unusable instanceof ListError && { unusable: given.unusable }),
  };
}

function listText(value: unknown): string | undefined {
  const trimmed = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return trimmed === "" ? undefined : trimmed;
}
