/**
 * Encodes a value for the server's query strings. Its validator refuses every reserved character, also those that
 * `encodeURIComponent` leaves alone (`! ' ( ) *`) and the `+` that form encoding makes of a space (recorded on
 * Overseerr 1.34, Jellyseerr 2.7 and Seerr 3.1). A lone half of a surrogate pair becomes U+FFFD instead of an error.
 */
export function encodeQuery(value: string | number): string {
  return encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, "\u{fffd}")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A path with its query; parameters that are undefined are left out. */
export function pathWithQuery(path: string, query: Record<string, string | number | undefined>): string {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${encodeQuery(value)}`,
  );
  return parameters.length === 0 ? path : `${path}?${parameters.join("&")}`;
}
