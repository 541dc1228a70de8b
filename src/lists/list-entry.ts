import { InputError } from "../errors.ts";
import type { MediaType } from "../items/item.ts";
import { booleanValue, textValue } from "../strict-values.ts";
import { ListError } from "./list-error.ts";

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

function toEntry(row: unknown, place: number): ListEntry | undefined {
  if (typeof row === "string" || typeof row === "number") {
    const list = text(row);
    return list === undefined ? undefined : { list };
  }
  if (typeof row !== "object" || row === null)
    throw new InputError("bad-input", `List ${place} is neither a text nor an object with \`list\`.`);
  const given = row as Record<string, unknown>;
  const list = text(given.list ?? given.url ?? given.id);
  if (list === undefined)
    throw new InputError("bad-input", `List ${place} has no \`list\`: give its address, id or name.`);
  const provider = textValue(given.provider, `List ${place}: \`provider\``);
  const entry: ListEntry = {
    // a list that is read although it was switched off requests its titles
    enabled: booleanValue(given.enabled, `List ${place}: \`enabled\``),
    provider: provider === "detect" ? undefined : provider,
    list,
    limit: number(given, "limit", place, 1, Number.MAX_SAFE_INTEGER),
    mediaType: mediaType(given.mediaType, place),
    yearFrom: number(given, "yearFrom", place, 1800, 3000),
    yearTo: number(given, "yearTo", place, 1800, 3000),
    minRating: number(given, "minRating", place, 0, 10),
    requestAs: number(given, "requestAs", place, 1, Number.MAX_SAFE_INTEGER),
    name: textValue(given.name, `List ${place}: \`name\``),
  };
  return {
    ...(JSON.parse(JSON.stringify(entry)) as ListEntry),
    ...(given.unusable instanceof ListError && { unusable: given.unusable }),
  };
}

function text(value: unknown): string | undefined {
  const trimmed = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return trimmed === "" ? undefined : trimmed;
}

function number(
  given: Record<string, unknown>,
  property: "limit" | "yearFrom" | "yearTo" | "minRating" | "requestAs",
  place: number,
  from: number,
  to: number,
): number | undefined {
  // whatever is no number is an error: a limit that is passed over would limit nothing
  const written = textValue(given[property], `List ${place}: \`${property}\``);
  // 0 is how a dialog says "no limit".
  if (written === undefined || (property !== "minRating" && Number(written) === 0)) return undefined;
  const value = Number(written);
  const whole = property === "minRating" || Number.isInteger(value);
  if (whole && value >= from && value <= to) return value;
  throw new InputError("bad-input", `List ${place}: \`${property}\` must be ${RANGES[property]}.`);
}

const RANGES = {
  limit: "a whole number above 0",
  yearFrom: "a year such as 1999",
  yearTo: "a year such as 1999",
  minRating: "a number from 0 to 10",
  requestAs: "the number of a user of the server",
};

function mediaType(value: unknown, place: number): MediaType | undefined {
  const written = textValue(value, `List ${place}: \`mediaType\``)?.toLowerCase();
  if (written === undefined || written === "all" || written === "both") return undefined;
  if (written === "movie" || written === "movies") return "movie";
  if (["tv", "show", "shows", "series"].includes(written)) return "tv";
  throw new InputError("bad-input", `List ${place}: \`mediaType\` must be movie or tv.`);
}
