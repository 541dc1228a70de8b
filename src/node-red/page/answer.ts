import * as v from "valibot";
import { InputError } from "../../errors.ts";
import type { PageRequest, Who } from "./access.ts";
import type { ROUTES } from "./contract/routes.ts";
import * as messages from "./messages.ts";
import { PageError } from "./page-error.ts";

type RouteOf = (typeof ROUTES)[keyof typeof ROUTES];

/** The part of an Express response that routes write. */
export interface PageResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): unknown;
  write(chunk: string | Uint8Array): boolean;
  end(chunk?: string | Uint8Array): unknown;
  flushHeaders?(): void;
  readonly headersSent: boolean;
  readonly writableLength?: number;
  on(event: "close" | "drain", listener: () => void): unknown;
  off(event: "drain", listener: () => void): unknown;
  destroy(): unknown;
}

/** One request of somebody who may ask it. */
export interface Call {
  who: Who;
  /** Aborted when the other side is gone, or has waited long enough. */
  signal: AbortSignal;
  /** Who it is by now: a token may have run out. @returns undefined for somebody whom Node-RED no longer lets in */
  whoNow(): Promise<Who | undefined>;
}

/** A route that can be asked. */
export interface Served {
  /** Longest wait in milliseconds; absent for a stream, which lasts. */
  patienceMs?: number;
  /** @throws ListSyncError */
  handle(request: PageRequest, call: Call, response: PageResponse): Promise<void>;
}

/** Longest wait for JSON: a locked database is waited for, and so is a server. */
const PATIENCE_MS = 15_000;

type Asking<Schema> = { method: "get"; query: Schema } | { method: "post"; body: Schema };

/** Makes a route that answers JSON. */
export function json<Schema extends v.GenericSchema, Answer extends v.GenericSchema>(
  route: Asking<Schema> & { answer: Answer },
  handle: (asked: v.InferOutput<Schema>, call: Call) => Promise<v.InferOutput<Answer>>,
): Served {
  return {
    patienceMs: PATIENCE_MS,
    async handle(request, call, response) {
      const answer = await handle(understood(route, request), call);
      if (!call.signal.aborted) sendJson(response, 200, answer);
    },
  };
}

/** Makes a route that answers something else, as it goes. */
export function stream<Schema extends v.GenericSchema>(
  route: Asking<Schema>,
  handle: (
    asked: v.InferOutput<Schema>,
    call: Call,
    response: PageResponse,
    request: PageRequest,
  ) => Promise<void>,
): Served {
  return {
    handle: (request, call, response) => handle(understood(route, request), call, response, request),
  };
}

/** @throws InputError `bad-input` */
function understood<Schema extends v.GenericSchema>(
  route: Asking<Schema>,
  { query, body }: PageRequest,
): v.InferOutput<Schema> {
  if ("access_token" in query) throw new InputError("bad-input", messages.tokenInAddress());
  return route.method === "get" ? parsed(route.query, query) : parsed(route.body, body);
}

/**
 * Reads what came from outside by its schema.
 *
 * @throws InputError `bad-input` that names the first part that is wrong
 */
export function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const found = v.safeParse(schema, value, { abortEarly: true });
  if (found.success) return found.output;
  const [issue] = found.issues;
  throw new InputError(
    "bad-input",
    messages.badQuestion(v.getDotPath(issue) ?? "the request", issue.message),
  );
}

/** Nothing of it is kept by browsers and proxies: it is private, and old tomorrow. */
export function sendJson(response: PageResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.end(JSON.stringify(body));
}

/** @throws PageError 403 */
export function mustMay({ rights }: Who, right: RouteOf["right"]): void {
  const isMet = right === "any" || rights[right];
  if (!isMet) throw new PageError(403, "forbidden", messages.notAllowed(right));
}
