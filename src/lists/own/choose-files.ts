import { ListError } from "../list-error.ts";

const LIST = /\.(csv|tsv|json|txt|md)$/i;
/** Where Letterboxd puts what its owner has thrown away. */
const THROWN_AWAY = /(^|\/)(deleted|orphaned)\//i;

/**
 * The files of an archive that are the list: those that the person names, or the watchlist of Letterboxd's or Trakt's
 * export. Trakt alone cuts long lists into parts, as JSON (`lists-watchlist.json`, `lists-watchlist-2.json`); they belong
 * together.
 *
 * @param names of all files
 * @param wanted what stands behind `#`: a path, or a name with or without its extension
 * @throws ListError `not-found`, `bad-input`; both name what there is
 */
export function chooseFiles(names: string[], wanted: string | undefined, label: string): string[] {
  const lists = names.filter((name) => LIST.test(name) && !/(^|\/)(__MACOSX\/|\.)/.test(name));
  if (
    names.some((name) => /^(xl\/workbook\.xml|content\.xml|word\/document\.xml)$/.test(name)) &&
    lists.length === 0
  )
    throw new ListError(
      "bad-input",
      `${label} is a spreadsheet or a document. Save it as CSV, and use that file.`,
    );
  const found = wanted === undefined ? watchlistsIn(lists) : named(lists, wanted);
  const [file] = found;
  if (file !== undefined && found.length === 1) return withParts(file, lists);
  if (found.length > 1) throw several(label, found);
  if (wanted !== undefined)
    throw new ListError("not-found", `${label} contains no list "${wanted}". It contains: ${shown(lists)}.`);
  const kept = lists.filter((name) => !THROWN_AWAY.test(name));
  const [only] = kept;
  // the parts of one list are one list
  if (only !== undefined && withParts(firstOf(kept), kept).length === kept.length)
    return withParts(firstOf(kept), kept);
  throw kept.length === 0
    ? new ListError("bad-input", `${label} contains no list. It contains: ${shown(names)}.`)
    : several(label, kept);
}

const several = (label: string, files: string[]): ListError =>
  new ListError(
    "bad-input",
    `${label} contains several lists. Add the one you want to its name, for example export.zip#${files[0]}. It contains: ${shown(files)}.`,
  );

/** The watchlist of the site itself, not a list of that name that somebody made. */
function watchlistsIn(lists: string[]): string[] {
  const found = lists.filter(
    (name) => ["watchlist", "lists-watchlist"].includes(stemOf(name)) && !THROWN_AWAY.test(name),
  );
  const own = found.filter((name) => !/(^|\/)lists\//i.test(name));
  return own.length > 0 ? own : found;
}

function named(lists: string[], wanted: string): string[] {
  const path = wanted.toLowerCase().replace(/^\.?\//, "");
  const exact = lists.filter((name) => [name.toLowerCase(), withoutExtension(name)].includes(path));
  if (exact.length > 0) return exact;
  const folders = THROWN_AWAY.test(path) ? lists : lists.filter((name) => !THROWN_AWAY.test(name));
  return folders.filter(
    (name) =>
      [baseOf(name), stemOf(name)].includes(path) ||
      name.toLowerCase().endsWith(`/${path}`) ||
      withoutExtension(name).endsWith(`/${path}`),
  );
}

/** A file with the parts that follow it, counted without a gap in its own folder. */
function withParts(file: string, lists: string[]): string[] {
  const parts = [file];
  const [, stem] = /^(.*)\.json$/i.exec(file) ?? [];
  if (stem === undefined) return parts;
  const known = new Set(lists);
  for (let number = 2; known.has(`${stem}-${number}.json`); number += 1) parts.push(`${stem}-${number}.json`);
  return parts;
}

const firstOf = (names: string[]): string =>
  names.reduce((best, name) => (name.length < best.length ? name : best));

const baseOf = (name: string): string => (name.split("/").at(-1) ?? name).toLowerCase();
const withoutExtension = (name: string): string => name.toLowerCase().replace(LIST, "");
const stemOf = (name: string): string => withoutExtension(baseOf(name));

const shown = (names: string[]): string =>
  names.length === 0 ? "no list at all" : `${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}`;
