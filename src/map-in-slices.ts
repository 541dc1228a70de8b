import { breather } from "./breather.ts";

/**
 * Does a work for each of many things, one after the other, for works that are asynchronous in name but seldom wait:
 * done all at once, ten thousand looks into the database held the event loop for a second.
 *
 * @returns what the works gave, in order
 */
export async function mapInSlices<Thing, Result>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
): Promise<Result[]> {
  const breath = breather();
  const results: Result[] = [];
  for (const thing of things) {
    results.push(await work(thing));
    if (breath.due()) await breath.rest();
  }
  return results;
}
