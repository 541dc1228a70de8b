import type { ApiCall } from "../connection/api-call.ts";

/**
 * What may fail by itself while the rest works: searches and details ask TMDB behind the server, a POST asks Radarr and
 * Sonarr, everything else the server's own database.
 */
export const CALL_KINDS = ["search", "details", "post"] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** The kind of a call; undefined for the others, which fail for the whole run when they fail. */
export function kindOf({ method = "GET", path }: Pick<ApiCall, "method" | "path">): CallKind | undefined {
  if (method === "POST") return path === "/request" ? "post" : undefined;
  if (method !== "GET") return undefined;
  if (path.startsWith("/search?")) return "search";
  return /^\/(movie|tv)\/\d+(\?|$)/.test(path) ? "details" : undefined;
}
