import { createHash } from "node:crypto";
import type { Http, HttpRequest, HttpResponse } from "../../http/http.ts";
import type { FetchCache } from "../provider.ts";

/** A page that a site can be asked about again. */
interface Kept {
  etag?: string;
  lastModified?: string;
  headers: Record<string, string>;
  body: unknown;
}

/** Characters of JSON; larger answers are cheaper to fetch than to keep. */
const LARGEST = 2_000_000;

/** What a page needs from its headers: how its list goes on, and what it announces. */
const KEPT_HEADERS =
  /^(content-type|link|etag|last-modified|x-pagination-.*|x-total-.*|x-has-more|x-sort-.*)$/;

/**
 * Asks a site only whether a page has changed, where it told us how (`ETag`, `Last-Modified`): a 304 becomes the page as
 * it was. Requests that bring their own condition, and all but GET, pass untouched.
 *
 * @param http asks the site
 * @param cache keeps the pages; under a hash, because addresses and headers may hold keys
 */
export function conditionalHttp(http: Http, cache: FetchCache): Http {
  return {
    async request<T>(request: HttpRequest): Promise<HttpResponse<T>> {
      if ((request.method ?? "GET") !== "GET" || request.as === "bytes" || hasCondition(request))
        return http.request<T>(request);
      const key = nameOf(request);
      const kept = (await cache.get<Kept>("pages", key))?.value;
      const response = await http.request<T>(kept ? withCondition(request, kept) : request);
      if (response.status === 304 && kept)
        return { status: 200, headers: { ...kept.headers, ...response.headers }, body: kept.body as T };
      if (response.status === 200) await keep(cache, key, response);
      return response;
    },
  };
}

const hasCondition = ({ headers = {} }: HttpRequest): boolean =>
  Object.keys(headers).some((name) => /^if-/i.test(name));

function withCondition(request: HttpRequest, { etag, lastModified }: Kept): HttpRequest {
  const condition = {
    ...(etag && { "If-None-Match": etag }),
    ...(lastModified && { "If-Modified-Since": lastModified }),
  };
  return { ...request, headers: { ...request.headers, ...condition } };
}

/** The same page for somebody else is another page, so the headers count as well. */
function nameOf({ url, headers = {}, as = "json" }: HttpRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([url, Object.entries(headers).sort(), as]))
    .digest("hex");
}

async function keep(cache: FetchCache, key: string, { headers, body }: HttpResponse): Promise<void> {
  const { etag, "last-modified": lastModified } = headers;
  if (!(etag || lastModified) || /no-store/i.test(headers["cache-control"] ?? "")) return;
  const kept: Kept = {
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.test(name))),
    body,
  };
  if (JSON.stringify(kept).length <= LARGEST) await cache.set("pages", key, kept);
}
