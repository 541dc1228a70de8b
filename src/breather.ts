import { setImmediate } from "node:timers/promises";

/** Milliseconds that long work may hold the event loop. */
const SLICE_MS = 10;
/** Steps between two looks at the clock. */
const STEPS = 16;

/** Cuts long work into slices: after a step that is `due`, it awaits `rest`, and everybody else has a turn. */
export function breather(now: () => number = () => performance.now()): {
  due(): boolean;
  rest(): Promise<void>;
} {
  let since = now();
  let steps = 0;
  return {
    due() {
      steps += 1;
      return steps % STEPS === 0 && now() - since >= SLICE_MS;
    },
    async rest() {
      await setImmediate();
      since = now();
    },
  };
}

/** Does the same with each of many things and collects what comes of it, in slices as {@link breather} cuts them. */
export async function flatMapInSlices<From, To>(
  from: Iterable<From>,
  work: (one: From) => readonly To[],
): Promise<To[]> {
  const breathe = breather();
  const all: To[] = [];
  for (const one of from) {
    all.push(...work(one));
    if (breathe.due()) await breathe.rest();
  }
  return all;
}
