import { ListError } from "../list-error.ts";
import { type Constraints, SEARCH_TERMS } from "./search-terms.ts";

/** What a search address asks for; plain JSON. */
export interface ImdbSearch {
  constraints: Constraints;
  sort: { sortBy: string; sortOrder: "ASC" | "DESC" };
  /** `count=` of the address. */
  count?: number;
  /** Sentences about parameters that are not understood. */
  warnings: string[];
  /** The parameters that matter, in a fixed order: the same search in the same words. */
  canonical: string;
}

const SORTS: Record<string, string> = {
  moviemeter: "POPULARITY",
  alpha: "TITLE_REGIONAL",
  user_rating: "USER_RATING",
  num_votes: "USER_RATING_COUNT",
  boxoffice_gross_us: "BOX_OFFICE_GROSS_DOMESTIC",
  runtime: "RUNTIME",
  year: "YEAR",
  release_date: "RELEASE_DATE",
};

/** They change what a page looks like, not which titles are meant. */
const LOOKS = new Set(["ref_", "ref", "view", "explore", "start", "page", "mode"]);

/**
 * Reads the parameters of an `/search/title/` address.
 *
 * What is not understood becomes a warning and is never dropped in silence: a search without one of its conditions
 * can mean thousands of titles.
 *
 * @throws ListError `bad-input` when a value cannot be meant, or when nothing limits the search
 */
export function readSearchUrl(parameters: URLSearchParams): ImdbSearch {
  const warnings: string[] = [];
  const constraints: Constraints = {};
  const kept: string[] = [];
  let sort: ImdbSearch["sort"] = { sortBy: "POPULARITY", sortOrder: "ASC" };
  let count: number | undefined;
  for (const [name, value] of [...parameters].sort(([a], [b]) => (a < b ? -1 : Number(a > b)))) {
    if (LOOKS.has(name) || value === "") continue;
    const term = Object.hasOwn(SEARCH_TERMS, name) ? SEARCH_TERMS[name] : undefined;
    if (name === "sort") sort = readSort(value, warnings) ?? sort;
    else if (name === "count") count = Number(value) > 0 ? Math.floor(Number(value)) : undefined;
    else if (term) merge(constraints, term(value, warnings));
    else warnings.push(ignored(name));
    if (term || name === "sort") kept.push(`${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
  }
  if (Object.keys(constraints).length === 0)
    throw new ListError(
      "bad-input",
      "This IMDb search contains no known condition, so it would match every title. Add one, for example title_type, genres, release_date, user_rating or num_votes.",
    );
  return { constraints, sort, ...(count !== undefined && { count }), warnings, canonical: kept.join("&") };
}

function readSort(value: string, warnings: string[]): ImdbSearch["sort"] | undefined {
  const [by = "", order = "asc"] = value.toLowerCase().split(",");
  const sortBy = Object.hasOwn(SORTS, by) ? SORTS[by] : undefined;
  if (sortBy) return { sortBy, sortOrder: order === "desc" ? "DESC" : "ASC" };
  warnings.push(`The search's "sort=${value}" is unknown: it is sorted by popularity.`);
  return undefined;
}

const ignored = (name: string): string =>
  name === "my_ratings"
    ? `The search's "my_ratings" is ignored: it needs a login.`
    : `The search's "${name}" is ignored, so it may give more titles than IMDb's page shows.`;

/** Two parameters may fill one constraint: `user_rating` and `num_votes`. */
function merge(into: Constraints, from: Constraints): void {
  for (const [name, value] of Object.entries(from))
    into[name] = { ...(into[name] as Constraints | undefined), ...(value as Constraints) };
}
