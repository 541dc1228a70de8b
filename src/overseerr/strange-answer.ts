import type { HttpResponse } from "../http/http.ts";
import { redact } from "../http/redact.ts";
import type { Call } from "./refusal.ts";
import { ServerError } from "./server-error.ts";

const ADDRESS_HINT = "Check the server's address, above all its sub-path.";

/**
 * Recognises answers that are not the API's: redirects (the server's front end answers a wrong sub-path with 307 to
 * its login page, a double slash with 308), web pages, and the error pages of proxies.
 *
 * @returns undefined when it is the API that answers
 */
export function strangeAnswer(response: HttpResponse, call: Call): ServerError | undefined {
  const { status, headers } = response;
  const { host } = call;
  if (status >= 300 && status < 400)
    return new ServerError("server-path", redirectSentence(headers.location, call), { httpStatus: status });
  if (status === 204 || /[/+]json\b/i.test(headers["content-type"] ?? "")) {
    return typeof response.body === "string" && status !== 204 && status < 500
      ? new ServerError("server-answer", `${host} sent JSON that cannot be read. Try again.`, {
          httpStatus: status,
        })
      : undefined;
  }
  if (status >= 500)
    return new ServerError(
      "server-unavailable",
      `${host} answers with an error page (status ${status}): the server behind the proxy is down or too slow.`,
      { httpStatus: status },
    );
  if (status === 429)
    return new ServerError(
      "server-rate-limited",
      `A proxy at ${host} asks to slow down. Lower the concurrency.`,
      {
        httpStatus: status,
      },
    );
  if (status === 401 || status === 403)
    return new ServerError(
      "server-path",
      `A proxy at ${host} asks for a login (status ${status}) before it lets anybody through to the server. Let its API pass, or add the headers that the proxy wants.`,
      { httpStatus: status },
    );
  return new ServerError(
    "server-path",
    `${host} answers ${pathOf(call.url)} with something else than the API (status ${status}). ${ADDRESS_HINT}`,
    { httpStatus: status },
  );
}

function redirectSentence(location: string | undefined, { host, url }: Call): string {
  const from = new URL(url);
  const to = location !== undefined && URL.canParse(location, url) ? new URL(location, url) : undefined;
  if (to === undefined) return `${host} redirects ${from.pathname}. ${ADDRESS_HINT}`;
  if (to.protocol === "https:" && from.protocol === "http:" && to.pathname === from.pathname)
    return `${host} wants to be called by https. Change the server's address to https://${redact(to.host)}.`;
  const where = to.host === from.host ? to.pathname : `${to.host}${to.pathname}`;
  return `${host} redirects ${from.pathname} to ${redact(where)}, so it is not the API that answers there. ${ADDRESS_HINT}`;
}

const pathOf = (url: string) => new URL(url).pathname;
