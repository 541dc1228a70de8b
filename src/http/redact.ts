import { Holds } from "../holds.ts";

/** Secret values in use, each with its holders; two nodes may share one key. */
const secrets = new Map<string, Holds>();

/** Shorter values are left alone: masking every "ab" would only make messages unreadable. */
const SHORTEST_SECRET = 6;

/**
 * Makes `redact` mask a value wherever it appears, for as long as it is in use.
 *
 * @param value an API key, token or password
 * @returns a function that lets go of it again
 */
export function keepSecret(value: string): () => void {
  if (value.length < SHORTEST_SECRET) return () => {};
  const holds = secrets.get(value) ?? new Holds(() => void secrets.delete(value));
  secrets.set(value, holds);
  return holds.take();
}

const QUERY_SECRET =
  /([?&;](?:[\w.-]*(?:api[-_]?key|token|secret|password)|key|auth|sig|signature|session_?id|pass|pwd?|access|code|hash|k)=)[^&#\s"'<>]+/gi;
const HEADER_SECRET =
  /((?:x-api-key|trakt-api-key|authorization|proxy-authorization|cookie|api[-_]?key)["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;&}]+/gi;
// schemes are short, and looking for longer ones at each letter takes minutes in a long text
const URL_PASSWORD = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#\s"'<>]+@/gi;

/**
 * Masks secrets in a text that leaves us: kept values (also percent-encoded), `?apikey=…` and the like in addresses,
 * key headers, and everything before the `@` of an address.
 */
export function redact(text: string): string {
  let result = text;
  // Longest first, so that a secret within another one does not leave the rest of it behind.
  for (const secret of [...secrets.keys()].sort((a, b) => b.length - a.length)) {
    result = result.replaceAll(secret, "***");
    const encoded = encodeURIComponent(secret);
    if (encoded !== secret) result = result.replaceAll(encoded, "***");
  }
  return result
    .replace(QUERY_SECRET, "$1***")
    .replace(HEADER_SECRET, "$1***")
    .replace(URL_PASSWORD, "$1***@");
}
