/** Scopes of the fetch cache whose values are answers of sites: they can be had again, so they may be dropped. */
export const ANSWER_SCOPES = ["answers", "pages"] as const;
