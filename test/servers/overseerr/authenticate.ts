import type { IncomingHttpHeaders } from "node:http";
import { ProcessEnd } from "./process-end.ts";
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
 * same 403. A user id that is no number ends the server.
 */
export function userOf(headers: IncomingHttpHeaders, { settings, state }: World): UserRow {
  if (headers["x-api-key"] !== settings.apiKey) throw refuseAccess();
  const asUser = headers["x-api-user"];
  const [admin] = state.users;
  if (admin && (asUser === undefined || asUser === "")) return admin;
  const id = Number(asUser);
  if (Number.isNaN(id)) throw new ProcessEnd(`X-API-User ${asUser}`);
  const user = state.users.find((row) => row.id === id);
  if (!user) throw refuseAccess();
  return user;
}
