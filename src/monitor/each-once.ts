/** Messages that are remembered. */
const MOST = 100;

/** Tells of each error once, by its message: who watches asks again every few seconds. */
export function eachOnce(tell: (error: unknown) => void): (error: unknown) => void {
  const told = new Set<string>();
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    if (told.has(message)) return;
    if (told.size >= MOST) told.clear();
    told.add(message);
    tell(error);
  };
}
