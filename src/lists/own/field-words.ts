/** What a column or a property says of a title. */
export type Field =
  | "title"
  | "showTitle"
  | "movieTitle"
  | "originalTitle"
  | "year"
  | "type"
  | "imdb_id"
  | "tmdb_id"
  | "tvdb_id"
  | "showTvdb"
  | "trakt_id"
  | "simkl_id"
  | "anilist_id"
  | "mal_id"
  | "id"
  | "sourceId"
  | "source"
  | "season"
  | "episode"
  | "episodeId"
  | "rating"
  | "stars"
  | "addedAt"
  | "description"
  | "rank"
  | "address"
  | "listState"
  | "status"
  | "followed"
  | "archived"
  | "other";

/**
 * The words by which tools name a field, by the tool. What no export, no documentation and no source of the tool itself
 * confirms is not here. Compared as {@link foldName} makes them: lower case, letters and digits only.
 */
const WORDS: { from: string; words: Partial<Record<Field, string>> }[] = [
  {
    // recorded exports of 2012, 2017, 2020, 2023 and 2024-12; "Your Rating" stands beside IMDb's own
    from: "IMDb",
    words: {
      imdb_id: "const",
      title: "title",
      originalTitle: "original title",
      type: "title type",
      year: "year",
      address: "url",
      rating: "imdb rating",
      addedAt: "created",
      description: "description",
      rank: "position",
      other:
        "modified|your rating|you rated|date rated|directors|genres|num votes|num. votes|runtime (mins)|release date (month/day/year)",
    },
  },
  {
    // recorded exports of 2025-01 and 2026-07; letterboxd.com/about/importing-data
    from: "Letterboxd",
    words: {
      title: "name|title",
      year: "year",
      imdb_id: "imdbid",
      tmdb_id: "tmdbid",
      stars: "rating",
      rating: "rating10",
      addedAt: "date",
      rank: "position",
      address: "url",
      other: "letterboxd uri|letterboxduri|rewatch|review|tags|watched date|watcheddate|directors",
    },
  },
  {
    // recorded export of a list, 2019-07; the objects of the API in the data export
    from: "Trakt",
    words: {
      title: "title",
      year: "year",
      type: "type",
      trakt_id: "trakt id|trakt",
      imdb_id: "imdb id|imdb",
      tmdb_id: "tmdb id|tmdb",
      tvdb_id: "tvdb id|tvdb",
      address: "url",
      addedAt: "listed at|rated at|collected at",
      rank: "rank",
      season: "season number",
      episode: "episode number",
      episodeId: "episode trakt id|episode imdb id|episode tmdb id|episode tvdb id|episode title",
      other:
        "released|runtime|season trakt id|season tmdb id|season tvdb id|episode released|genres|watched at|last watched at",
    },
  },
  {
    // header of its exports of ratings and lists, as three programs that import them quote it (2024 to 2026)
    from: "TMDB",
    words: {
      title: "name|title|original title|original name",
      type: "type|media type",
      tmdb_id: "tmdb id",
      imdb_id: "imdb id",
      year: "release date|first air date",
      season: "season number",
      episode: "episode number",
      rating: "rating",
      description: "overview",
      other: "your rating|date rated|vote average|poster path",
    },
  },
  {
    // tables of the data that TV Time gave out until 2026-07, as four programs that import them quote them
    from: "TV Time",
    words: {
      showTitle: "tv show name|series name",
      movieTitle: "movie name",
      showTvdb: "tv show id|s id",
      year: "release date",
      season: "season number|episode season number",
      episode: "episode number",
      followed: "active",
      archived: "archived",
      type: "entity type",
      other:
        "user id|nb episodes seen|episode id|bulk type|created at|updated at|folder id|diffusion|notification type",
    },
  },
  {
    // its own test of 2025: imdb_id,tvdb_id,type,title,season,episode,is_special,…
    from: "TV Time Liberator",
    words: {
      imdb_id: "imdb id",
      tvdb_id: "tvdb id",
      season: "season",
      episode: "episode",
      other: "is special|is watched|is watchlisted|rewatch count",
    },
  },
  {
    // "Download backup (CSV format)", as three programs that import it quote it
    from: "Simkl",
    words: {
      simkl_id: "simkl id|simkl",
      title: "title",
      type: "type|anime type",
      year: "year",
      listState: "watchlist",
      tvdb_id: "tvdb",
      tmdb_id: "tmdb",
      imdb_id: "imdb",
      other: "last ep watched|watched date|memo",
    },
  },
  {
    // its export, as the importers of eight programs quote it; media_id is the show's, also in rows of seasons
    from: "Yamtrack",
    words: {
      sourceId: "media id",
      source: "source",
      type: "media type",
      title: "title",
      season: "season number",
      episode: "episode number",
      rating: "score",
      status: "status",
      other: "image|progress|start date|end date|notes|progressed at|row type",
    },
  },
  // its ExportService
  {
    from: "Movary",
    words: {
      title: "title",
      year: "year",
      tmdb_id: "tmdbid",
      imdb_id: "imdbid",
      addedAt: "added at",
      rating: "user rating",
      other: "watched at|comment|location",
    },
  },
  // the classes of its export: app/…/dataliberation/model
  {
    from: "SeriesGuide",
    words: { tvdb_id: "tvdb id", tmdb_id: "tmdb id", imdb_id: "imdb id", year: "first aired" },
  },
  // its export, and the types of its web client
  { from: "Watcharr", words: { tmdb_id: "tmdbid", type: "type", title: "title" } },
  // docs/content/exporting.md and an importer of another program
  { from: "Ryot", words: { type: "lot", source: "source", sourceId: "identifier", title: "source id" } },
  // VideoLibrary.GetMovies, VideoLibrary.GetTVShows
  {
    from: "Kodi",
    words: {
      title: "title|label",
      year: "year|premiered",
      rating: "rating",
      description: "plot",
      other: "movie id",
    },
  },
  // recorded custom lists and API answers
  {
    from: "Radarr, Sonarr, MDBList, Steven Lu, Overseerr",
    words: {
      title: "title|name|film|movie",
      showTitle: "show title|show name|series title|tv show|show|series",
      movieTitle: "movie title",
      type: "media type|mediatype|type|category|kind",
      imdb_id: "imdb id",
      tmdb_id: "tmdb id|the movie db id|tmdb show id|tmdb movie id",
      tvdb_id: "tvdb id|the tvdb id",
      anilist_id: "anilist id|anilist",
      mal_id: "mal id|mal|id mal|myanimelist id",
      id: "id",
      year: "year|release year|production year|release date|released|first air date",
      description: "description|overview|summary",
      addedAt: "added at|date added|added",
      season: "season|season number",
      address: "link|uri|imdb url|tmdb url|trakt url|address",
      other: "monitored|has file|language|genre|director|cast",
    },
  },
  // the words of the languages themselves, for tables that people make
  {
    from: "tables by hand",
    words: {
      title:
        "titel|titre|título|titulo|titolo|tytuł|titul|название|タイトル|片名|movies|films|film title|filmtitel|película|filme|filmes|elokuva",
      showTitle: "serie|série|serien|séries|tv series|tv shows|shows",
      year: "jahr|erscheinungsjahr|année|annee|año|ano|anno|jaar|rok|år|год|年|an de sortie|date de sortie",
      type: "typ|art|tipo|medientyp|genre de média|kategorie",
      season: "staffel|saison|temporada|stagione|seizoen",
      rating: "bewertung|note|nota|voto|valutazione|puntuación",
      rank: "nr|no|number|nummer|#",
      id: "imdb/tmdb|imdb or tmdb",
      address: "adresse|lien|enlace|website",
    },
  },
];

/** A name as it is compared: `TMDb ID`, `tmdb_id` and `TmdbId` are one. */
export const foldName = (name: string): string =>
  name === "#"
    ? "#"
    : name
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, "");

const MEANINGS = new Map<string, Field[]>();
for (const { words } of WORDS)
  for (const [field, names] of Object.entries(words) as [Field, string][])
    for (const name of names.split("|")) {
      const known = MEANINGS.get(foldName(name)) ?? [];
      if (!known.includes(field)) known.push(field);
      MEANINGS.set(foldName(name), known);
    }

/** What a name may mean, likeliest first; empty for one that nobody is known to use. */
export const meaningsOf = (name: string): Field[] => MEANINGS.get(foldName(name)) ?? [];
