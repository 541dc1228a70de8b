/**
 * Why there is no answer, as far as it matters to what is shown:
 * - `away`: nobody answers, Node-RED restarts or the network is gone
 * - `login`: nobody is logged in, or no longer
 * - `forbidden`: who is logged in may not
 * - `conflict`: somebody else did something meanwhile
 * - `missing`: there is no such thing
 * - `busy`: it may work in a moment
 * - `refused`: what was asked for is wrong
 * - `broken`: everything else
 */
export type Trouble = "away" | "login" | "forbidden" | "conflict" | "missing" | "busy" | "refused" | "broken";

/** What passes by itself, so that it is tried again. */
const PASSING: readonly Trouble[] = ["away", "busy", "broken"];

/** A question that was not answered as asked. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly trouble: Trouble;
  /** The interface's own word for it: `database-locked`. */
  readonly code: string;
  /** What the interface says beyond a sentence: the present state, after a conflict. */
  readonly body: unknown;

  /** @param message a sentence for people; empty when the interface said nothing */
  constructor(trouble: Trouble, message: string, code = "", body?: unknown) {
    super(message);
    this.trouble = trouble;
    this.code = code;
    this.body = body;
  }

  get isPassing(): boolean {
    return PASSING.includes(this.trouble);
  }
}

const BY_STATUS: Readonly<Record<number, Trouble>> = {
  400: "refused",
  401: "login",
  403: "forbidden",
  404: "missing",
  409: "conflict",
  413: "refused",
  415: "refused",
  422: "refused",
  423: "busy",
  429: "busy",
  502: "busy",
  503: "busy",
  504: "busy",
};

/** @param body as far as the answer was JSON; its error as our routes give it, or bare as the gate before them does */
export function toApiError(status: number, body: unknown): ApiError {
  const { code, message } = recordOf(recordOf(body).error ?? body);
  const isOurs = typeof code === "string";
  // a proxy, or a Node-RED that is just starting, knows none of our addresses
  const trouble = status === 404 && !isOurs ? "away" : (BY_STATUS[status] ?? "broken");
  return new ApiError(trouble, typeof message === "string" ? message : "", isOurs ? code : "", body);
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};
