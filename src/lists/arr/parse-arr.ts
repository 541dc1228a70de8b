import { decodePart } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";
import type { Arr } from "./ask.ts";

/** A list that Radarr or Sonarr has, by its name in `radarr:name`. */
export interface ArrList {
  label: string;
  /** Whether `?tag=` may choose from it. */
  tags?: boolean;
  /** The page of the web interface that shows it, below the URL base. */
  page?: RegExp;
}

/** The programs' own web sites. */
const WEB_SITES = /(^|\.)(radarr\.video|sonarr\.tv)$/;

/** Addresses that are Radarr's or Sonarr's by their host, their port or their URL base. */
const isAddressOf = ({ id }: Arr, port: string, { hostname, port: given, pathname }: URL): boolean =>
  !WEB_SITES.test(hostname) &&
  (given === port || hostname.split(".").includes(id) || pathname.startsWith(`/${id}/`));

/**
 * Understands `radarr:missing`, `radarr:library?tag=kids` and addresses of the web interface.
 *
 * @param lists by name
 * @param port on which it usually listens
 * @throws ListError `bad-input` for what is no list of it
 */
export function parseArr(
  arr: Arr,
  lists: Readonly<Record<string, ArrList>>,
  port: string,
  pasted: string,
): ParsedList | undefined {
  const input = pasted.trim();
  const words = new RegExp(`^${arr.id}:([a-z]+)(?:\\?tag=(.+))?$`, "i").exec(input);
  if (words) return toList(arr, lists, words[1]?.toLowerCase() ?? "", words[2]);
  if (input.toLowerCase().startsWith(`${arr.id}:`)) throw noList(arr, lists);
  const url = /^https?:\/\//i.test(input) && URL.canParse(input) ? new URL(input) : undefined;
  if (!url || !isAddressOf(arr, port, url)) return undefined;
  const path = url.pathname.replace(/\/+$/, "").replace(new RegExp(`^/${arr.id}(?=/|$)`), "");
  const name = Object.keys(lists).find((each) => lists[each]?.page?.test(path));
  if (name) return toList(arr, lists, name);
  throw noList(arr, lists);
}

function toList(arr: Arr, lists: Readonly<Record<string, ArrList>>, name: string, tag?: string): ParsedList {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (!list || (tag !== undefined && !list.tags)) throw noList(arr, lists);
  const wanted = tag === undefined ? undefined : decodePart(tag.replaceAll("+", " ")).trim();
  return {
    provider: arr.id,
    kind: name,
    id: `${arr.id}:${name}${wanted === undefined ? "" : `?tag=${wanted.toLowerCase()}`}`,
    label: wanted === undefined ? list.label : `${list.label} tagged "${wanted}"`,
    ...(wanted !== undefined && { params: { tag: wanted } }),
  };
}

function noList(arr: Arr, lists: Readonly<Record<string, ArrList>>): ListError {
  const names = Object.entries(lists).map(
    ([name, { tags }]) => `${arr.id}:${name}${tags ? ` (or with ?tag=name)` : ""}`,
  );
  return new ListError("bad-input", `That is not a list of ${arr.name}. Write one of: ${names.join(", ")}.`);
}
