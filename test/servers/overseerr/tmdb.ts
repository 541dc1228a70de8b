import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CatalogueMovie, CatalogueShow } from "../catalogue/title.ts";

/** TMDB as the server sees it. */
export interface Tmdb {
  /** `failing`: it answers `failure`; `hanging`: it never answers, and neither does the server, which has no timeout. */
  mode: "up" | "failing" | "hanging";
  failure: number;
  latencyMs: number;
  movie(tmdbId: number): Promise<CatalogueMovie>;
  show(tmdbId: number): Promise<CatalogueShow>;
  /** Any other call: waits, then fails when TMDB does. */
  ask(): Promise<void>;
}

/** TMDB's answer was not 2xx. */
class TmdbError extends Error {
  constructor(status: number) {
    super(`Request failed with status code ${status}`);
  }
}

export function createTmdb(catalogue: Catalogue): Tmdb {
  const tmdb: Tmdb = {
    mode: "up",
    failure: 429,
    latencyMs: 0,
    async movie(tmdbId) {
      await tmdb.ask();
      const found = catalogue.byTmdb("movie", tmdbId);
      if (!found) throw new TmdbError(404);
      return found;
    },
    async show(tmdbId) {
      await tmdb.ask();
      const found = catalogue.byTmdb("tv", tmdbId);
      if (!found) throw new TmdbError(404);
      return found;
    },
    async ask() {
      if (tmdb.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, tmdb.latencyMs));
      if (tmdb.mode === "failing") throw new TmdbError(tmdb.failure);
      if (tmdb.mode === "hanging") await new Promise(() => {});
    },
  };
  return tmdb;
}
