import type { ProductName } from "./product.ts";

/** What becomes of a title or a season. Our own numbers, which are those of Jellyseerr from 2.6 on and of Seerr. */
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

const { UNKNOWN, PENDING, PROCESSING, PARTIALLY_AVAILABLE, AVAILABLE, BLOCKLISTED, DELETED } = MEDIA_STATUS;
const EVERYWHERE = [UNKNOWN, PENDING, PROCESSING, PARTIALLY_AVAILABLE, AVAILABLE];

/**
 * What the numbers 1, 2, 3 … of a product mean (server/constants/media.ts of Overseerr 1.34 and its later branch,
 * Jellyseerr 2.0 to 2.7, Seerr 3.1). Overseerr has no blocklist, and came to DELETED by itself.
 */
const NUMBERS: Record<ProductName, readonly number[]> = {
  Overseerr: [...EVERYWHERE, DELETED],
  Jellyseerr: [...EVERYWHERE, BLOCKLISTED, DELETED],
  Seerr: [...EVERYWHERE, BLOCKLISTED, DELETED],
};

/** Whether a product must be known to say what a number of its server means. */
export const differsByProduct = (status: unknown): boolean =>
  typeof status === "number" && status > AVAILABLE;

/**
 * A server's number in ours. One that the product's table does not have stays, so that it can be told; below zero where
 * it would be taken for one of ours.
 *
 * @param product undefined where no number differs
 */
export function mediaStatus(status: unknown, product: ProductName | undefined): number {
  if (typeof status !== "number") return UNKNOWN;
  const ours = NUMBERS[product ?? "Seerr"][status - 1];
  return ours ?? (isKnownMediaStatus(status) ? -status : status);
}

/** The number as the server gave it, of a status that nobody knows. */
export const serversNumber = (status: number): number => Math.abs(status);

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
