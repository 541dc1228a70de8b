import { randomUUID } from "node:crypto";
import { InputError } from "../../errors.ts";
import * as messages from "./messages.ts";

/** Work that takes longer than one answer of the editor may take: its result is asked for until it is there. */
export interface PendingWork<T> {
  /** Begins work; its signal is aborted when nobody asks for the result any more. */
  start(work: (signal: AbortSignal) => Promise<T>): Promise<T | { pending: string }>;
  /** @throws InputError `bad-input` for work that nobody began, or that was given up; what the work throws */
  result(id: string): Promise<T | { pending: string }>;
}

/** Works under way at once, so that nobody piles them up. */
const MOST = 8;

/**
 * @param waitMs milliseconds that one answer waits for the result
 * @param abandonMs milliseconds after which work is given up that nobody asks for
 */
export function createPendingWork<T>(waitMs = 3500, abandonMs = 10_000): PendingWork<T> {
  const works = new Map<string, { result: Promise<T>; stop: AbortController; abandoned: NodeJS.Timeout }>();

  async function wait(id: string): Promise<T | { pending: string }> {
    const work = works.get(id);
    if (!work) throw new InputError("bad-input", messages.previewEnded());
    work.abandoned.refresh();
    let timer: NodeJS.Timeout | undefined;
    const later = new Promise<{ pending: string }>((resolve) => {
      timer = setTimeout(() => resolve({ pending: id }), waitMs);
    });
    const isDone = work.result.then(
      () => forget(id),
      () => forget(id),
    );
    try {
      return await Promise.race([isDone.then(() => work.result), later]);
    } finally {
      clearTimeout(timer);
    }
  }

  function forget(id: string): void {
    const work = works.get(id);
    if (!work) return;
    clearTimeout(work.abandoned);
    works.delete(id);
    work.stop.abort();
  }

  return {
    async start(work) {
      if (works.size >= MOST) throw new InputError("bad-input", messages.tooManyPreviews());
      const id = randomUUID();
      const stop = new AbortController();
      const abandoned = setTimeout(() => forget(id), abandonMs);
      abandoned.unref();
      works.set(id, { result: work(stop.signal), stop, abandoned });
      return wait(id);
    },
    result: wait,
  };
}
