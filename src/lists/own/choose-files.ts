import { ListError } from "../list-error.ts";

/**
 * The files of an archive that are the list: those that the person names, or the watchlist of Letterboxd's or Trakt's
 * export. Trakt cuts long lists into parts (`lists-watchlist.json`, `lists-watchlist-2.json`); they belong together.
 *
 * @param names of all files
 * @param wanted what stands behind `#`: a path, a name, or the beginning of one without its extension
 * @throws ListError `not-found`, `bad-input`; both name what there is
 */
export function chooseFiles(names: string[], wanted: string | undefined, label: string): string[] {
  const lists = names.filter((name) => /\.(csv|json|txt)$/i.test(name) && !/(^|\/)(__MACOSX|\.)/.test(name));
  if (wanted !== undefined) {
    const found = lists.filter((name) => name.toLowerCase() === wanted.toLowerCase());
    const named = found.length > 0 ? found : lists.filter((name) => isPartOf(name, wanted));
    if (named.length > 0) return named.sort(byPart);
    throw new ListError("not-found", `${label} holds no list "${wanted}". It holds: ${shown(lists)}.`);
  }
  const watchlist = lists.filter((name) => isPartOf(name, "watchlist") || isPartOf(name, "lists-watchlist"));
  if (watchlist.length > 0) return watchlist.sort(byPart);
  if (lists.length === 1) return lists;
  throw new ListError(
    "bad-input",
    `${label} holds several lists. Write which one behind its name, for instance export.zip#${lists[0] ?? "watchlist.csv"}. It holds: ${shown(lists)}.`,
  );
}

const baseOf = (name: string): string => (name.split("/").at(-1) ?? name).toLowerCase();

/** `lists-watchlist-2.json` is part 2 of `lists-watchlist`. */
function isPartOf(name: string, wanted: string): boolean {
  const stem = baseOf(wanted).replace(/\.(csv|json|txt)$/, "");
  const base = baseOf(name).replace(/\.(csv|json|txt)$/, "");
  return base === stem || (base.startsWith(`${stem}-`) && /^\d+$/.test(base.slice(stem.length + 1)));
}

const partOf = (name: string): number => Number(/-(\d+)\.\w+$/.exec(name)?.[1] ?? 1);

const byPart = (one: string, other: string): number => partOf(one) - partOf(other);

const shown = (names: string[]): string =>
  names.length === 0 ? "no list at all" : `${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}`;
