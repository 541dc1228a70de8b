import type { Texts } from "./dialog.ts";

/** Why the runtime gave no answer, as a sentence; `code` is its own word for it. */
export interface Refusal {
  ok: false;
  code?: string;
  message: string;
  /** HTTP status where this is no answer of the endpoint's own; 0 when there was none. */
  status?: number;
}

/** The header without which the runtime refuses to answer; see endpoints/gate.ts. */
const HEADERS = { "x-list-sync": "1" };

/**
 * Asks one of our endpoints.
 *
 * @param path below `list-sync/`
 * @param body sent as JSON; without one it is a question that changes nothing
 * @param text the node's texts, for the sentence when Node-RED does not answer
 */
export function askRuntime<Answer extends object>(
  path: string,
  text: Texts,
  body?: object,
): Promise<(Answer & { ok?: true }) | Refusal> {
  const request = $.ajax({
    url: `list-sync/${path}`,
    headers: HEADERS,
    ...(body && { method: "POST", contentType: "application/json", data: JSON.stringify(body) }),
  });
  return new Promise((resolve) => {
    request.done(resolve);
    request.fail(({ status, responseJSON }: JQuery.jqXHR) => {
      const said = responseJSON as Partial<Refusal> | undefined;
      const message = said?.message ?? text("answer.unreachable", { status });
      resolve({ ok: false, status, message, ...(said?.code !== undefined && { code: said.code }) });
    });
  });
}

export const isRefusal = (answer: object): answer is Refusal => "ok" in answer && answer.ok === false;
