import { backgroundTimer, type Timer } from "../runs/idle-timer.ts";
import type { Store } from "../state/store.ts";
import { compose } from "./compose.ts";
import type { Around } from "./deliver.ts";
import type { News } from "./news.ts";
import type { Notice } from "./notice.ts";
import { NotifyError } from "./notify-error.ts";

export interface DigestOptions {
  /** Of the node; what it keeps is kept under it. */
  id: string;
  /** In words; with another one the time is reckoned anew. */
  plan: string;
  /** The next time after a moment, both in milliseconds. */
  after(moment: number): number | undefined;
  store(): Promise<Store>;
  /** Keeps the database open until the returned function is called. */
  hold(): () => void;
  /** Adds the addresses of posters, once for all that a digest holds. */
  withPosters(news: News[]): Promise<News[]>;
  /** Sends it. @throws when it did not arrive, what it holds is then in the next one */
  send(notice: Notice, around: Around): Promise<void>;
  onError(error: unknown): void;
  /** Told when the next one is due. */
  onDue(dueAt: number | undefined): void;
  now?: () => number;
  timer?: Timer;
}

/** Gathers news and sends them together when it is time, each once. */
export interface Digest {
  add(news: News): Promise<void>;
  /** Resolves when what was begun is written down. */
  close(): Promise<void>;
}

/** Timers are cut to this, so that a clock that was set, or a machine that slept, is noticed. */
const LONGEST_SLEEP = 30_000;

/**
 * A digest that is due while Node-RED is down is sent at the next start. That something is on its way is written down before:
 * who ends in the middle of that does not send it again, since nobody knows whether it arrived.
 */
export function createDigest(options: DigestOptions): Digest {
  const {
    id,
    plan,
    after,
    store,
    hold,
    withPosters,
    send,
    onError,
    onDue,
    now = Date.now,
    timer = backgroundTimer,
  } = options;
  let dueAt: number | undefined;
  let closed = false;
  let stopTimer = () => {};

  /** News that is being kept does not wait for a digest that is being sent; it is in the next one. */
  let keeping: Promise<unknown> = Promise.resolve();
  function add(news: News): Promise<void> {
    const release = hold();
    const kept = store()
      .then((memory) => memory.keepNews(id, news))
      .finally(release);
    keeping = Promise.allSettled([keeping, kept]);
    return kept;
  }

  /** One thing after the other. */
  let busy: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const release = hold();
    const done = busy.then(() => (closed ? undefined : work())).finally(release);
    busy = done.catch(() => {});
    return done;
  };

  /** What arrived, but is not forgotten yet: up to this number. */
  let arrived: number | undefined;

  const remembered = (at: number | undefined, extra: object = {}) => ({
    plan,
    ...(at !== undefined && { dueAt: new Date(at).toISOString() }),
    ...extra,
  });

  function setDue(at: number | undefined): void {
    dueAt = at;
    onDue(at);
  }

  async function begin(): Promise<void> {
    const memory = await store();
    const stored = await memory.notifier(id);
    const next = after(now());
    // it was on its way when the process ended
    if (stored?.sending !== undefined) await memory.forgetNews(id, stored.sending, remembered(next));
    else if (stored?.plan === plan && stored.dueAt !== undefined) return setDue(Date.parse(stored.dueAt));
    else await memory.saveNotifier(id, remembered(next));
    setDue(next);
  }

  async function tell(): Promise<void> {
    const memory = await store();
    const next = after(now());
    if (arrived === undefined) {
      const kept = await memory.keptNews(id);
      const upTo = kept.at(-1)?.id ?? 0;
      if (kept.length > 0) {
        const shown = await withPosters(kept.map(({ news }) => news as News));
        await deliver(memory, compose(shown), upTo, next);
      }
      arrived = upTo;
    }
    // where this fails it stays written down as on its way, and only this is done again
    await memory.forgetNews(id, arrived, remembered(next));
    arrived = undefined;
    setDue(next);
  }

  async function deliver(
    memory: Store,
    notice: Notice,
    upTo: number,
    next: number | undefined,
  ): Promise<void> {
    try {
      await send(notice, {
        before: () => memory.saveNotifier(id, remembered(dueAt, { sending: upTo })),
        failed: () => memory.saveNotifier(id, remembered(dueAt)),
      });
    } catch (error) {
      // what the channel does not take waits for the next one; all else, such as a locked database, is tried again soon
      const at = error instanceof NotifyError ? next : dueAt;
      await memory.saveNotifier(id, remembered(at)).catch(onError);
      if (at !== dueAt) setDue(at);
      throw error;
    }
  }

  /** What keeps it from going on, as it was told: it is tried every half minute, by the second of two Node-REDs for ever. */
  let told: string | undefined;
  function tellOnce(error: unknown): void {
    // of a digest that was not taken the next try is another digest
    const what = error instanceof NotifyError ? undefined : String(error);
    if (!closed && (what === undefined || what !== told)) onError(error);
    told = what;
  }

  async function look(): Promise<void> {
    let wait = LONGEST_SLEEP;
    try {
      if (dueAt === undefined) await inTurn(begin);
      if (dueAt !== undefined && dueAt <= now()) await inTurn(tell);
      // after a failure, such as a locked database, the same again in a while
      if (dueAt !== undefined && dueAt > now()) wait = Math.min(wait, dueAt - now());
      told = undefined;
    } catch (error) {
      tellOnce(error);
    }
    if (!closed) stopTimer = timer(() => void look(), wait);
  }

  void look();

  return {
    add,
    async close() {
      closed = true;
      stopTimer();
      await Promise.all([busy, keeping]);
    },
  };
}
