/** What a test draws by lot: the same draws for the same seed. */
export interface Lot {
  /** A whole number from 0 to `below` - 1. */
  number(below: number): number;
  /** One of them. */
  pick<T>(from: readonly T[]): T;
}

/**
 * Draws by `LISTSYNC_SEED`, which the runner sets and prints; each name has draws of its own, so that a test alone draws
 * what it drew among others.
 */
export function lotFor(name: string): Lot {
  let state = Number(process.env.LISTSYNC_SEED ?? 1);
  for (const letter of name) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (below: number) => Math.floor(next() * below);
  return {
    number,
    pick: <T>(from: readonly T[]): T => {
      const picked = from[number(from.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
  };
}
