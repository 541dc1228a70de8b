import type { HttpResponse } from "../../http/http.ts";
import type { ServerError, ServerErrorCode } from "../server-error.ts";
import { errorText, isDenied, serverError } from "./response-error.ts";
import type { Call } from "./strange-answer.ts";

/** How long a verdict holds: a run full of titles for one wrong user asks once, and a corrected user is soon noticed. */
const VERDICT_MS = 30_000;

/**
 * Makes the function that finds out who is meant by a 403 that names nobody: the key, the user to act as, or a
 * permission. It asks `/auth/me`, first as the key's own user, then as the other one.
 *
 * @param me calls `/auth/me`
 * @param now milliseconds since the epoch
 */
export function createDenialCheck(
  me: (asUser: number | undefined, signal?: AbortSignal) => Promise<HttpResponse>,
  now: () => number = Date.now,
): (response: HttpResponse, call: Call, signal?: AbortSignal) => Promise<ServerError> {
  const verdicts = new Map<number | undefined, { code: ServerErrorCode; until: number }>();

  const judge = async (asUser: number | undefined, signal?: AbortSignal): Promise<ServerErrorCode> => {
    if (isDenied(await me(undefined, signal))) return "server-key";
    if (asUser !== undefined && isDenied(await me(asUser, signal))) return "server-user";
    return "server-permission";
  };

  return async (response, call, signal) => {
    let verdict = verdicts.get(call.asUser);
    if (verdict === undefined || verdict.until < now()) {
      verdict = { code: await judge(call.asUser, signal), until: now() + VERDICT_MS };
      verdicts.set(call.asUser, verdict);
    }
    return serverError(verdict.code, call, errorText(response), response);
  };
}
