import type { HttpResponse } from "../../http/http.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import { ListError } from "../list-error.ts";
import { dig, digList, digText } from "./dig.ts";
import type { ImdbList } from "./imdb-list.ts";

/**
 * Takes the wanted field out of an answer of IMDb's GraphQL endpoint, or says why it is not there. The status is 200
 * even when the answer is an error (recorded 2026-08-25).
 *
 * @param root the field of `data`
 * @param list for the sentences
 * @throws ListError any of its codes but `auth-required` and `plan-required`
 */
export function readAnswer(response: HttpResponse, root: string, list: ImdbList): unknown {
  refuseStatus(response, list);
  const found = dig(response.body, "data", root);
  if (typeof found === "object" && found !== null) return found;
  const error = digList(response.body, "errors")?.[0];
  if (error !== undefined) throw readError(error, list);
  if (found === null) throw notFound(list);
  if (typeof response.body === "string") throw noJson(response, list);
  throw new ListError(
    "markup-changed",
    `IMDb answered for ${list.label} in an unexpected format (no "${root}"). Update this package, or report the list.`,
    { httpStatus: response.status },
  );
}

function refuseStatus({ status, headers, body }: HttpResponse, list: ImdbList): void {
  const options = { httpStatus: status };
  if (status === 429)
    throw new ListError("rate-limited", `IMDb is limiting requests and did not send ${list.label}.`, {
      ...options,
      retryAfterMs: retryAfterMs(headers),
    });
  if (status >= 500)
    throw new ListError(
      "unavailable",
      `IMDb failed with HTTP ${status} on ${list.label}. The next run tries again.`,
      options,
    );
  // The challenge is a 2xx: 202, empty, with this header. 405 comes with a picture puzzle.
  if (headers["x-amzn-waf-action"] || status === 202 || status === 405)
    throw new ListError("blocked", `IMDb requires a browser to show ${list.label}.`, options);
  if (status === 403)
    throw new ListError(
      "blocked",
      `IMDb refused the request for ${list.label} (HTTP 403): it does not accept the client header, or blocks this network.`,
      options,
    );
  if (status >= 300 && typeof body === "string")
    throw new ListError("unavailable", `IMDb answered HTTP ${status} for ${list.label}.`, options);
}

function readError(error: unknown, list: ImdbList): ListError {
  const message = digText(error, "message") ?? "";
  const code = digText(error, "extensions", "code") ?? "";
  if (code === "FORBIDDEN" || code === "UNAUTHENTICATED") return privateList(list);
  if (code === "RESOURCE_NOT_FOUND" || code === "NOT_FOUND") return notFound(list);
  if (code === "BAD_USER_INPUT" || /malformed list id/i.test(message))
    return new ListError("bad-input", `IMDb does not accept ${list.label}: ${reasonIn(message)}`);
  if (/VALIDATION|PARSE|PERSISTED/i.test(code))
    return new ListError(
      "markup-changed",
      `IMDb no longer accepts the query for ${list.label}: ${reasonIn(message)} Update this package.`,
    );
  return new ListError(
    "unavailable",
    `IMDb failed on ${list.label}: ${reasonIn(message || code)} The next run tries again.`,
  );
}

/** A refused value comes as JSON inside the sentence (recorded 2026-08-25); only its own sentence is for people. */
function reasonIn(message: string): string {
  const inner = /"message":"((?:[^"\\]|\\.)*)"/.exec(message)?.[1]?.replaceAll('\\"', '"') ?? message;
  const reason = inner.length > 300 ? `${inner.slice(0, 300)}…` : inner;
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}

function noJson({ body, status }: HttpResponse, list: ImdbList): ListError {
  const text = String(body).trimStart();
  if (text === "" || text.startsWith("<"))
    return new ListError("blocked", `IMDb sent a web page instead of the data of ${list.label}.`, {
      httpStatus: status,
    });
  return new ListError(
    "unavailable",
    `IMDb sent an incomplete response for ${list.label}. The next run tries again.`,
    {
      httpStatus: status,
    },
  );
}

/** The owner does not show the list; its export still works for the owner. */
export const privateList = (list: ImdbList): ListError =>
  new ListError(
    "private",
    `${list.label} is private. Make it public on IMDb, or export it there as CSV and add the file as an own list.`,
  );

/** There is no such list, user or title. */
export const notFound = (list: ImdbList): ListError =>
  new ListError(
    "not-found",
    `${list.label} does not exist, or no longer exists. Check its address in a browser.`,
  );
