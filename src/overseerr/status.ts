/**
 * Status of a title or season (server/constants/media.ts of Overseerr 1.34, Jellyseerr 2.0 to 2.7, Seerr 3.1).
 * Overseerr ends at 5; 6 is called BLACKLISTED in Jellyseerr; 7 exists from Jellyseerr 2.6 on.
 */
export const MEDIA_STATUS = {
  /** Known, and free to request; may hide a declined request. */
  UNKNOWN: 1,
  /** A request waits for approval. */
  PENDING: 2,
  /** Approved, or being fetched. */
  PROCESSING: 3,
  PARTIALLY_AVAILABLE: 4,
  AVAILABLE: 5,
  BLOCKLISTED: 6,
  /** Was there and is gone; may hide a pending request. */
  DELETED: 7,
} as const;

/** Status of a request. COMPLETED exists from Jellyseerr 2.6 on; before that such a request stays APPROVED. */
export const REQUEST_STATUS = {
  PENDING: 1,
  APPROVED: 2,
  DECLINED: 3,
  FAILED: 4,
  COMPLETED: 5,
} as const;

const nameIn = (statuses: Record<string, number>, status: number) =>
  Object.entries(statuses)
    .find(([, value]) => value === status)?.[0]
    .toLowerCase()
    .replaceAll("_", " ");

/** `declined`, or `status 9` for a number that this version does not know. */
export const requestStatusName = (status: number): string =>
  nameIn(REQUEST_STATUS, status) ?? `status ${status}`;

/** False for a number of some later version: such a title must not be requested blindly. */
export const isKnownMediaStatus = (status: number): boolean => nameIn(MEDIA_STATUS, status) !== undefined;

/** A request that still stands: neither declined nor over. A failed one stands; it wants a retry, not a second one. */
export const isOpenRequest = (status: number): boolean =>
  status !== REQUEST_STATUS.DECLINED && status !== REQUEST_STATUS.COMPLETED;

/** From the least to the most advanced; a number nobody knows comes after DELETED, because it may mean "there". */
const ORDER: readonly number[] = [
  MEDIA_STATUS.UNKNOWN,
  MEDIA_STATUS.DELETED,
  Number.NaN,
  MEDIA_STATUS.BLOCKLISTED,
  MEDIA_STATUS.PENDING,
  MEDIA_STATUS.PROCESSING,
  MEDIA_STATUS.PARTIALLY_AVAILABLE,
  MEDIA_STATUS.AVAILABLE,
];

const rank = (status: number) => (isKnownMediaStatus(status) ? ORDER.indexOf(status) : 2);

/** The more advanced of two MediaStatus numbers. */
export const moreAdvanced = (a: number, b: number): number => (rank(b) > rank(a) ? b : a);
