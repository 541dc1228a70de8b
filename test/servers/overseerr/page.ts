import type { Call } from "./world.ts";

/**
 * One page of rows in the server's form. `take` is not limited above and 0 means the default; `skip` beyond the end
 * is an empty page with the totals kept.
 */
export function pageOf<Row, Json>(rows: Row[], query: Call["query"], size: number, json: (row: Row) => Json) {
  const take = Number(query.take ?? 0) || size;
  const skip = Number(query.skip ?? 0);
  return {
    pageInfo: {
      pages: Math.ceil(rows.length / take),
      pageSize: take,
      results: rows.length,
      page: Math.ceil(skip / take) + 1,
    },
    results: rows.slice(skip, skip + take).map(json),
  };
}
