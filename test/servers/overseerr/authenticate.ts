import type { IncomingHttpHeaders } from "node:http";
import { refuse, refuseAccess } from "./refusal.ts";
import type { UserRow } from "./rows.ts";
import type { World } from "./world.ts";

/** Refuses a call without any key, in the validator's words. */
export function requireKey(headers: IncomingHttpHeaders, path: string): void {
  if (headers["x-api-key"] !== undefined) return;
  const message = "cookie 'connect.sid' required";
  throw refuse(401, message, [{ path, message }]);
}

/**
 * Who calls. The key alone, also with an EMPTY X-API-User, is the administrator. A wrong key and an unknown user get the
 * same 403. A user id that is no number is never answered: the original's promise is rejected unheard.
 */
export async function userOf(headers: IncomingHttpHeaders, { settings, state }: World): Promise<UserRow> {
  if (headers["x-api-key"] !== settings.apiKey) throw refuseAccess();
  const asUser = headers["x-api-user"];
  if (asUser === undefined || asUser === "") return state.users[0] ?? Promise.reject(refuseAccess());
  const id = Number(asUser);
  if (Number.isNaN(id)) await new Promise(() => {});
  const user = state.users.find((row) => row.id === id);
  if (!user) throw refuseAccess();
  return user;
}
