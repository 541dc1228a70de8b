import type { Memory } from "../runs/memory.ts";
import type { RunNews } from "./news.ts";
import { isAllKnown, problemMarks } from "./worth-telling.ts";

/** Problems kept of each profile: more are told again. */
const MOST = 2000;

/** What people know of the problems of each profile, so that a title that nobody finds is told of once. */
export interface KnownProblems {
  /** Compares a run with the one before it, and remembers its problems. */
  mark(news: RunNews): Promise<RunNews>;
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
        const all = await read();
        const before = Object.hasOwn(all, profile) ? all[profile] : undefined;
        // a run that broke off has not looked at all titles
        const isWhole = news.state === "completed" || news.state === "completed_with_errors";
        const isKnown = isAllKnown(marks, before);
        const kept = marks.slice(0, MOST);
        if (isWhole && !isSame(kept, before)) await remember(profile, kept).catch(onError);
        return isKnown ? { ...news, isKnown } : news;
      } catch (error) {
        onError(error);
        return news;
      }
    },
    async forget() {
      await (await memory?.store())?.saveNotifier(key, undefined);
    },
  };
}

const isSame = (marks: string[], before: string[] | undefined): boolean =>
  before !== undefined &&
  marks.length === before.length &&
  marks.every((mark, place) => mark === before[place]);
