import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** One text that a person can meet. */
export interface Text {
  /** `file:line` */
  place: string;
  text: string;
}

/** What is between quotation marks in a line of code. */
const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`?/g;

/** A literal that is read is a sentence or a phrase: words with blanks between, and no SQL or GraphQL. */
const isProse = (literal: string): boolean =>
  /[a-z]{2,} [a-z0-9$]/i.test(literal) && !/\b(?:SELECT|FROM|WHERE|UPDATE|INSERT|query) /.test(literal);

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/\*|\*|import\b)/.test(line);

/** Words that are read in lists of other people, not shown. */
const NOT_OURS = /field-words|type-words|normalise\.ts$/;

function linesOf(pattern: string): Text[] {
  return globSync(pattern, { cwd: ROOT })
    .sort()
    .flatMap((file) =>
      readFileSync(join(ROOT, file), "utf8")
        .split("\n")
        .map((text, index) => ({ place: `${file}:${index + 1}`, text })),
    );
}

/** Labels, help and documentation line by line, and the sentences in the code. */
export function everyText(): Text[] {
  const pages = [
    "README.md",
    "docs/*.md",
    "nodes/locales/en-US/*",
    "src/page/locales/*",
    "nodes/*.html",
  ].flatMap(linesOf);
  const code = ["src/**/*.ts", "nodes/**/*.ts"]
    .flatMap(linesOf)
    .filter(({ place, text }) => !NOT_OURS.test(place.split(":")[0] ?? "") && !isComment(text))
    .flatMap(({ place, text }) =>
      (text.match(LITERAL) ?? []).filter(isProse).map((literal) => ({ place, text: literal })),
    );
  return [...pages, ...code];
}
