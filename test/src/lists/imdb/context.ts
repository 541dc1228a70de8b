import { imdb } from "../../../../src/lists/imdb/index.ts";
import type { FetchContext, FetchedList } from "../../../../src/lists/provider.ts";
import { fetchWith } from "../../../support/fetch-context.ts";

export { contextFor } from "../../../support/fetch-context.ts";

/** Reads a list of IMDb as a person pasted it. */
export const fetchList = (input: string, context: FetchContext): Promise<FetchedList> =>
  fetchWith(imdb, input, context);
