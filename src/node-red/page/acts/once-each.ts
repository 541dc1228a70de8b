/** Milliseconds for which an answer is remembered, and how many are. */
const KEPT_MS = 10 * 60_000;
const KEPT = 500;

/** Does what somebody asks for once, however often it is asked for under the same id. */
export interface OnceEach {
  /** @param id of the request, and whose it is; without one it is done each time */
  run<T>(id: string | undefined, work: () => Promise<T>): Promise<T>;
}

/** What failed is done again the next time. */
export function onceEach(now: () => number = () => performance.now()): OnceEach {
  const kept = new Map<string, { until: number; answer: Promise<unknown> }>();
  return {
    run<T>(id: string | undefined, work: () => Promise<T>): Promise<T> {
      if (id === undefined) return work();
      for (const [known, { until }] of kept) {
        if (until > now() && kept.size <= KEPT) break;
        kept.delete(known);
      }
      const before = kept.get(id);
      if (before) return before.answer as Promise<T>;
      const answer = work();
      kept.set(id, { until: now() + KEPT_MS, answer });
      answer.catch(() => kept.delete(id));
      return answer;
    },
  };
}
