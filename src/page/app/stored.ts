import { type Signal, signal } from "@preact/signals";

/** What this browser remembers; one that remembers nothing works as well. */
export function readStored(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function writeStored(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage is full or switched off: it holds until the page is closed
  }
}

/** A choice that this browser remembers. */
export function storedChoice<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  initial: Choice,
): Signal<Choice> {
  const key = `list-sync-${name}`;
  const stored = readStored(key);
  const choice = signal(choices.find((each) => each === stored) ?? initial);
  let isFirst = true;
  choice.subscribe((value) => {
    if (!isFirst) writeStored(key, value);
    isFirst = false;
  });
  return choice;
}
