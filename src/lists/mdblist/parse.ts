import { ignoredParameters } from "../entries/ignored-parameters.ts";
import { siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What `fetch` needs to know: where the API has the list, and whether the site shows it without a key. */
export type MdblistParams = {
  /** Path below the API's origin, without `/items`. */
  path: string;
  keyless: boolean;
  shareToken?: string;
};

/** A list with what is kept of it. */
export interface MdblistList extends ParsedList {
  params: MdblistParams;
}

const SITE = "https://mdblist.com";

/** Parameters that are read, or that only say how the API answers. */
const HEEDED = ["share_token", "unified", "append_to_response"];

/** First segments of MDBList's own addresses, and those of other sites' short forms: no names of people. */
const RESERVED = new Set(
  "external official user top search watchlist lists list movies movie shows show users people tv".split(" "),
);

/**
 * Understands MDBList's addresses and its short forms: `name/list`, a number, `external/1`, `official/movies/popular`,
 * `watchlist`.
 *
 * @throws ListError `bad-input` for pages of MDBList that are no list
 */
export function parseMdblist(input: string): MdblistList | undefined {
  const text = input.trim();
  const address = siteAddress(text, "mdblist.com");
  if (!address) return shortForm(text);
  const { parts, query } = address;
  while (["json", "items"].includes(parts.at(-1) ?? "") && parts.length > 2) parts.pop();
  parts[0] = parts[0]?.toLowerCase() ?? "";
  const list = fromSegments(parts, query.get("share_token") ?? undefined) ?? refuse(parts);
  // the API has no filters for its charts: locale, rank and provider are the web page's alone
  const warnings = ignoredParameters(query, HEEDED, list.kind === "official" ? "chart" : "list");
  return warnings.length === 0 ? list : { ...list, warnings };
}

function shortForm(text: string): MdblistList | undefined {
  const word = text.replace(/^mdblist:/i, "");
  if (/^\d+$/.test(word)) return byNumber(word);
  if (/^watchlist$/i.test(word)) return watchlist();
  const short = /^(external|official)\/([\w-]+(?:\/[\w-]+)?)$/i.exec(word);
  if (short) return fromSegments(["lists", ...word.toLowerCase().split("/")]);
  const named = /^([\w-]+)\/([\w-]+)$/.exec(word);
  // `me/watchlist` is Trakt's
  const [, user = "", slug = ""] = named ?? [];
  if (user === "" || slug === "" || user === "me" || RESERVED.has(user.toLowerCase())) return undefined;
  return userList(user, slug);
}

function fromSegments(segments: string[], shareToken?: string): MdblistList | undefined {
  const [area = "", first = "", second = "", third = "", more] = segments;
  if (more !== undefined) return undefined;
  if (area === "watchlist") return watchlist();
  if (area === "external" && first === "lists" && /^\d+$/.test(second)) return external(second);
  if (area !== "lists" || first === "") return undefined;
  if (first === "external" && /^\d+$/.test(second)) return external(second);
  if (second === "external" && /^\d+$/.test(third) && !RESERVED.has(first.toLowerCase()))
    return external(third);
  if (first === "official" && (third !== "" || !/^(|movies|shows)$/i.test(second)))
    return official([second, third].filter(Boolean).join("/"));
  if (/^\d+$/.test(first) && second === "") return byNumber(first, shareToken);
  if (second === "" || second === "external" || third !== "" || RESERVED.has(first.toLowerCase()))
    return undefined;
  return userList(first, second, shareToken);
}

function userList(user: string, slug: string, shareToken?: string): MdblistList {
  const id = `${user}/${slug}`;
  const path = `lists/${encodeURIComponent(user)}/${encodeURIComponent(slug)}`;
  return list("list", id, `MDBList list "${id}"`, path, { keyless: shareToken === undefined, shareToken });
}

const byNumber = (number: string, shareToken?: string): MdblistList =>
  list("list-number", number, `MDBList list number ${number}`, `lists/${number}`, { shareToken });

const external = (number: string): MdblistList => ({
  ...list("external", `external/${number}`, `MDBList external list ${number}`, `external/lists/${number}`),
  url: `${SITE}/lists/external/${number}`,
});

const official = (name: string): MdblistList =>
  list("official", `official/${name}`, `MDBList chart "${name}"`, `lists/official/${name}`);

const watchlist = (): MdblistList =>
  list("watchlist", "watchlist", "MDBList watchlist of the API key's owner", "watchlist");

function list(
  kind: string,
  id: string,
  label: string,
  path: string,
  more: { keyless?: boolean; shareToken?: string } = {},
): MdblistList {
  const { keyless = false, shareToken } = more;
  const params: MdblistParams = { path, keyless, ...(shareToken === undefined ? {} : { shareToken }) };
  return { provider: "mdblist", kind, id, label, url: `${SITE}/${path}`, params: { ...params } };
}

function refuse(segments: string[]): never {
  const [area = "", first = "", second = ""] = segments;
  if (area === "movies" || area === "shows")
    throw new ListError(
      "bad-input",
      "This is a search on MDBList, not a list. Save it there as a list first, then paste the list's address.",
    );
  if (/^(movie|show)$/.test(area) && first !== "")
    throw new ListError(
      "bad-input",
      "This page of MDBList shows one title, not a list. Write its address into a text file, and add that as an own list.",
    );
  if (area === "lists" && first !== "" && (second === "" || first === "official" || second === "external"))
    throw new ListError(
      "bad-input",
      `This MDBList page shows several lists${RESERVED.has(first) ? "" : ` of ${first}`}. Open one of them and paste its address.`,
    );
  throw new ListError(
    "bad-input",
    "This MDBList page is not a list. Paste an address like https://mdblist.com/lists/name/list.",
  );
}
