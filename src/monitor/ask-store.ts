import type { Memory } from "../runs/memory.ts";
import type { Store } from "../state/store.ts";

/** Asks the store of a database, unless its file was lost. @throws StateError */
export async function askStore<T>(memory: Memory, ask: (store: Store) => Promise<T>): Promise<T> {
  const store = await memory.store();
  if (store.lost) throw store.lost;
  return ask(store);
}
