import { InputError, ListSyncError } from "../../errors.ts";
import { reportable } from "../report-error.ts";

/** Why the page is answered something else than it asked for. Codes: `no-route`, `forbidden`, `timeout`, `no-database`, `not-found`, `changed`. */
export class PageError extends ListSyncError {
  /** HTTP status of the answer. */
  readonly status: 403 | 404 | 409 | 503 | 504;
  /** What the answer says beside the error. */
  readonly beside: object;

  constructor(status: PageError["status"], code: string, message: string, beside: object = {}) {
    super(code, message);
    this.status = status;
    this.beside = beside;
  }
}

/** What is answered when an error was thrown. */
export interface ErrorAnswer {
  status: number;
  body: { error: { code: string; message: string } };
}

/**
 * The answer to an error: 400 for wrong input, 503 while the database does not answer, 502 for what somebody else answered
 * wrong, 500 for the unexpected.
 */
export function errorAnswer(error: unknown): ErrorAnswer {
  const { code, message } = reportable(error);
  const beside = error instanceof PageError ? error.beside : {};
  return { status: statusOf(error, code), body: { error: { code, message }, ...beside } };
}

function statusOf(error: unknown, code: string): number {
  if (error instanceof PageError) return error.status;
  if (error instanceof InputError) return 400;
  if (code.startsWith("state-")) return 503;
  return code === "unexpected" ? 500 : 502;
}
