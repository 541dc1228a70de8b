import { addressIdentity, shownPath, withoutRest } from "../../http/address-identity.ts";
import { refuseOtherSite } from "../entries/other-sites.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";
import { formatOfName, type ListFormat } from "./format.ts";

/** An own list, with what its address or the person says of its form. */
export interface OwnList extends ParsedList {
  params?: {
    format?: ListFormat;
    /** File of an archive. */
    entry?: string;
    /** Path of the archive. */
    path?: string;
    /** Address with what stands behind its path. */
    address?: string;
  };
}

const FORMAT_PREFIX = /^(json|csv|text|rss):(?!\/\/)/i;
const ARCHIVE = /\.zip(#.+)?$/i;
const ABSOLUTE_PATH = /^(\/|~\/|\.{1,2}\/|[a-z]:[\\/])/i;

/**
 * Understands an own list: `payload`, an address, a path, or a name with a known extension; with a form in front
 * (`csv:https://…`) when the extension does not tell.
 *
 * @throws ListError `bad-input` for an address that is none
 */
export function parseOwn(input: string): OwnList | undefined {
  const text = input.trim();
  const prefix = FORMAT_PREFIX.exec(text);
  const place = prefix ? text.slice(prefix[0].length).trim() : text;
  const format = prefix?.[1]?.toLowerCase() as ListFormat | undefined;
  if (/^(msg\.)?payload$/i.test(place)) return list("message", "payload", "List in msg.payload", format);
  // whoever names the form knows that it is data
  if (!format) refuseOtherSite(place);
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

function address(text: string, format?: ListFormat): OwnList {
  const id = addressIdentity(text);
  // the text is not repeated: what cannot be taken apart may hold a key anywhere
  if (id === undefined)
    throw new ListError(
      "bad-input",
      "The address of an own list is not complete. Copy it whole from the browser.",
    );
  const url = new URL(text);
  if (/^#!?\//.test(url.hash))
    throw new ListError(
      "bad-input",
      `That page runs in the browser: the part after # is not sent to ${url.host}, so no list can be read there. Paste the address of its data, or export it.`,
    );
  const hint = format ?? formatOfName(url.pathname);
  const parsed = list("address", id, `${kindOf(hint)} at ${url.host}${shownPath(url.pathname)}`, hint);
  return { ...parsed, url: withoutRest(url), params: { ...parsed.params, address: text } };
}

function file(path: string, format?: ListFormat): OwnList {
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

function list(kind: string, id: string, label: string, format?: ListFormat): OwnList {
  return { provider: "own", kind, id, label, ...(format ? { params: { format } } : {}) };
}
