import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { isImpossibleYear } from "../../items/values.ts";
import { ListError } from "../list-error.ts";
import { type Entry, isLeftOut, NEITHER, NO_PAGE, NO_TITLE, PERSON, SEVERAL, TOO_LONG } from "./loose-row.ts";

/** Longer names are no titles: the longest of TMDB has 196 characters. */
const LONGEST_TITLE = 300;
const TITLE_TOO_LONG = `a title of more than ${LONGEST_TITLE} characters`;

const IMPOSSIBLE_YEAR = "an impossible year";

/** Reasons that leave nothing of a list which is one. */
const NOTHING_SAID = new Set([NO_TITLE, NEITHER, NO_PAGE, PERSON, SEVERAL, TOO_LONG, TITLE_TOO_LONG]);

/** What was read of a list. */
export interface Contents {
  items: Item[];
  /** Entries of the list, those left out included. */
  total: number;
  /** False when the list has more titles than are read. */
  complete: boolean;
  /** Entries that are no items, by reason. */
  left: Record<string, number>;
  warnings: string[];
  /** Only the newest entries are there (feeds). */
  incremental?: boolean;
}

/** How much of a list is taken. */
export interface Bounds {
  /** Most titles that are read of any list. */
  most: number;
  /** What the caller needs; the list is complete all the same. */
  limit?: number;
}

/**
 * Gathers the titles of a list, over all its files, and counts: every entry is an item, or is left out with a reason.
 * Beyond its bounds it only counts.
 */
export class Collector {
  readonly items: Item[] = [];
  readonly #most: number;
  readonly #limited: boolean;
  readonly #bounds: Bounds;
  readonly #leftOut = new Map<string, number>();
  readonly #sentences: string[] = [];
  /** The bare ids beside names, NaN where there is none. */
  readonly #numbers: number[] = [];
  #read = 0;
  #beyond = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#limited = bounds.limit !== undefined && bounds.limit <= bounds.most;
    this.#most = this.#limited ? (bounds.limit as number) : bounds.most;
  }

  /** Entries read so far. */
  get read(): number {
    return this.#read;
  }

  add(entry: Entry): void {
    this.#read += 1;
    if (this.items.length >= this.#most) {
      this.#beyond += 1;
      return;
    }
    if (!isLeftOut(entry) && entry.title) this.#numbers.push(Number(entry.id));
    const made = isLeftOut(entry) ? entry.leftOut : this.#itemOf(entry);
    if (typeof made === "string") this.#leftOut.set(made, (this.#leftOut.get(made) ?? 0) + 1);
    else this.items.push(made);
  }

  /** Takes a sentence about the whole list, each once. */
  readonly warn = (sentence: string): void => {
    if (this.#sentences.length < 20 && !this.#sentences.includes(sentence)) this.#sentences.push(sentence);
  };

  contents(): Contents {
    this.#refuseCounts();
    const cut = this.#beyond > 0 && !this.#limited;
    const left = [...this.#leftOut].map(([reason, count]) => `${number(count)} left out: ${reason}.`);
    const bound = cut
      ? [
          `The list has ${number(this.#read)} entries: only the first ${number(this.#bounds.most)} titles were read. Split it, or raise listSync.sites.own.mostTitles in settings.js.`,
        ]
      : [];
    return {
      items: this.items,
      total: this.#read,
      complete: !cut,
      left: Object.fromEntries(this.leftOut()),
      warnings: [...bound, ...this.#sentences, ...left],
    };
  }

  /**
   * Contents of a list of which something was understood. A list that was not is no empty list: its titles have not left.
   *
   * @throws ListError `bad-input` when every entry was left out for saying nothing
   */
  understood(label: string): Contents {
    const contents = this.contents();
    if (this.#read === 0 || this.items.length > 0 || this.#beyond > 0) return contents;
    if ([...this.#leftOut.keys()].some((reason) => !NOTHING_SAID.has(reason))) return contents;
    throw new ListError(
      "bad-input",
      `${label} contains no titles: ${contents.warnings.join(" ")} Give one title per line, or a table with a column "title".`,
    );
  }

  /** The reasons for what was left out, with their counts; what is beyond the bounds is one of them. */
  leftOut(): ReadonlyMap<string, number> {
    return new Map([
      ...this.#leftOut,
      ...(this.#beyond > 0 ? ([["beyond the bounds", this.#beyond]] as const) : []),
    ]);
  }

  /** Numbers that count the rows are no ids of titles. */
  #refuseCounts(): void {
    const numbers = this.#numbers;
    const [first = Number.NaN] = numbers;
    if (numbers.length < 2 || !numbers.every((number, index) => number === first + index)) return;
    for (const item of this.items) delete item.hints;
    this.warn(
      `The numbers under "id" count the rows: they were not read as ids. Name the column tmdb_id if they are.`,
    );
  }

  #itemOf(entry: Exclude<Entry, { leftOut: string }>): Item | string {
    if (String(entry.title ?? "").length > LONGEST_TITLE) return TITLE_TOO_LONG;
    const hasId = entry.imdb_id || entry.tmdb_id || entry.tvdb_id;
    if (!hasId && isImpossibleYear(entry.year)) return IMPOSSIBLE_YEAR;
    if (!entry.title && /^\d+$/.test(String(entry.id ?? "")))
      this.warn('Numbers alone under "id" were read as TMDB ids. Name them tmdb_id to say so.');
    const description = entry.description?.slice(0, 5000);
    try {
      // whoever writes a list of his own leaves the type to the server
      const mediaType = entry.mediaType ?? (entry.seasons ? "tv" : "unknown");
      const item = normaliseItem({ ...entry, ...(description && { description }), mediaType });
      return { ...item, rank: entry.rank ?? this.#read };
    } catch {
      return NO_TITLE;
    }
  }
}

const number = (count: number): string => count.toLocaleString("en");
