/** Bits of a user's permissions, the same in all three products (server/lib/permissions.ts). */
const BIT = {
  admin: 2,
  manageRequests: 16,
  request: 32,
  autoApprove: 128,
  autoApproveMovie: 256,
  autoApproveTv: 512,
  request4k: 1024,
  request4kMovie: 2048,
  request4kTv: 4096,
  advanced: 8192,
  requestMovie: 262_144,
  requestTv: 524_288,
} as const;

/** What a user may do, as far as it matters to us. */
export interface Permissions {
  admin: boolean;
  /** May retry, approve and decline requests, and delete those of others. */
  manageRequests: boolean;
  requestMovie: boolean;
  requestTv: boolean;
  request4kMovie: boolean;
  request4kTv: boolean;
  /** Requests of movies need no approval. */
  autoApproveMovie: boolean;
  autoApproveTv: boolean;
  /** May choose the Radarr or Sonarr server, profile, folder and tags. */
  advanced: boolean;
}

/** Reads a permission mask; an administrator may do everything. */
export function readPermissions(mask: number): Permissions {
  const may = (...bits: number[]) => [BIT.admin, ...bits].some((bit) => (mask & bit) !== 0);
  return {
    admin: may(),
    manageRequests: may(BIT.manageRequests),
    requestMovie: may(BIT.request, BIT.requestMovie),
    requestTv: may(BIT.request, BIT.requestTv),
    request4kMovie: may(BIT.request4k, BIT.request4kMovie),
    request4kTv: may(BIT.request4k, BIT.request4kTv),
    autoApproveMovie: may(BIT.manageRequests, BIT.autoApprove, BIT.autoApproveMovie),
    autoApproveTv: may(BIT.manageRequests, BIT.autoApprove, BIT.autoApproveTv),
    advanced: may(BIT.manageRequests, BIT.advanced),
  };
}
