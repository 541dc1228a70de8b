import { readFixture } from "./fixtures.ts";

/** One recorded request and its answer. */
export interface Recorded {
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Reads the recorded answers out of a VCR cassette: of YAML just what such a file has, the request's address, the
 * answer's headers, and the body as a single-quoted text that runs over several lines.
 */
export function readCassette(name: string): Recorded[] {
  return readFixture(name)
    .split(/^- request:$/m)
    .slice(1)
    .map((part) => {
      const [, address = ""] = /^ +uri: (\S+)$/m.exec(part) ?? [];
      const [, headers = ""] = /^ {4}headers:\n((?: {6}.*\n)+)/m.exec(part) ?? [];
      const [, body = ""] = /^ +string: '((?:[^']|'')*)'/m.exec(part) ?? [];
      return {
        url: address.replace(/^https?:\/\/[^/]+/, ""),
        headers: Object.fromEntries(
          [...headers.matchAll(/^ {6}([\w-]+): '?(.*?)'?$/gm)].map(([, key = "", value = ""]) => [
            key,
            value,
          ]),
        ),
        // A line break inside quotes is a space; an empty line is a break; two quotes are one.
        body: body
          .replace(/\n\n +/g, "\n")
          .replace(/\n +/g, " ")
          .replaceAll("''", "'"),
      };
    });
}
