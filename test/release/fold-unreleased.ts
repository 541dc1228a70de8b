/**
 * The second half of `npm run next-version`: what was written by hand under "Unreleased" becomes part of the section of the
 * new version, which changesets put above it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

/** CHANGELOG.md with "Unreleased" folded into the version above it; unchanged when there is none. */
export function foldUnreleased(changelog: string): string {
  const sections = changelog.split(/^(?=## )/m);
  const at = sections.findIndex((section) => /^## \[?Unreleased/.test(section));
  if (at < 2) return changelog;
  const byHand = sections[at]?.replace(/^.*\n+/, "") ?? "";
  return [...sections.slice(0, at), byHand, ...sections.slice(at + 1)].join("");
}

if (process.argv[1] === import.meta.filename) {
  const file = resolve(import.meta.dirname, "../../CHANGELOG.md");
  writeFileSync(file, foldUnreleased(readFileSync(file, "utf8")));
}
