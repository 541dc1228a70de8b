import * as v from "valibot";
import type { HttpResponse } from "../../http/http.ts";
import { redact } from "../../http/redact.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import { ListError } from "../list-error.ts";
import { siteError } from "../site-error.ts";

/** One page of a list: rows as MDBList writes them, and how it goes on. */
export interface Page {
  rows: Record<string, unknown>[];
  nextCursor?: string;
  more: boolean;
  total?: number;
}

const ROWS = v.array(v.looseObject({}));

const ANSWER = v.union([
  v.pipe(
    ROWS,
    v.transform((rows) => ({ rows, next: undefined })),
  ),
  v.pipe(
    v.looseObject({
      movies: v.nullish(ROWS),
      shows: v.nullish(ROWS),
      pagination: v.nullish(v.looseObject({ next_cursor: v.nullish(v.string()) })),
    }),
    v.check(({ movies, shows }) => Boolean(movies ?? shows)),
    v.transform(({ movies, shows, pagination }) => ({
      rows: [...(movies ?? []), ...(shows ?? [])],
      next: pagination?.next_cursor,
    })),
  ),
]);

/**
 * Reads an answer of the site or of the API.
 *
 * Both shapes are met in the wild: one flat array, and `{movies, shows, pagination}`. An error comes as HTTP 200 too,
 * as an object or as an array around it (strings from clients, 2025-09 and 2026).
 *
 * @param label the list, for the sentences
 * @throws ListError when it holds no list
 */
export function readAnswer(response: HttpResponse, label: string): Page {
  const { body, headers, status } = response;
  const text = errorText(body);
  // The site may repeat what it was asked with.
  const said = text === undefined ? undefined : redact(text);
  if (said !== undefined) throw saidError(said, response, label);
  if (status !== 200) throw siteError(response, "MDBList", label);
  const answer = v.safeParse(ANSWER, body);
  if (!answer.success) throw siteError(response, "MDBList", label);
  const { rows, next } = answer.output;
  const total = Number(headers["x-total-items"] ?? Number.NaN);
  return {
    rows,
    more: headers["x-has-more"] === "true" || Boolean(next),
    ...(next ? { nextCursor: next } : {}),
    ...(Number.isInteger(total) ? { total } : {}),
  };
}

function errorText(body: unknown): string | undefined {
  const said = property(Array.isArray(body) ? body[0] : body, "error");
  return typeof said === "string" ? said : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function saidError(said: string, response: HttpResponse, label: string): ListError {
  const httpStatus = response.status;
  if (/api ?key/i.test(said))
    return new ListError(
      "auth-required",
      "MDBList rejected the API key. Copy it again from mdblist.com/preferences into the MDBList account.",
      { httpStatus },
    );
  if (/limit/i.test(said) || httpStatus === 429)
    return new ListError(
      "rate-limited",
      `MDBList replied: "${said}" The key's requests are used up until midnight UTC at the latest; sync less often, or use a list that is read without a key.`,
      { httpStatus, retryAfterMs: retryAfterMs(response.headers) },
    );
  if (/private|empty/i.test(said))
    return new ListError(
      "private",
      `${label} is empty or private; MDBList does not say which. Make it public, or add the API key of its owner. A new list may take a day to fill.`,
      { httpStatus },
    );
  if (/not found|no such|does not exist/i.test(said) || httpStatus === 404)
    return new ListError("not-found", `${label} does not exist. Check the address.`, { httpStatus });
  if (httpStatus === 401 || httpStatus === 403)
    return new ListError("private", `${label} is not shown to this API key: MDBList replied: "${said}".`, {
      httpStatus,
    });
  return new ListError("unavailable", `MDBList cannot show ${label}: "${said}".`, { httpStatus });
}
