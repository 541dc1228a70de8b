import { PERMISSION } from "./permissions.ts";
import type { UserRow } from "./rows.ts";

/**
 * The six users of the recordings: 1 admin, 2 may only request, 3 may request within a quota (2 films, 3 seasons in
 * 7 days), 4 may nothing, 5 is approved automatically, 6 manages requests.
 */
export function recordedUsers(createdAt: string): UserRow[] {
  const user = (id: number, username: string, permissions: number, movies?: number, seasons?: number) => ({
    id,
    username,
    permissions,
    movieQuotaLimit: movies ?? null,
    movieQuotaDays: movies ? 7 : null,
    tvQuotaLimit: seasons ?? null,
    tvQuotaDays: seasons ? 7 : null,
    hasSettings: username === "admin",
    createdAt,
  });
  const { ADMIN, REQUEST, AUTO_APPROVE, MANAGE_REQUESTS } = PERMISSION;
  return [
    user(1, "admin", ADMIN),
    user(2, "friend", REQUEST),
    user(3, "quota", REQUEST, 2, 3),
    user(4, "nobody", 0),
    user(5, "auto", REQUEST + AUTO_APPROVE),
    user(6, "manager", REQUEST + MANAGE_REQUESTS),
  ];
}
