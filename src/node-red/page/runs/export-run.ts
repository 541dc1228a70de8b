import type { PageResponse } from "../answer.ts";
import type { Asked } from "../contract/types.ts";
import { ask, type DatabaseOnDesk } from "../desk/desk.ts";
import { known, toDecision } from "./read-runs.ts";

const COLUMNS = [
  "title",
  "year",
  "type",
  "outcome",
  "reason",
  "code",
  "httpStatus",
  "requestId",
  "is4k",
  "tmdbId",
  "key",
  "at",
  "lists",
] as const;

const TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" } as const;

/**
 * Writes every decision of a run as it is read, and waits for a slow reader.
 *
 * @throws PageError 404 `not-found` before anything is written
 */
export async function exportRun(
  database: DatabaseOnDesk,
  { id, format }: Asked<"runExport">,
  response: PageResponse,
  signal: AbortSignal,
): Promise<void> {
  const run = known(await ask(database, (store) => store.runHead(id)));
  const store = await database.memory.store();
  response.setHeader("Content-Type", TYPES[format]);
  response.setHeader(
    "Content-Disposition",
    `attachment; filename="list-sync-${fileName(run.startedAt)}.${format}"`,
  );
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (format === "csv") response.write(`\uFEFF${COLUMNS.join(",")}\r\n`);
  for await (const page of store.itemPages({ runId: id })) {
    if (signal.aborted) return;
    const lines = page.map((item) => line(toDecision(item), format)).join("");
    if (lines !== "" && !response.write(lines)) await drained(response, signal);
  }
  response.end();
}

const fileName = (time: string): string => time.slice(0, 19).replaceAll(/[^\d]/g, "-");

type Decision = NonNullable<ReturnType<typeof toDecision>>;

function line(decision: Decision | undefined, format: "csv" | "ndjson"): string {
  if (!decision) return "";
  if (format === "ndjson") return `${JSON.stringify(decision)}\n`;
  const { lists, ...rest } = decision;
  const row: Record<string, unknown> = {
    ...rest,
    lists: lists.map(({ provider, list }) => `${provider}: ${list}`).join("; "),
  };
  return `${COLUMNS.map((name) => cell(row[name])).join(",")}\r\n`;
}

/**
 * Spreadsheets take what begins so for a formula, and titles come from anywhere. Where numbers have a decimal comma, a semicolon
 * begins the next cell as well, whatever quotes stand around it.
 */
const FORMULA = /(^|[;\t\r\n])(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

function cell(value: unknown): string {
  if (value === undefined) return "";
  const plain = typeof value === "string" ? value.replaceAll(FORMULA, "$1'") : String(value);
  return /[",\r\n;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const drained = (response: PageResponse, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      signal.removeEventListener("abort", go);
      response.off("drain", go);
      resolve();
    };
    response.on("drain", go);
    signal.addEventListener("abort", go);
  });
