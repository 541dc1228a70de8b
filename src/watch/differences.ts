import type { Prints } from "./print.ts";

/** What happened to a file since somebody was told last. */
export interface Change {
  /** From the watched folder, with `/`. */
  path: string;
  change: "new" | "changed" | "deleted";
}

/** What differs in contents: a file that was only touched, or is as it was again, does not. */
export function differences(before: Prints, now: Prints): Change[] {
  const there = [...now].flatMap(([path, { hash }]): Change[] => {
    const known = before.get(path);
    if (!known) return [{ path, change: "new" }];
    return known.hash === hash ? [] : [{ path, change: "changed" }];
  });
  const gone = [...before.keys()].filter((path) => !now.has(path));
  return [...there, ...gone.map((path): Change => ({ path, change: "deleted" }))];
}
