/** MediaStatus of the server. */
export const MEDIA = {
  UNKNOWN: 1,
  PENDING: 2,
  PROCESSING: 3,
  PARTIALLY_AVAILABLE: 4,
  AVAILABLE: 5,
  BLOCKLISTED: 6,
  DELETED: 7,
} as const;

/** MediaRequestStatus of the server. */
export const REQUEST = { PENDING: 1, APPROVED: 2, DECLINED: 3, FAILED: 4, COMPLETED: 5 } as const;

export type MediaType = "movie" | "tv";

export interface UserRow {
  id: number;
  username: string;
  /** Bit mask, see permissions.ts. */
  permissions: number;
  movieQuotaLimit: number | null;
  movieQuotaDays: number | null;
  tvQuotaLimit: number | null;
  tvQuotaDays: number | null;
  /** Their own settings were saved once; until then the server has none. */
  hasSettings: boolean;
  createdAt: string;
}

interface SeasonRow {
  id: number;
  seasonNumber: number;
  status: number;
  status4k: number;
  createdAt: string;
  updatedAt: string;
}

export interface MediaRow {
  id: number;
  mediaType: MediaType;
  tmdbId: number;
  tvdbId: number | null;
  imdbId: string | null;
  status: number;
  status4k: number;
  seasons: SeasonRow[];
  serviceId: number | null;
  externalServiceId: number | null;
  externalServiceSlug: string | null;
  createdAt: string;
  updatedAt: string;
}

interface RequestSeasonRow {
  id: number;
  seasonNumber: number;
  status: number;
  createdAt: string;
  updatedAt: string;
}

export interface RequestRow {
  id: number;
  type: MediaType;
  status: number;
  is4k: boolean;
  mediaId: number;
  requestedBy: number;
  modifiedBy: number | null;
  seasons: RequestSeasonRow[];
  serverId: number | null;
  profileId: number | null;
  rootFolder: string | null;
  languageProfileId: number | null;
  tags: number[] | null;
  createdAt: string;
  updatedAt: string;
}

export interface BlockRow {
  id: number;
  mediaType: MediaType;
  title: string;
  tmdbId: number;
  userId: number;
  createdAt: string;
}
