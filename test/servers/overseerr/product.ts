/** Which of the three programs the server is, each at the version that was recorded. */
export type ProductName = "Overseerr" | "Jellyseerr" | "Seerr";

/** Where the three differ, as far as an API client can see. */
export interface Product {
  name: ProductName;
  version: string;
  /** What they call their list of unwanted titles; Overseerr has none. */
  blockWord?: "blocklist" | "blacklist";
  /** Requests become COMPLETED(5), media DELETED(7). */
  knowsCompleted: boolean;
  /** MediaStatus DELETED; Overseerr's is that of its later branch. */
  deleted: number;
  /** `seasons: "all"` includes season 0, and `[0]` is accepted. */
  allIncludesSpecials: boolean;
  /** `GET /request` takes `mediaType` and `sortDirection`; rows say `canRemove`. */
  richRequestList: boolean;
  /** `GET /request` names the services that failed, `/request/count` counts COMPLETED. */
  serviceErrors: boolean;
  /** `mediaInfo` in search results has `seasons` (Overseerr) or `watchlists`. */
  searchShows: "seasons" | "watchlists";
  /** How it learns that Radarr or Sonarr refuses: only after its 201, or before. */
  refusedAfterwards: (mediaType: "movie" | "tv") => boolean;
  /** What becomes of it when a show without TVDB id goes to Sonarr. */
  noTvdbId: "dropped" | "ends" | "ends with 500";
  /** A declined show that waited falls back to UNKNOWN only a moment later. */
  declinesLate: boolean;
  /** Users and media rows have the Jellyfin columns. */
  jellyfin: boolean;
  /** It can take shows from TheTVDB. */
  metadataSettings: boolean;
}

const PRODUCTS: Record<ProductName, Product> = {
  Overseerr: {
    name: "Overseerr",
    version: "1.34.0",
    knowsCompleted: false,
    deleted: 6,
    allIncludesSpecials: true,
    richRequestList: false,
    serviceErrors: false,
    searchShows: "seasons",
    refusedAfterwards: (mediaType) => mediaType === "movie",
    noTvdbId: "ends with 500",
    declinesLate: true,
    jellyfin: false,
    metadataSettings: false,
  },
  Jellyseerr: {
    name: "Jellyseerr",
    version: "2.7.3",
    blockWord: "blacklist",
    knowsCompleted: true,
    deleted: 7,
    allIncludesSpecials: false,
    richRequestList: true,
    serviceErrors: false,
    searchShows: "watchlists",
    refusedAfterwards: () => true,
    noTvdbId: "ends",
    declinesLate: true,
    jellyfin: true,
    metadataSettings: false,
  },
  Seerr: {
    name: "Seerr",
    version: "3.1.0",
    blockWord: "blocklist",
    knowsCompleted: true,
    deleted: 7,
    allIncludesSpecials: false,
    richRequestList: true,
    serviceErrors: true,
    searchShows: "watchlists",
    refusedAfterwards: () => false,
    noTvdbId: "dropped",
    declinesLate: false,
    jellyfin: true,
    metadataSettings: true,
  },
};

export const productOf = (name: ProductName): Product => PRODUCTS[name];
