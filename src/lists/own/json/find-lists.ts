import { ownValue } from "../../../own-value.ts";
import { foldName } from "../field-words.ts";
import { holdsLists, isSure, LISTS, NO_LISTS, objectIsTitle } from "./shape.ts";
import { isObject, type Json } from "./values.ts";

/** A list in a JSON file: where it stands, and the type that its name tells. */
export interface Found {
  path: string;
  elements: unknown[];
  type?: string;
  /** Whether its elements say more than a name and a number. */
  sure: boolean;
}

const TYPES: Record<string, string> = {
  movies: "movie",
  movie: "movie",
  films: "movie",
  film: "movie",
  filme: "movie",
  shows: "tv",
  show: "tv",
  tv: "tv",
  tvshows: "tv",
  tvshow: "tv",
  series: "tv",
  tvseries: "tv",
  serien: "tv",
};
const DEEPEST = 12;

/** Looks through JSON for lists of titles. */
export class ListFinder {
  readonly lists: Found[] = [];
  /** Arrays of objects that are something else. */
  readonly others: Found[] = [];
  /** Arrays that are empty where a list is usual. */
  empty = 0;
  #looked = 0;

  look(value: unknown, path: string, type: string | undefined, depth: number): void {
    if (depth > DEEPEST || this.#looked > 10_000) return;
    this.#looked += 1;
    if (Array.isArray(value)) this.#array(value, path, type, depth);
    else if (isObject(value)) this.#object(value, path, type, depth);
  }

  #array(elements: unknown[], path: string, type: string | undefined, depth: number): void {
    const name = foldName(path.split(".").at(-1) ?? "");
    const usual = path === "" || LISTS.has(name) || type !== undefined;
    const sample = elements.slice(0, 200);
    const objects = sample.filter(isObject);
    const found = { path: path || "the file", elements, ...(type && { type }) };
    if (elements.length === 0) this.empty += usual || path.split(".").length === 1 ? 1 : 0;
    else if (NO_LISTS.test(name)) {
      if (objects.length > 0) this.others.push({ ...found, sure: false });
    } else if (objects.length > 0) {
      // lists of lists: each element is a name with an array of titles
      if (objects.every((each) => holdsLists(each) && !isSure(each))) {
        for (const each of objects) this.look(each, path, type, depth + 1);
      } else if (objects.some((each) => objectIsTitle(each)))
        this.lists.push({ ...found, sure: usual || objects.some(isSure) });
      else if (path === "") this.lists.push({ ...found, sure: true });
      else this.others.push({ ...found, sure: false });
    } else if (usual) this.lists.push({ ...found, sure: true });
  }

  #object(value: Json, path: string, type: string | undefined, depth: number): void {
    const before = this.lists.length + this.empty;
    const inner: [string, unknown][] = [];
    for (const [name, content] of Object.entries(value)) {
      if (typeof content !== "object" || content === null) continue;
      inner.push([name, content]);
      if (inner.length > 1000) break;
    }
    // { "tt0113277": { title: "Heat" } }: each value is a title
    const titles = inner.filter(([, content]) => isObject(content) && isSure(content));
    if (
      titles.length > 1 &&
      titles.length === Object.keys(value).length &&
      !titles.every(([name]) => ownValue(TYPES, foldName(name)))
    ) {
      this.lists.push({
        path: path || "the file",
        elements: titles.map(([name, content]) => keyed(name, content as Json)),
        ...(type && { type }),
        sure: true,
      });
      return;
    }
    for (const [name, content] of inner) {
      if (isObject(content) && NO_LISTS.test(foldName(name))) continue;
      this.look(
        content,
        path === "" ? name : `${path}.${name}`,
        ownValue(TYPES, foldName(name)) ?? type,
        depth + 1,
      );
    }
    if (
      this.lists.length + this.empty === before &&
      path !== "" &&
      depth < 3 &&
      isSure(value) &&
      objectIsTitle(value) &&
      type !== undefined
    )
      this.lists.push({ path, elements: [value], type, sure: true });
  }
}

/** The key of a title in an object of titles is its id, where it looks like one. */
const keyed = (key: string, title: Json): Json =>
  /^tt\d{5,}$/.test(key) && !("id" in title) ? { ...title, id: key } : title;
