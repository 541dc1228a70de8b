import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CatalogueSeason } from "../catalogue/title.ts";
import type { Product } from "./product.ts";
import type { MediaType, UserRow } from "./rows.ts";
import type { Services } from "./services.ts";
import type { State } from "./state.ts";
import type { Tmdb } from "./tmdb.ts";

/** What every route works on. */
export interface World {
  product: Product;
  state: State;
  catalogue: Catalogue;
  tmdb: Tmdb;
  settings: Settings;
  services: Services;
}

/** The server's own settings, changeable while it runs. */
export interface Settings {
  apiKey: string;
  /** "External API read-only": every POST, PUT and DELETE with an API key is refused. */
  csrf: boolean;
  enableSpecialEpisodes: boolean;
  movie4kEnabled: boolean;
  series4kEnabled: boolean;
  /** Where Seerr takes shows from; requests are always made of TMDB's seasons. */
  metadata: { tv: "tmdb" | "tvdb"; anime: "tmdb" | "tvdb" };
  /** Shows as TheTVDB counts their seasons, by TMDB id. */
  tvdbSeasons: Map<number, CatalogueSeason[]>;
  /** Language of titles when the request names none. */
  locale: string;
  /** How long what a server does after its answer takes. Milliseconds. */
  momentMs: number;
  /** Requests that Radarr or Sonarr refuse: they become FAILED(4) a moment after the 201. */
  refusedByService: { mediaType: MediaType; tmdbId: number }[];
}

/** One validated call of a route. */
export interface Call {
  /** `/movie/278` */
  path: string;
  query: Record<string, string>;
  params: Record<string, number>;
  /** Parameters of the path that are words, as `approve`. */
  words: Record<string, string>;
  body: Record<string, unknown>;
  user: UserRow;
}

/** What a route answers; `json` absent is an empty body. */
export interface Answer {
  status: number;
  json?: unknown;
  headers?: Record<string, string>;
}

export type Handler = (call: Call, world: World) => Answer | Promise<Answer>;
