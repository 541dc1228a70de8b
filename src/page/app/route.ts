import { signal } from "@preact/signals";

/** Where somebody is on the page; it stands behind the `#` of the address, so that proxies and prefixes do not matter. */
export interface Route {
  /** `["titles", "movie:tmdb:603"]` */
  path: readonly string[];
  query: URLSearchParams;
}

const readRoute = (): Route => {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(decoded), query: new URLSearchParams(query) };
};

/** What somebody typed there need not be well written. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const route = signal(readRoute());
addEventListener("hashchange", () => {
  route.value = readRoute();
});

/** What a link asks for; what is empty is left out. */
export type LinkQuery = Readonly<Record<string, string | number | undefined>>;

/** An address on the page: `#/titles/movie%3Atmdb%3A603?from=1980`. */
export function linkTo(path: readonly string[], query: LinkQuery = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search && `?${search}`}`;
}

/** Changes what is asked for, without a step to go back to. */
export function changeQuery(query: LinkQuery): void {
  const { path, query: before } = route.peek();
  history.replaceState(null, "", linkTo(path, { ...Object.fromEntries(before), ...query }));
  route.value = readRoute();
}
