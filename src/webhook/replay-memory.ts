/**
 * What signed requests were answered, where it outlives a Deploy and a restart. Without it a captured request could be sent
 * again after one, for as long as its timestamp is accepted; to refuse timestamps from before the start instead would turn
 * away senders whose clock is behind, and let through those whose clock is ahead.
 */
export interface KeptAnswers<Answer> {
  /** @throws WebhookRefusal 503: what may have been done already is not done unless it is known that it was not */
  find(signature: string): Promise<Answer | undefined>;
  /** @param until milliseconds since the epoch */
  keep(signature: string, until: number, answer: Answer): Promise<void>;
}

/** Signatures that were answered by this process, so that an equal request is not done twice. */
export interface ReplayMemory<Answer> {
  /** What an equal request was answered, or is being answered. */
  find(signature: string): { answer: Promise<Answer> } | undefined;
  /**
   * Remembers the answer until then (milliseconds since the epoch), at once: two that come together are one. An answer
   * that fails is forgotten, so that the sender may try again.
   */
  keep(signature: string, until: number, answer: Promise<Answer>): void;
  readonly size: number;
}

/** @param most of more signatures the oldest is forgotten */
export function createReplayMemory<Answer>(
  now: () => number = Date.now,
  most: number = 100_000,
): ReplayMemory<Answer> {
  const kept = new Map<string, { until: number; answer: Promise<Answer> }>();

  /** Those in front came first; they are not all over in their order, so a few are looked at with each that comes. */
  function tidy(): void {
    let looked = 0;
    for (const [signature, { until }] of kept) {
      if (until <= now() || kept.size > most) kept.delete(signature);
      else if (++looked > 3) return;
    }
  }

  return {
    find(signature) {
      const known = kept.get(signature);
      return known && known.until > now() ? known : undefined;
    },
    keep(signature, until, answer) {
      kept.delete(signature);
      kept.set(signature, { until, answer });
      tidy();
      answer.catch(() => {
        if (kept.get(signature)?.answer === answer) kept.delete(signature);
      });
    },
    get size() {
      return kept.size;
    },
  };
}
