import { InputError } from "../../errors.ts";
import { reportable } from "../report-error.ts";

/** The part of an Express request that endpoints read. */
export interface AdminRequest {
  body?: unknown;
  params: { readonly [name: string]: unknown };
  query: { readonly [name: string]: unknown };
}

/** The part of an Express response that endpoints write. */
export interface AdminResponse {
  status(code: number): { json(body: unknown): unknown };
  on(event: "close", listener: () => void): unknown;
}

/**
 * Makes an editor endpoint of a function: JSON in, JSON out, and every error as `{ code, message }` with 404 for
 * `not-deployed`, 400 for other wrong input, 502 for what somebody else answered wrong, 500 for the unexpected.
 *
 * @param handler - answers the request; its signal is aborted when the editor goes away
 */
export function endpoint(
  handler: (request: AdminRequest, signal: AbortSignal) => unknown,
): (request: AdminRequest, response: AdminResponse) => void {
  return (request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    void answer(handler, request, gone.signal).then(({ status, body }) => response.status(status).json(body));
  };
}

async function answer(
  handler: (request: AdminRequest, signal: AbortSignal) => unknown,
  request: AdminRequest,
  signal: AbortSignal,
): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: (await handler(request, signal)) ?? {} };
  } catch (error) {
    const { code, message } = reportable(error);
    return { status: httpStatus(code, error instanceof InputError), body: { code, message } };
  }
}

function httpStatus(code: string, isInput: boolean): number {
  if (code === "not-deployed") return 404;
  if (code === "unexpected") return 500;
  return isInput ? 400 : 502;
}

/** An answer about the outside world, where "it does not work" is an answer like any other. */
export type Finding<T> = ({ ok: true } & T) | { ok: false; code: string; message: string };

/** Turns what `look` gives or throws into a {@link Finding}. */
export async function finding<T extends object>(look: () => Promise<T> | T): Promise<Finding<T>> {
  try {
    return { ok: true, ...(await look()) };
  } catch (error) {
    const { code, message } = reportable(error);
    return { ok: false, code, message };
  }
}

/**
 * The body of a request as an object.
 *
 * @throws InputError `bad-input` when it is something else
 */
export function bodyOf(request: AdminRequest): Record<string, unknown> {
  if (typeof request.body === "object" && request.body !== null && !Array.isArray(request.body)) {
    return { ...request.body };
  }
  throw new InputError(
    "bad-input",
    "The request has no JSON object as its body. Reload the editor and try again.",
  );
}
