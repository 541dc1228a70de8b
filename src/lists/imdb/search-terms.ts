import { ownValue } from "../../own-value.ts";
import { ListError } from "../list-error.ts";
import { readDate, readNumber } from "./search-values.ts";

/** A part of `AdvancedTitleSearchConstraints`; plain JSON. */
export type Constraints = Record<string, unknown>;

/** One URL parameter of IMDb's title search as constraints; it adds a sentence to `warnings` for what it leaves out. */
export type SearchTerm = (value: string, warnings: string[]) => Constraints;

const TITLE_TYPES: Record<string, string> = {
  feature: "movie",
  tv_series: "tvSeries",
  tv_miniseries: "tvMiniSeries",
  tv_movie: "tvMovie",
  tv_special: "tvSpecial",
  tv_short: "tvShort",
  tv_episode: "tvEpisode",
  short: "short",
  video: "video",
  game: "videoGame",
  video_game: "videoGame",
  music_video: "musicVideo",
  podcast_series: "podcastSeries",
  podcast_episode: "podcastEpisode",
};

/** Genres that are not simply their parameter with a capital letter. */
const GENRES: Record<string, string> = {
  "film-noir": "Film-Noir",
  "game-show": "Game-Show",
  "reality-tv": "Reality-TV",
  "sci-fi": "Sci-Fi",
  "talk-show": "Talk-Show",
};

/** `groups=top_250`: the rank up to which a chart's titles are meant. */
const GROUP = /^(top|bottom)_(\d+)$/;

const split = (value: string): string[] =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const positive = (value: string): string[] => split(value).filter((part) => !part.startsWith("!"));

const negative = (value: string): string[] =>
  split(value)
    .filter((part) => part.startsWith("!"))
    .map((part) => part.slice(1));

/** `{ [name]: values }`, or nothing when there are no values: IMDb refuses empty lists. */
const ifAny = (name: string, values: unknown[]): Constraints => (values.length > 0 ? { [name]: values } : {});

const genre = (name: string): string => {
  const key = name.toLowerCase().replaceAll("_", "-");
  return ownValue(GENRES, key) ?? key.charAt(0).toUpperCase() + key.slice(1);
};

/** A term whose values may all be wanted, or with `!` not wanted. */
const wanted =
  (constraint: string, all: string, none: string, value: (text: string) => string): SearchTerm =>
  (text) => ({
    [constraint]: {
      ...ifAny(all, positive(text).map(value)),
      ...ifAny(none, negative(text).map(value)),
    },
  });

/** A term that can only name what is wanted; `!` is said to be left out. */
const only =
  (constraint: string, field: string, name: string, value: (text: string) => unknown): SearchTerm =>
  (text, warnings) => {
    for (const excluded of negative(text)) warnings.push(`The search's "${name}=!${excluded}" is ignored.`);
    const values = positive(text).map(value);
    return values.length > 0 ? { [constraint]: { [field]: values } } : {};
  };

/** `7,9`, `7,` or `,9`; one number alone is the least. */
const range =
  (constraint: string, field: string, name: string): SearchTerm =>
  (text) => {
    const [from = "", to = ""] = text.split(",").map((part) => part.trim());
    const limits: Record<string, number> = {};
    if (from !== "") limits.min = readNumber(from, name);
    if (to !== "") limits.max = readNumber(to, name);
    return Object.keys(limits).length > 0 ? { [constraint]: { [field]: limits } } : {};
  };

const releaseDate: SearchTerm = (text) => {
  const [from = "", to = text.includes(",") ? "" : text] = text.split(",").map((part) => part.trim());
  const limits: Record<string, string> = {};
  if (from !== "") limits.start = readDate(from, false);
  if (to !== "") limits.end = readDate(to, true);
  if (Object.keys(limits).length === 0) return {};
  return { releaseDateConstraint: { releaseDateRange: limits } };
};

const titleTypes: SearchTerm = (text, warnings) =>
  only("titleTypeConstraint", "anyTitleTypeIds", "title_type", (type) => {
    const id = ownValue(TITLE_TYPES, type.toLowerCase());
    if (id) return id;
    throw new ListError(
      "bad-input",
      `IMDb search: "title_type=${type}" is unknown. Known are: ${Object.keys(TITLE_TYPES).join(", ")}.`,
    );
  })(text, warnings);

const groups: SearchTerm = (text, warnings) => {
  const lists: Constraints[] = [];
  for (const group of split(text)) {
    const [, end, rank] = GROUP.exec(group.toLowerCase()) ?? [];
    const rankedTitleListType = end === "bottom" ? "LOWEST_RATED_MOVIES" : "TOP_RATED_MOVIES";
    if (end) lists.push({ rankRange: { max: Number(rank) }, rankedTitleListType });
    else warnings.push(`The search's "groups=${group}" is ignored: only top_N and bottom_N are known.`);
  }
  return lists.length > 0 ? { rankedTitleListConstraint: { allRankedTitleLists: lists } } : {};
};

const certificate = (text: string): Constraints => {
  const [region = "", rating = ""] = text.split(":");
  if (region && rating) return { rating, region };
  throw new ListError("bad-input", `IMDb search: "certificates=${text}" is unknown. Write it like US:PG-13.`);
};

/**
 * The parameters of `/search/title/` that can be asked for, by their name (read in maintained programs, 2026; the
 * genre, date, type and rating constraints are recorded).
 */
export const SEARCH_TERMS: Record<string, SearchTerm> = {
  title: (text) => ({ titleTextConstraint: { searchTerm: text } }),
  title_type: titleTypes,
  genres: wanted("genreConstraint", "allGenreIds", "excludeGenreIds", genre),
  release_date: releaseDate,
  year: releaseDate,
  user_rating: range("userRatingsConstraint", "aggregateRatingRange", "user_rating"),
  num_votes: range("userRatingsConstraint", "ratingsCountRange", "num_votes"),
  runtime: range("runtimeConstraint", "runtimeRangeMinutes", "runtime"),
  countries: only("originCountryConstraint", "anyCountries", "countries", (code) => code.toUpperCase()),
  country_of_origin: only("originCountryConstraint", "anyPrimaryCountries", "country_of_origin", (code) =>
    code.toUpperCase(),
  ),
  languages: only("languageConstraint", "anyLanguages", "languages", (code) => code.toLowerCase()),
  primary_language: only("languageConstraint", "anyPrimaryLanguages", "primary_language", (code) =>
    code.toLowerCase(),
  ),
  groups,
  lists: wanted("listConstraint", "inAllLists", "notInAnyList", (id) => id.toLowerCase()),
  role: only("titleCreditsConstraint", "allCredits", "role", (nameId) => ({ nameId: nameId.toLowerCase() })),
  companies: only("creditedCompanyConstraint", "anyCompanyIds", "companies", (id) => id.toLowerCase()),
  keywords: only("keywordConstraint", "allKeywords", "keywords", (word) =>
    word.toLowerCase().replaceAll(/[ _]+/g, "-"),
  ),
  certificates: only("certificateConstraint", "anyRegionCertificateRatings", "certificates", certificate),
  adult: (text) =>
    text === "include" ? { explicitContentConstraint: { explicitContentFilter: "INCLUDE_ADULT" } } : {},
};
