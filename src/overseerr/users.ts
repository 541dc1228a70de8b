/** A user of the server. */
export interface User {
  id: number;
  name: string;
  /** Bit mask, see permissions.ts; absent when the server hides it from us. */
  permissions?: number;
}

/** What a user may still request. */
export interface Quota {
  movie: QuotaPart;
  /** Counted in seasons. */
  tv: QuotaPart;
}

export interface QuotaPart {
  /** 0: no limit. */
  limit: number;
  /** Length of the period. */
  days?: number;
  used: number;
  /** Absent without a limit. */
  remaining?: number;
  restricted: boolean;
}
