import type { HttpResponse } from "../../http/http.ts";
import type { Product } from "../product.ts";

/** One call of the server's API. */
export interface ApiCall {
  /** @default "GET" */
  method?: "GET" | "POST" | "DELETE";
  /** Below `/api/v1`, with its query, encoded. */
  path: string;
  json?: unknown;
  asUser?: number | undefined;
  /** Of a POST only until it is sent: then its answer is waited for. */
  signal?: AbortSignal;
  timeoutMs?: number;
  retry?: boolean;
  /** Of the answer that is known: while it is the same the server sends none, but status 304. */
  etag?: string;
  /** Outside the calls under way at once: an answer that may take long holds nothing up. @default false */
  beside?: boolean;
  /** Awaited right before it is sent; what this throws is thrown, and nothing is sent. */
  ready?: (signal?: AbortSignal) => Promise<void>;
}

/** Calls the server's API, but for calls that would end it, and turns everything but success into a ServerError. */
export interface Client {
  /** Base URL without secrets. */
  readonly url: string;
  readonly host: string;
  /**
   * @returns the body of a 2xx answer, and its status; that of a 304 is empty
   * @throws ServerError, CancelledError; InputError for a user to act as that is none
   */
  call(call: ApiCall): Promise<HttpResponse>;
  /** @throws as `call` for a call that it would not make, because it ends the server */
  check(call: ApiCall): Promise<void>;
  /** Which server it is; asked once a day. */
  product(signal?: AbortSignal): Promise<Product>;
  /** Aborts what is under way but for requests that are being made; every later call fails as cancelled. */
  close(): void;
}
