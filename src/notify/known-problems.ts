import type { Memory } from "../runs/memory.ts";
import type { RunNews } from "./news.ts";
import { isAllKnown, problemMarks } from "./worth-telling.ts";

/** Problems kept of each profile: more are told again. */
const MOST = 2000;

/** What people know of the problems of each profile, so that a title that nobody finds is told of once. */
export interface KnownProblems {
  /** Compares a run with the one before it, and remembers its problems. */
  mark(news: RunNews): Promise<RunNews>;
  /** Nobody could be told of a run that was marked: what it had is to be told of after the next one. */
  unsaid(news: RunNews): Promise<void>;
  forget(): Promise<void>;
}

/**
 * @param memory where it outlasts a restart; absent: until the next one
 * @param id of the node
 * @param onError told what could not be read or written: a message is worth more than not to repeat it
 */
export function createKnownProblems(
  memory: Memory | undefined,
  id: string,
  onError: (error: unknown) => void,
): KnownProblems {
  const key = `${id} known`;
  let known: Record<string, string[]> | undefined;
  let forgotten = false;

  async function read(): Promise<Record<string, string[]>> {
    known ??= (await (await memory?.store())?.notifier(key))?.known ?? {};
    return known;
  }
  async function remember(profile: string, marks: string[]): Promise<void> {
    known = { ...(await read()), [profile]: marks };
    await (await memory?.store())?.saveNotifier(key, { known });
  }

  return {
    async mark(news) {
      const { profile } = news;
      const marks = problemMarks(news);
      try {
        const before = marksOf(await read(), profile);
        const isKnown = isAllKnown(marks, before);
        const kept = marks.slice(0, MOST);
        if (isWhole(news) && !isSame(kept, before)) await remember(profile, kept).catch(onError);
        return isKnown ? { ...news, isKnown } : news;
      } catch (error) {
        onError(error);
        return news;
      }
    },
    async unsaid(news) {
      if (forgotten || news.isKnown || !isWhole(news)) return;
      const marks = new Set(problemMarks(news));
      try {
        const before = marksOf(await read(), news.profile) ?? [];
        await remember(
          news.profile,
          before.filter((mark) => !marks.has(mark)),
        );
      } catch (error) {
        onError(error);
      }
    },
    async forget() {
      forgotten = true;
      await (await memory?.store())?.saveNotifier(key, undefined);
    },
  };
}

/** A run that broke off has not looked at all titles. */
const isWhole = ({ state }: RunNews): boolean => state === "completed" || state === "completed_with_errors";

/** A profile may be called like what every object has. */
const marksOf = (all: Record<string, string[]>, profile: string): string[] | undefined =>
  Object.hasOwn(all, profile) ? all[profile] : undefined;

const isSame = (marks: string[], before: string[] | undefined): boolean =>
  before !== undefined &&
  marks.length === before.length &&
  marks.every((mark, place) => mark === before[place]);
