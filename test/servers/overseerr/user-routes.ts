import { pageOf } from "./page.ts";
import { hasAny, PERMISSION } from "./permissions.ts";
import { refuse } from "./refusal.ts";
import type { UserRow } from "./rows.ts";
import { publicUserJson, userJson, userWithSettingsJson } from "./user-json.ts";
import type { Answer, Call, World } from "./world.ts";

/** `GET /auth/me`: who the key, or X-API-User, stands for. */
export const me = ({ user }: Call, world: World): Answer => ({
  status: 200,
  json: userWithSettingsJson(user, world),
});

/** `GET /user`: everybody may list users; private fields only to who manages them. */
export function listUsers({ query, user }: Call, world: World): Answer {
  const json = hasAny(user, PERMISSION.MANAGE_USERS) ? userJson : publicUserJson;
  const values: Record<string, (row: UserRow) => number | string> = {
    requests: (row) => -world.state.requestCount(row.id),
    displayname: (row) => row.username,
  };
  const value = values[query.sort ?? ""] ?? ((row) => row.id);
  const rows = world.state.users
    .filter((row) => !query.q || row.username.includes(query.q))
    .sort((a, b) => (value(a) > value(b) ? 1 : -1));
  return { status: 200, json: pageOf(rows, query, 10, (row) => json(row, world)) };
}

/** `GET /user/{userId}` */
export function oneUser({ params, user }: Call, world: World): Answer {
  const wanted = world.state.users.find((row) => row.id === params.userId);
  if (!wanted) throw refuse(404, "User not found.");
  const json = hasAny(user, PERMISSION.MANAGE_USERS) ? userJson : publicUserJson;
  return { status: 200, json: json(wanted, world) };
}
