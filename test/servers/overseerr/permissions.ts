import type { UserRow } from "./rows.ts";

/** Permission bits of the server (the ones that matter to an API client). */
export const PERMISSION = {
  ADMIN: 2,
  MANAGE_USERS: 8,
  MANAGE_REQUESTS: 16,
  REQUEST: 32,
  AUTO_APPROVE: 128,
  AUTO_APPROVE_MOVIE: 256,
  AUTO_APPROVE_TV: 512,
  REQUEST_4K: 1024,
  REQUEST_4K_MOVIE: 2048,
  REQUEST_4K_TV: 4096,
  REQUEST_VIEW: 16384,
  AUTO_APPROVE_4K: 32768,
  AUTO_APPROVE_4K_MOVIE: 65536,
  AUTO_APPROVE_4K_TV: 131072,
  REQUEST_MOVIE: 262144,
  REQUEST_TV: 524288,
} as const;

export type Permission = (typeof PERMISSION)[keyof typeof PERMISSION];

/** Whether a user has at least one of the permissions; an administrator has all. */
export const hasAny = (user: UserRow, ...wanted: Permission[]) =>
  [PERMISSION.ADMIN, ...wanted].some((bit) => (user.permissions & bit) !== 0);

/** Whether a user has every one of the permissions. */
export const hasAll = (user: UserRow, ...wanted: Permission[]) => wanted.every((bit) => hasAny(user, bit));
