import type { ParsedList } from "../provider.ts";
import type { ImdbSearch } from "./search-url.ts";

/** A list of IMDb, with the search or the order that its address asks for. */
export interface ImdbList extends ParsedList {
  params?: {
    search?: Omit<ImdbSearch, "canonical">;
    sort?: string;
    /** What `parse` had to leave out. */
    warnings?: string[];
  };
}
