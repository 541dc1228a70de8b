import { InputError } from "../../errors.ts";
import { reportable } from "../report-error.ts";
import * as messages from "./messages.ts";

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

/** Answers a request; its signal is aborted when the editor goes away or has waited long enough. */
export type EndpointHandler = (request: AdminRequest, signal: AbortSignal) => unknown;

/** Milliseconds after which the editor gets an answer, whatever the other side does. */
const PATIENCE_MS = 4500;

/**
 * Makes an editor endpoint of a function: JSON in, JSON out, within five seconds, and every error as `{ code, message }`
 * with 404 for `not-deployed`, 400 for other wrong input, 502 for what somebody else answered wrong, 504 when it takes too
 * long, 500 for the unexpected.
 */
export function endpoint(
  handler: EndpointHandler,
  patienceMs: number = PATIENCE_MS,
): (request: AdminRequest, response: AdminResponse) => void {
  return (request, response) => {
    const gone = new AbortController();
    let answered = false;
    const send = ({ status, body }: { status: number; body: unknown }) => {
      clearTimeout(timer);
      if (!answered) response.status(status).json(body);
      answered = true;
    };
    const timer = setTimeout(() => {
      send({ status: 504, body: { ok: false, code: "timeout", message: messages.tooLong() } });
      gone.abort();
    }, patienceMs);
    response.on("close", () => {
      answered = true;
      clearTimeout(timer);
      gone.abort();
    });
    void answer(handler, request, gone.signal).then(send);
  };
}

async function answer(
  handler: EndpointHandler,
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
  throw new InputError("bad-input", messages.notAnObject());
}
