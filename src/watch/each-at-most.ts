/**
 * Does something with each of many, a bounded number at once.
 *
 * @param most at once
 * @throws the first error; what has not begun by then never begins
 */
export async function eachAtMost<T>(
  all: Iterable<T>,
  most: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const rest = all[Symbol.iterator]();
  let failed = false;
  async function lane(): Promise<void> {
    for (let next = rest.next(); !next.done && !failed; next = rest.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: most }, lane));
}
