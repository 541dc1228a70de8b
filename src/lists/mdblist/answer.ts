import type { HttpResponse } from "../../http/http.ts";
import { redact } from "../../http/redact.ts";
import { ListError } from "../list-error.ts";
import { refusal, retryAfterMs } from "../refusal.ts";

/** One page of a list: rows as MDBList writes them, and how it goes on. */
export interface Page {
  rows: Record<string, unknown>[];
  nextCursor?: string;
  more: boolean;
  total?: number;
}

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
  if (status !== 200) throw refusal(response, "MDBList", label);
  const rows = rowsOf(body);
  if (!rows) throw refusal(response, "MDBList", label);
  const { next_cursor: next } = (property(body, "pagination") ?? {}) as { next_cursor?: unknown };
  const total = Number(headers["x-total-items"] ?? Number.NaN);
  return {
    rows,
    more: headers["x-has-more"] === "true" || (typeof next === "string" && next !== ""),
    ...(typeof next === "string" && next !== "" ? { nextCursor: next } : {}),
    ...(Number.isInteger(total) ? { total } : {}),
  };
}

function rowsOf(body: unknown): Record<string, unknown>[] | undefined {
  const parts = Array.isArray(body) ? [body] : [property(body, "movies"), property(body, "shows")];
  const known = parts.filter((part): part is unknown[] => Array.isArray(part));
  if (known.length === 0) return undefined;
  const rows = known.flat();
  return rows.every((row) => typeof row === "object" && row !== null)
    ? (rows as Record<string, unknown>[])
    : undefined;
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
      "MDBList refuses the API key. Copy it again from mdblist.com/preferences into the MDBList account.",
      { httpStatus },
    );
  if (/limit/i.test(said) || httpStatus === 429)
    return new ListError(
      "rate-limited",
      `MDBList answers "${said}" The key's requests are used up until midnight UTC at the latest; sync less often, or use a list that is read without a key.`,
      { httpStatus, retryAfterMs: retryAfterMs(response.headers) },
    );
  if (/private|empty/i.test(said))
    return new ListError(
      "private",
      `${label} is empty or private; MDBList does not tell which. Make it public, or add the API key of its owner. A new list may take a day to fill.`,
      { httpStatus },
    );
  if (/not found|no such|does not exist/i.test(said) || httpStatus === 404)
    return new ListError("not-found", `${label} does not exist. Check the address.`, { httpStatus });
  if (httpStatus === 401 || httpStatus === 403)
    return new ListError("private", `${label} is not shown to this API key: MDBList says "${said}".`, {
      httpStatus,
    });
  return new ListError("unavailable", `MDBList cannot show ${label}: it says "${said}".`, { httpStatus });
}
