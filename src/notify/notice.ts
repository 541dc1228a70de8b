import type { News } from "./news.ts";

/** How well things stand: `failure` a sync broke off, `warning` somebody should look. */
export type Level = "success" | "info" | "warning" | "failure";

/** A line of a section. Nothing in it is escaped. */
export interface Line {
  text: string;
  /** Why, or how many. */
  detail?: string;
  url?: string;
  poster?: string;
  /** Of a list: it could not be read. */
  isFailed?: boolean;
}

export interface Section {
  kind: "results" | "requested" | "available" | "problems" | "lists";
  name: string;
  lines: Line[];
}

/** What a message says, for every channel: cleaned, in order, and not escaped. */
export interface Notice {
  level: Level;
  title: string;
  /** One line: `3 requested, 2 not found, 95 already there.` */
  summary: string;
  /** Of titles, handled without a problem. */
  progress?: { done: number; total: number };
  /** Numbers that stand beside each other: movies, duration. */
  facts: { name: string; value: string }[];
  sections: Section[];
  /** The profile, where all of it is of one. */
  profile?: string;
  /** ISO 8601. */
  at: string;
  /** What it says, as numbers and lists, for templates and flows. */
  news: News[];
}

/** The first poster, for channels that show one picture. */
export const posterOf = ({ sections }: Notice): string | undefined =>
  sections.flatMap(({ lines }) => lines).find((line) => line.poster !== undefined)?.poster;
