import { type ReadonlySignal, signal } from "@preact/signals";
import type { Answer, Query } from "../../../node-red/page/contract/types.ts";
import { ApiError } from "../../api/api-error.ts";
import type { Client } from "../../api/client.ts";

export type TitleRow = Answer<"titles">["rows"][number];
/** What narrows titles down and puts them in order. */
export type TitlesQuery = Omit<Query<"titles">, "limit" | "offset" | "cursor">;

/** Many titles, of which those are read that somebody looks at. */
export interface TitleWindow {
  /** Undefined before the first answer. */
  total: ReadonlySignal<number | undefined>;
  /** Rises when other rows are known. */
  version: ReadonlySignal<number>;
  error: ReadonlySignal<ApiError | undefined>;
  row(index: number): TitleRow | undefined;
  /** Says what is on the screen. */
  look(first: number, end: number): void;
  /** What is known may be old: what is on the screen is read again. */
  refresh(): void;
  stop(): void;
}

/** Rows of one question. */
const PAGE = 100;
/** Pages in memory: more than are seen at once, and few enough for a phone. */
const MOST = 40;
/** Milliseconds: who drags the scroll bar passes by what is not worth a question. */
const REST = 60;
const TRY_AGAIN = 4000;
/** Between two readings of what is on the screen, while a sync changes it all the time. */
const BREATH = 2000;

interface Page {
  rows: readonly TitleRow[];
  isOld: boolean;
}

export function openTitleWindow(client: Client, query: TitlesQuery): TitleWindow {
  const total = signal<number | undefined>(undefined);
  const version = signal(0);
  const error = signal<ApiError | undefined>(undefined);
  const pages = new Map<number, Page>();
  const asking = new Set<number>();
  const over = new AbortController();
  let sight: readonly [number, number] = [0, PAGE];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refreshing: ReturnType<typeof setTimeout> | undefined;

  const inSight = (): number[] => {
    const [first, end] = sight;
    const from = Math.floor(first / PAGE);
    const to = Math.floor(Math.max(first, end - 1) / PAGE);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  };

  async function read(page: number): Promise<void> {
    asking.add(page);
    try {
      const asked = { ...query, limit: String(PAGE), offset: String(page * PAGE) };
      const answer = await client.ask("titles", asked, over.signal);
      // what was used last stands last
      pages.delete(page);
      pages.set(page, { rows: answer.rows, isOld: false });
      for (const other of pages.keys()) {
        if (pages.size <= MOST) break;
        if (!inSight().includes(other)) pages.delete(other);
      }
      total.value = answer.total;
      error.value = undefined;
      version.value += 1;
    } catch (thrown) {
      if (over.signal.aborted) return;
      error.value = thrown instanceof ApiError ? thrown : new ApiError("broken", String(thrown));
      if (error.value.isPassing) later(TRY_AGAIN);
    } finally {
      asking.delete(page);
    }
  }

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const known = total.value;
      for (const page of inSight()) {
        const found = pages.get(page);
        const isBeyond = known !== undefined && page > 0 && page * PAGE >= known;
        if ((!found || found.isOld) && !asking.has(page) && !isBeyond) void read(page);
      }
    }, ms);
  };
  later(0);

  return {
    total,
    version,
    error,
    row: (index) => pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    look(first, end) {
      if (first === sight[0] && end === sight[1]) return;
      sight = [first, end];
      if (inSight().some((page) => !pages.has(page))) later(REST);
    },
    refresh() {
      for (const page of pages.values()) page.isOld = true;
      refreshing ??= setTimeout(() => {
        refreshing = undefined;
        later(0);
      }, BREATH);
    },
    stop() {
      over.abort();
      clearTimeout(timer);
      clearTimeout(refreshing);
    },
  };
}
