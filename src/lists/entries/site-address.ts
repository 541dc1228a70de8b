/** An address at a site, taken apart. */
export interface SiteAddress {
  /** In lower case: `app.trakt.tv`. */
  host: string;
  /** The segments of its path, decoded, without empty ones. */
  parts: string[];
  query: URLSearchParams;
  /** What stands behind `#`. */
  hash: string;
}

/**
 * Takes apart an address at a site, as browsers and people write it: with a scheme or without one, at any host below the
 * domain, with a port, in any case.
 *
 * @param text what was pasted
 * @param domain `trakt.tv`
 * @returns undefined when it is no address there
 */
export function siteAddress(text: string, domain: string): SiteAddress | undefined {
  const address = `https://${text.trim().replace(/^(?:https?:)?\/\//i, "")}`;
  if (!URL.canParse(address)) return undefined;
  const { hostname, pathname, searchParams, hash } = new URL(address);
  const host = hostname.replace(/\.$/, "");
  if (host !== domain && !host.endsWith(`.${domain}`)) return undefined;
  return {
    host,
    parts: pathname.split("/").filter(Boolean).map(decodePart),
    query: searchParams,
    hash: hash.slice(1),
  };
}

/** A segment of a path as it is meant; one with a `%` that stands for no sign stays as it is. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
