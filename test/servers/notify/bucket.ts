/** So many calls at once, and one more each time so many milliseconds have passed. */
export interface BucketOptions {
  burst: number;
  everyMs: number;
}

/** @returns whether one more call is allowed now; one that is not does not count */
export function startBucket({ burst, everyMs }: BucketOptions): () => boolean {
  let left = burst;
  let filledAt = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(burst, left + (now - filledAt) / everyMs);
    filledAt = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
