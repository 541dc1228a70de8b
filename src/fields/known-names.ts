import { InputError } from "../errors.ts";
import * as messages from "./messages.ts";
import type { Place } from "./read-value.ts";

/**
 * Refuses properties that nobody reads: a limit that is misspelt would limit nothing.
 *
 * @param what whose properties they are, as the sentence begins: `List 3`
 * @param names all that are known
 * @throws InputError naming the property, and the one that was probably meant
 */
export function refuseUnknown(given: object, what: string, names: readonly string[], place: Place): void {
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const meant = nearest(name, names);
    throw new InputError(
      place.code,
      messages.unknownProperty(what, name.slice(0, 40), { meant, names, remedy: place.remedy }),
    );
  }
}

/**
 * Refuses misspelt properties of a message. It may have any others, which belong to other nodes.
 *
 * @param names all that the node reads
 * @throws InputError naming the property and the one that was meant
 */
export function refuseMisspelt(msg: object, names: readonly string[], place: Place): void {
  for (const name of Object.keys(msg)) {
    if (names.includes(name)) continue;
    const meant = slipOf(name, names);
    if (meant) throw new InputError(place.code, messages.misspelt(name, meant, place.remedy));
  }
}

/** The known name that somebody slipped at; undefined when it is another one altogether. */
export function slipOf(name: string, names: readonly string[]): string | undefined {
  const seen = looked.get(names) ?? new Map<string, string | undefined>();
  looked.set(names, seen);
  if (!seen.has(name)) {
    // messages have the same few properties ten thousand times
    if (seen.size > 200) seen.clear();
    seen.set(
      name,
      names.find((known) => isSlip(name, known)),
    );
  }
  return seen.get(name);
}

const looked = new WeakMap<readonly string[], Map<string, string | undefined>>();

const fold = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");

/** The same letters written differently, or one slip in a longer name. A plural and its singular are different words. */
function isSlip(name: string, known: string): boolean {
  const [a, b] = [fold(name), fold(known)];
  if (a === b) return true;
  return known.length > 5 && a !== `${b}s` && b !== `${a}s` && distance(a, b) === 1;
}

/** The name that was probably meant. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((known) => ({
      known,
      away: distance(fold(name), fold(known)),
      within: isWithin(fold(name), fold(known)),
    }))
    // a letter is left out more often than it is replaced: `limt` is `limit` and not `list`
    .sort((a, b) => a.away - b.away || Number(b.within) - Number(a.within));
  const [first] = ranked;
  return first && first.away <= Math.max(1, Math.floor(first.known.length / 3)) ? first.known : undefined;
}

/** Whether all letters of the one stand in the other, in their order. */
const isWithin = (part: string, all: string): boolean => {
  let at = 0;
  for (const letter of all) if (letter === part[at]) at++;
  return at === part.length;
};

/** How many letters have to be added, dropped, replaced or swapped with their neighbour. */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const at = (up: number, left: number) =>
        (up ? rows[row - up]?.[column - left] : line[column - left]) ?? 0;
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          at(1, 0) + 1,
          at(0, 1) + 1,
          at(1, 1) + (isSame ? 0 : 1),
          isSwapped ? at(2, 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(line);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
