/** A row of the lists, as the flow stores it; options that are not set are left out. */
export interface ListEntry {
  enabled?: boolean;
  provider?: string;
  list?: string;
  limit?: string | number;
  /** How `limit` is computed; without it, it is a number. */
  limitType?: string;
  mediaType?: string;
  yearFrom?: string | number;
  yearTo?: string | number;
  minRating?: string | number;
  requestAs?: string | number;
  name?: string;
}

/** The options of a list, in the order of the dialog. */
export const OPTIONS = [
  "limit",
  "mediaType",
  "yearFrom",
  "yearTo",
  "minRating",
  "requestAs",
  "name",
] as const;

export const BLANK: ListEntry = { enabled: true, provider: "detect", list: "" };

const MEDIA_TYPES: Record<string, string> = {
  movie: "movie",
  movies: "movie",
  tv: "tv",
  show: "tv",
  shows: "tv",
  series: "tv",
};

/** An entry as the dialog shows it; other words for types that the runtime takes too become the dialog's. */
export function shownEntry(given: string | ListEntry): ListEntry {
  const entry = { ...BLANK, ...(typeof given === "string" ? { list: given } : given) };
  if (entry.mediaType) entry.mediaType = MEDIA_TYPES[String(entry.mediaType).trim().toLowerCase()] ?? "";
  return entry;
}
