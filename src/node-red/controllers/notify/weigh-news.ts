import { compose } from "../../../notify/compose.ts";
import { MOST_WAITING } from "../../../notify/deliver.ts";
import type { Digest } from "../../../notify/digest.ts";
import type { KnownProblems } from "../../../notify/known-problems.ts";
import * as messages from "../../../notify/messages.ts";
import type { News, Wanted } from "../../../notify/news.ts";
import type { Notice } from "../../../notify/notice.ts";
import { NotifyError } from "../../../notify/notify-error.ts";
import { isWorthTelling } from "../../../notify/worth-telling.ts";
import type { Memory } from "../../../runs/memory.ts";

export interface WeighingOptions {
  memory: Memory | undefined;
  wanted: Wanted;
  known: KnownProblems;
  /** Where it goes; undefined: it is told at once. */
  digest: Digest | undefined;
  /** Adds the addresses of posters to what is told at once. */
  withPosters(news: News[]): Promise<News[]>;
  tell(notice: Notice): Promise<void>;
  /** How many wait to be sent: what is weighed will be one of them. */
  sending(): number;
}

/** Finds out whether news is worth telling, and tells it. */
export interface Weighing {
  /**
   * @param find called when it is its turn: what fails before that would be nobody's
   * @returns resolves once it is told, kept, or not worth it
   * @throws NotifyError `notify-limited` when too many wait already
   */
  take(find: () => Promise<News[]>): Promise<void>;
  /** Resolves once all that came is weighed. */
  ended(): Promise<unknown>;
  /** Nothing is told from now on. @returns how many were not weighed to the end */
  close(): number;
}

export function createWeighing(options: WeighingOptions): Weighing {
  const { memory, wanted, known, digest, withPosters, tell, sending } = options;
  /** In turn, since what a run's problems are compared with is what the one before had. */
  let busy: Promise<unknown> = Promise.resolve();
  let weighing = 0;
  let closed = false;

  async function weigh(news: News[]): Promise<Notice | undefined> {
    const worth: News[] = [];
    for (const each of news) {
      const seen = each.kind === "run" ? await known.mark(each) : each;
      if (isWorthTelling(seen, wanted)) worth.push(seen);
    }
    if (worth.length === 0) return undefined;
    if (!digest) return compose(await withPosters(worth));
    // at once, whatever the server does: what waits for posters would be lost with the process
    for (const each of worth) await digest.add(each);
    return undefined;
  }

  async function tellIfOpen(notice: Notice): Promise<void> {
    let isTold = false;
    try {
      if (closed) return;
      await tell(notice);
      isTold = true;
    } finally {
      // what nobody was told of is not known
      if (!isTold) for (const each of notice.news) if (each.kind === "run") await known.unsaid(each);
    }
  }

  return {
    async take(find) {
      if (weighing + sending() >= MOST_WAITING)
        throw new NotifyError("notify-limited", messages.tooManyWaiting(MOST_WAITING));
      const release = memory?.use();
      weighing += 1;
      try {
        const turn = busy.then(async () => {
          const news = closed ? [] : await find();
          return closed ? undefined : weigh(news);
        });
        const weighed = turn.finally(() => {
          weighing -= 1;
        });
        busy = weighed.catch(() => {});
        const notice = await weighed;
        if (notice) await tellIfOpen(notice);
      } finally {
        release?.();
      }
    },
    ended: () => busy,
    close() {
      closed = true;
      return weighing;
    },
  };
}
