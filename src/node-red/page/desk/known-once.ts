/** What is asked for again only after a while. */
interface Kept<T> {
  at: number;
  value: Promise<T>;
}

/**
 * Keeps what somebody was asked for a while, so that many who look at once ask once. What failed is asked again the next
 * time.
 *
 * @param ask makes the answer
 * @param ms milliseconds for which it is kept
 */
export function knownOnce<Who extends object, T>(
  ask: (who: Who) => Promise<T>,
  ms: number,
  now: () => number = () => performance.now(),
): (who: Who) => Promise<T> {
  const kept = new WeakMap<Who, Kept<T>>();
  return (who) => {
    const known = kept.get(who);
    if (known && now() - known.at < ms) return known.value;
    const value = ask(who);
    kept.set(who, { at: now(), value });
    value.catch(() => kept.delete(who));
    return value;
  };
}
