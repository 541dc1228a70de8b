import type { ItemType, OutcomeStatus } from "../../items/item.ts";
import type { Decision } from "./decisions.ts";
import type { StoredItem } from "./titles.ts";

/** By what titles are put in order: when they became what they are, by name, by year, when they came. */
export type CatalogueSort = "changed" | "title" | "year" | "added";

/** What narrows titles down; all of it holds. */
export interface CatalogueFilters {
  /** Part of the title, case and accents ignored. */
  text?: string;
  statuses?: OutcomeStatus[];
  types?: ItemType[];
  /** Both ends allowed; titles without a year are in no range. */
  yearFrom?: number;
  yearTo?: number;
  /** Id of the user in whose name a list asks for it; 0: in nobody's. */
  requester?: number;
  /** Whose run found it to be so. */
  profile?: string;
  /** Site of the list that names it first; with `list`, of that list, on which it still is. */
  provider?: string;
  list?: string;
  /** What a person decided. */
  decisions?: Decision["kind"][];
}

/** The place of a title in an order: what it is sorted by, and its number. */
type CataloguePlace = [value: string | number, number: number];

/** Which titles. */
export interface CatalogueQuery extends CatalogueFilters {
  sort: CatalogueSort;
  descending: boolean;
  /** Rows. */
  limit: number;
  /** Rows left out; not with `after`. */
  offset?: number;
  /** Those behind this place. */
  after?: CataloguePlace;
}

/** A title as people look through them. */
export interface CatalogueTitle extends StoredItem {
  /** ISO 8601: since when it is what it is. */
  changedAt: string;
  profile?: string;
  requester?: number;
  decisions: Decision["kind"][];
}

/** A part of the titles. */
interface CataloguePage {
  titles: CatalogueTitle[];
  /** Of all pages. */
  total: number;
  /** Of the last title of a page behind which there are more. */
  next?: CataloguePlace;
}

/** Titles that are alike. */
export interface CatalogueCount {
  provider: string;
  requester?: number;
  status?: OutcomeStatus;
  titles: number;
}

/** Titles as people look through them, and count them. */
export interface Catalogue {
  catalogue(query: CatalogueQuery): Promise<CataloguePage>;
  /** The title of a key. */
  catalogueTitle(key: string): Promise<CatalogueTitle | undefined>;
  /**
   * Titles that wait for a person, newest first: those that somebody has decided on, and no run has looked at since, left out.
   *
   * @param query `profile`: only of this one
   */
  waiting(query: { profile?: string; limit: number; offset: number }): Promise<{
    titles: CatalogueTitle[];
    byStatus: Partial<Record<OutcomeStatus, number>>;
  }>;
  /** All titles, or those of a profile, by what they are. */
  catalogueCounts(profile?: string): Promise<CatalogueCount[]>;
  /** Titles by year, ascending; 0 for those without. */
  catalogueYears(profile?: string): Promise<{ year: number; titles: number }[]>;
}
