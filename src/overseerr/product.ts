export type ProductName = "Overseerr" | "Jellyseerr" | "Seerr";

/** Which of the three servers answers, and what it can do. */
export interface Product {
  name: ProductName;
  /** `3.1.0`, `develop-1a2b3c` or `unknown`. */
  version: string;
  /** A 4K Radarr is configured; without one a 4K request is accepted and nothing happens. */
  movie4k: boolean;
  /** A 4K Sonarr is configured. */
  series4k: boolean;
  /** Season 0 can be requested. */
  specials: boolean;
  /** Single seasons can be requested. */
  partialRequests: boolean;
}
