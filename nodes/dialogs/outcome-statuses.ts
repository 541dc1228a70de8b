/** All outcomes, in the order of the dialog; `npm run docs` writes them from their names. */
export const OUTCOME_STATUSES: readonly string[] = [
  "requested",
  "already_requested",
  "already_available",
  "partially_available",
  "not_found",
  "ambiguous",
  "blocklisted",
  "declined",
  "quota_exceeded",
  "skipped",
  "would_request",
  "cancelled",
  "failed",
];
