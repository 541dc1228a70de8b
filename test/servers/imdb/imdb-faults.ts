import type { ServerResponse } from "node:http";

/** What can go wrong with the GraphQL endpoint. */
export interface ImdbFault {
  kind:
    | "private"
    | "not-found"
    | "null"
    | "bad-input"
    | "validation"
    | "rate-limited"
    | "challenge"
    | "refused"
    | "html"
    | "truncated"
    | "broken-off"
    | "endless"
    | "hang"
    | "server-error"
    | "other-json";
  /** Only on this page of a list, from 1. */
  page?: number;
  /** Only so often. @default always */
  times?: number;
  /** `Retry-After` in seconds, with `rate-limited`. */
  retryAfter?: number;
}

const error = (root: string, code: string, message: string): string =>
  JSON.stringify({
    errors: [{ message, path: [root], extensions: { code, errorType: "CLIENT", isRetryable: false } }],
    data: { [root]: null },
  });

/** The answer in the form that was recorded on 2026-08-25; the status of logical errors is 200. */
export const graphqlError = (root: string, code: string, reason: string): string =>
  error(root, code, `${code} exception code while fetching data (/${root}) : ${reason}`);

/** A value that the search refuses; its own sentence is JSON inside the sentence (recorded 2026-08-25). */
export const badValue = (root: string, reason: string): string =>
  error(
    root,
    "BAD_USER_INPUT",
    `Encountered error statusCode [400] in Lambda response from graphlet [search]: [${JSON.stringify({ message: reason })}]`,
  );

const FORBIDDEN_PAGE = "<html><head><title>403 Forbidden</title></head><body>awselb/2.0</body></html>";

/** Answers like a failing endpoint. `endless` is none of these: the answer itself goes wrong. */
export function sendFault(fault: ImdbFault, root: string, response: ServerResponse): unknown {
  const send = (status: number, body: string, headers: Record<string, string> = {}): unknown =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  const html = { "content-type": "text/html" };
  switch (fault.kind) {
    case "private":
      return send(200, graphqlError(root, "FORBIDDEN", "Permission denied"));
    case "not-found":
      return send(200, graphqlError(root, "RESOURCE_NOT_FOUND", "Resource not found"));
    case "null":
      return send(200, JSON.stringify({ data: { [root]: null } }));
    case "bad-input":
      return send(200, graphqlError(root, "BAD_USER_INPUT", "Malformed list id"));
    case "validation":
      return send(
        400,
        JSON.stringify({
          errors: [
            {
              message: 'Cannot query field "titleText".',
              extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
            },
          ],
        }),
      );
    case "rate-limited": {
      const wait = fault.retryAfter === undefined ? undefined : { "retry-after": String(fault.retryAfter) };
      return send(429, "<html>Too many network requests</html>", { ...html, ...wait });
    }
    case "challenge":
      return send(202, "", { "x-amzn-waf-action": "challenge", ...html });
    case "refused":
      return send(403, FORBIDDEN_PAGE, html);
    case "html":
      return send(200, "<!doctype html><title>IMDb</title>", html);
    case "truncated":
      return send(200, `{"data":{"${root}":{"titleListItemSearch":{"total":3,"edg`);
    case "broken-off":
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      return response.write('{"data":', () => response.destroy());
    case "server-error":
      return send(503, "<html>Service Unavailable</html>", html);
    case "other-json":
      return send(200, '{"status":"ok"}');
    default:
      // `hang`: nothing is ever sent.
      return undefined;
  }
}
