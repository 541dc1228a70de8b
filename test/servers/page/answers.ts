import type { pageData } from "./page-data.ts";
import { makePoster } from "./poster.ts";

/** One page of so many rows, by offset or by cursor. */
function page<Row>(query: URLSearchParams, total: number, row: (index: number) => Row) {
  const limit = Number(query.get("limit") ?? 100);
  const from = Number(query.get("cursor") ?? query.get("offset") ?? 0);
  const end = Math.min(total, from + limit);
  const rows = Array.from({ length: Math.max(0, end - from) }, (_, index) => row(from + index));
  return { rows, total, next: end < total ? String(end) : null };
}

/**
 * What the made-up interface answers.
 *
 * @returns undefined for what it does not know
 */
export function answersOf(data: ReturnType<typeof pageData>) {
  const acted = { title: data.title("movie:tmdb:1"), message: "Done." };
  return (route: string, query: URLSearchParams): unknown => {
    if (route.startsWith("poster/")) return makePoster(Number(route.split("/").at(-1)));
    switch (route) {
      case "overview":
        return data.overview;
      case "titles": {
        const text = query.get("text")?.toLowerCase();
        const outcome = query.get("outcome");
        if (!text && !outcome) return page(query, data.titles, data.titleRow);
        const all = Array.from({ length: Math.min(data.titles, 1000) }, (_, index) => data.titleRow(index));
        const found = all.filter(
          (row) => (!text || row.title.toLowerCase().includes(text)) && (!outcome || row.outcome === outcome),
        );
        return page(query, found.length, (index) => found[index]);
      }
      case "titles/choices":
        return data.choices;
      case "title":
        return data.title(query.get("key") ?? "");
      case "title/candidates":
        return { rows: data.title("movie:tmdb:1").candidates };
      case "lists":
        return data.lists;
      case "list":
        return data.list(query.get("list") ?? "");
      case "list/preview":
        return {
          label: "List",
          complete: true,
          rows: data.lists.rows.map(({ label }) => ({ title: label, type: "movie" })),
          warnings: [],
        };
      case "runs":
        return page(query, data.runs, data.runRow);
      case "run":
        return data.run(query.get("id") ?? "");
      case "run/decisions":
        return page(query, Math.min(data.titles, 250), data.decision);
      case "run/export":
        return { rows: [] };
      case "needs-you": {
        const byOutcome = data.waiting > 0 ? { ambiguous: 20, not_found: 20, failed: 20 } : {};
        return {
          ...page(query, data.waiting, data.needsYouRow),
          byOutcome,
          lists: data.waitingLists,
          readAt: new Date().toISOString(),
        };
      }
      case "statistics":
        return data.statistics;
      case "title/retry":
      case "title/ignore":
      case "title/choose":
      case "title/take-back":
      case "title/cancel":
        return acted;
      case "profiles/sync":
      case "profiles/dry-run":
      case "profiles/stop":
      case "list/sync":
      case "list/accept":
        return { runId: "run-0", message: "The sync begins." };
      default:
        return undefined;
    }
  };
}
