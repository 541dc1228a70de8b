import { createHash } from "node:crypto";
import { redact } from "../../http/redact.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";
import { formatOfName, type ListFormat } from "./format.ts";

const FORMAT_PREFIX = /^(json|csv|text|rss):(?!\/\/)/i;
const ARCHIVE = /\.zip(#.+)?$/i;
const ABSOLUTE_PATH = /^(\/|~\/|\.{1,2}\/|[a-z]:[\\/])/i;

/**
 * Understands an own list: `payload`, an address, a path, or a name with a known extension; with a form in front
 * (`csv:https://…`) when the extension does not tell.
 *
 * @throws ListError `bad-input` for an address that is none
 */
export function parseOwn(input: string): ParsedList | undefined {
  const text = input.trim();
  const prefix = FORMAT_PREFIX.exec(text);
  const place = prefix ? text.slice(prefix[0].length).trim() : text;
  const format = prefix?.[1]?.toLowerCase() as ListFormat | undefined;
  if (/^(msg\.)?payload$/i.test(place)) return list("message", "payload", "List in msg.payload", format);
  if (/^https?:\/\//i.test(place)) return address(place, format);
  if (/^file:\/\//i.test(place)) return file(pathOf(place), format);
  if (ABSOLUTE_PATH.test(place) || ((formatOfName(place) || ARCHIVE.test(place)) && !/\s/.test(place)))
    return file(place, format);
  return undefined;
}

/** The path in a `file:` address. */
function pathOf(text: string): string {
  const path = text.replace(/^file:\/\//i, "");
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ListError(
      "bad-input",
      `"${text}" has a % that stands for no sign. Write the path without file://, or %25 for the sign itself.`,
    );
  }
}

function address(text: string, format?: ListFormat): ParsedList {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new ListError("bad-input", `"${text}" is not a complete address. Copy it whole from the browser.`);
  }
  const label = `${kindOf(format ?? formatOfName(url.pathname))} at ${url.host}${url.pathname}`;
  // An address may hold a key: the id goes into messages and the database, so it is masked there.
  const parsed = list("address", maskedId(text), label, format ?? formatOfName(url.pathname));
  return { ...parsed, url: url.origin + url.pathname, params: { ...parsed.params, address: text } };
}

/** The hash keeps apart the lists of two people whose addresses differ in their keys only. */
function maskedId(address: string): string {
  const masked = redact(address);
  if (masked === address) return address;
  // behind a space, where masking the id again leaves it alone
  return `${masked} (${createHash("sha256").update(address).digest("hex").slice(0, 8)})`;
}

function file(path: string, format?: ListFormat): ParsedList {
  // what stands behind the name of an archive is a file in it
  const [, archive, entry] = /^(.*\.zip)#(.+)$/i.exec(path) ?? [];
  const hint = format ?? formatOfName(entry ?? path);
  const parsed = list("file", path, `${kindOf(hint)} ${path.split(/[\\/]/).at(-1)}`, hint);
  return archive === undefined ? parsed : { ...parsed, params: { ...parsed.params, path: archive, entry } };
}

const kindOf = (format?: ListFormat): string =>
  ({ json: "JSON list", csv: "CSV list", text: "Text list", rss: "RSS feed", html: "List", yaml: "List" })[
    format ?? "html"
  ];

function list(kind: string, id: string, label: string, format?: ListFormat): ParsedList {
  return { provider: "own", kind, id, label, ...(format ? { params: { format } } : {}) };
}
