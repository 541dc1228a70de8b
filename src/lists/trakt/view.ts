/** How a list is to be shown: the `display` and `sort` of its address. */
export interface View {
  display?: string;
  sort?: string;
}

/** Parameters of addresses that are read by {@link viewOf}; `mode` and `type` are the app's. */
export const VIEW_PARAMETERS = ["sort", "display", "mode", "type"];

/** `rank,asc` is what a list has anyway, and the app writes it into every address. */
export function viewOf(query: URLSearchParams): View {
  const shown = ["display", "mode", "type"].map((name) => query.get(name) ?? "");
  const [display] = shown.flatMap(
    (word) => /^(movie|show|season|episode)s?$/i.exec(word)?.[1]?.toLowerCase() ?? [],
  );
  const sort = /^[a-z_]+,(?:asc|desc)$/i.exec(query.get("sort") ?? "")?.[0]?.toLowerCase();
  return {
    ...(display === undefined ? {} : { display }),
    ...(sort === undefined || sort === "rank,asc" ? {} : { sort }),
  };
}
