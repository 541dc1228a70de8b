import { asRecord, unknownShape } from "../json-shape.ts";
import type { ServerError } from "../server-error.ts";
import type { CallKind } from "./call-kind.ts";

const CALLS: Record<CallKind, string> = {
  search: "a search",
  details: "the question for a title's details",
  post: "a request",
};

/** What is wrong with an answer of 200 that cannot be the API's: something before the server gave it, to all or to one. */
export function oddShape(kind: CallKind, body: unknown): ServerError | undefined {
  const record = asRecord(body);
  const fits = kind === "search" ? Array.isArray(record?.results) : Object.keys(record ?? {}).length > 0;
  return fits ? undefined : unknownShape(CALLS[kind]);
}
