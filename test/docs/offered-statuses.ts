import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The module of the browser that names the outcomes: it cannot import from src/. */
export const OFFERED_STATUSES = "nodes/dialogs/outcome-statuses.ts";

/** Its text, in the order of their names: what a flow stores of them must not change by opening a dialog. */
export function offeredStatuses(): string {
  const catalogue = join(import.meta.dirname, "../../nodes/locales/en-US/sync-state.json");
  const { status } = JSON.parse(readFileSync(catalogue, "utf8"))["sync-state"];
  const names = Object.keys(status).map((name) => `  "${name}",`);
  return [
    "/** All outcomes, in the order of the dialog; `npm run docs` writes them from their names. */",
    "export const OUTCOME_STATUSES: readonly string[] = [",
    ...names,
    "];",
    "",
  ].join("\n");
}
