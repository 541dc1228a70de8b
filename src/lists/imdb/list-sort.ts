const FIELDS: Record<string, string> = {
  list_order: "LIST_ORDER",
  date_added: "DATE_ADDED",
  moviemeter: "POPULARITY",
  alpha: "TITLE_REGIONAL",
  user_rating: "USER_RATING",
  num_votes: "USER_RATING_COUNT",
  runtime: "RUNTIME",
  release_date: "RELEASE_DATE",
};

/** How a list is sorted before a limit cuts it. */
export interface ListSort {
  by: string;
  order: "ASC" | "DESC";
}

/** The order in which the list's owner put it. */
export const LIST_ORDER: ListSort = { by: "LIST_ORDER", order: "ASC" };

/**
 * Reads `sort=` of a list's address (`date_added,desc`).
 *
 * @returns undefined when IMDb knows no such order
 */
export function readListSort(value: string): ListSort | undefined {
  const [field = "", order] = value.toLowerCase().split(/[,:]/);
  const by = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  return by ? { by, order: order === "desc" ? "DESC" : "ASC" } : undefined;
}
