import { ListError } from "../../list-error.ts";
import { foldName } from "../field-words.ts";
import { type Entry, NEITHER, type Warn } from "../loose-row.ts";
import { tableEntries } from "../table/table.ts";
import { readLine } from "../text/title-line.ts";
import { type Found, ListFinder } from "./find-lists.ts";
import { objectRow } from "./object-row.ts";
import { LISTS, objectIsTitle, without } from "./shape.ts";
import { fieldsOf, isObject, type Json, scalar } from "./values.ts";

/**
 * Reads a list from JSON: every array whose elements name titles, under whatever name and however deep; an object whose
 * values do; or one title. What is not read is counted and said.
 *
 * @param value - the parsed JSON, or what came in a message
 * @throws ListError `markup-changed` when there is no list in it
 */
export function* readJson(value: unknown, warn: Warn): Generator<Entry> {
  const found = new ListFinder();
  found.look(value, "", undefined, 0);
  const sure = found.lists.filter((list) => list.sure);
  const lists = sure.length > 0 ? sure : found.lists;
  if (lists.length === 0) {
    if (isObject(value) && found.empty === 0 && objectIsTitle(value)) {
      yield objectRow(value);
      return;
    }
    if (found.empty > 0) return;
    throw new ListError(
      "markup-changed",
      "The JSON contains no list. Give an array of titles, or an object with the array under items, results, movies, shows or data.",
    );
  }
  for (const { path, elements } of found.lists.filter((list) => !lists.includes(list)).concat(found.others))
    warn(
      `Not read: ${elements.length.toLocaleString("en")} under "${path}", which does not look like a list of titles.`,
    );
  for (const list of lists) yield* elementsOf(list, lists, warn);
}

function* elementsOf({ elements, type, path }: Found, all: Found[], warn: Warn): Generator<Entry> {
  if (elements.every((each) => Array.isArray(each))) {
    yield* tableEntries(
      elements.map((each) => (each as unknown[]).map((cell) => String(scalar(cell) ?? ""))),
      warn,
    );
    return;
  }
  // a number alone is an id only where the whole list is ids
  const ids =
    all.length === 1 || type !== undefined || LISTS.has(foldName(path.split(".").at(-1) ?? ""))
      ? onlyIds(elements)
      : false;
  const tvdb = onlyTvdb(elements);
  if (
    ids &&
    elements.some((each) => typeof each === "number" || /^\d+$/.test(String(each))) &&
    type === undefined
  )
    warn("Numbers alone were read as TMDB ids. Write movie:603 or tv:1396 for either.");
  for (const element of elements) yield* elementRows(element, ids, tvdb ? "tv" : type, path);
}

function* elementRows(
  element: unknown,
  ids: boolean,
  type: string | undefined,
  path: string,
): Generator<Entry> {
  if (isObject(element)) yield safely(element, type);
  else if (typeof element === "number" || (typeof element === "string" && /^\d+$/.test(element.trim()))) {
    const site = /tvdb/i.test(path) ? "tvdb_id" : "tmdb_id";
    if (ids) yield { [site]: element, mediaType: type ?? (site === "tvdb_id" ? "tv" : "unknown") };
    else if (typeof element === "string") yield { title: element.trim(), ...(type && { mediaType: type }) };
    else yield { leftOut: "a number alone, which may be anything (write tmdb:603)" };
  } else if (typeof element === "string") {
    const entries = readLine(element);
    if (entries.length === 0) yield { leftOut: "empty" };
    for (const entry of entries)
      yield type !== undefined && !("leftOut" in entry)
        ? { ...entry, mediaType: entry.mediaType ?? type }
        : entry;
  } else yield { leftOut: NEITHER };
}

/** Objects of Function nodes may throw when they are looked at. */
function safely(element: Json, type: string | undefined): Entry {
  try {
    return objectRow(element, type);
  } catch {
    return { leftOut: "an object that cannot be read" };
  }
}

function onlyIds(elements: unknown[]): boolean {
  return elements.every(
    (each) =>
      typeof each === "number" ||
      (typeof each === "string" &&
        /^(?:tt)?\d{1,12}$|^(?:tmdb|imdb|tvdb|movie|tv|show):\S+$/i.test(each.trim())),
  );
}

/** Rows that have nothing but TVDB ids are shows: Sonarr's custom list has no type (tvseri.es, 2024-12). */
const onlyTvdb = (elements: unknown[]): boolean =>
  elements.length > 0 && elements.every((each) => isObject(each) && hasOnlyTvdb(each));

const hasOnlyTvdb = without((record) => {
  const fields = fieldsOf(record);
  return fields.has("tvdb_id") && !fields.has("tmdb_id") && !fields.has("imdb_id") && !fields.has("type");
});
