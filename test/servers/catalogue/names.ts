import type { CatalogueTitle } from "./title.ts";

/** Every name of a title: title, original title, translations, aliases. */
export function namesOf(title: CatalogueTitle): string[] {
  return [
    title.title,
    ...(title.originalTitle ? [title.originalTitle] : []),
    ...Object.values(title.translations),
    ...title.aliases,
  ];
}

/**
 * The words of a name as a search engine sees them: no accents, no case, no punctuation.
 * On purpose not the folding of the package: a test server must not agree with the client's mistakes.
 */
export function wordsOf(name: string): string[] {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/½/g, " 1 2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
