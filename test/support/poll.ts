/**
 * Looks until there is something to see; a look may take its time.
 *
 * @throws when it takes longer than `withinMs` milliseconds
 */
export async function poll<T>(
  look: () => Promise<T | undefined> | T | undefined,
  what: string,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
