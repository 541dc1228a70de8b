import * as messages from "./messages.ts";
import { ServerError } from "./server-error.ts";

/**
 * JSON that is not what the API describes.
 *
 * @param what the call was about, for the sentence: `the search`
 */
export const unknownShape = (what: string): ServerError =>
  new ServerError("server-answer", messages.unexpectedResponse(what));

/** A JSON object as such; undefined for anything else. */
export const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;

/** The objects of a JSON array; none for anything else. */
export const asRecords = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.map(asRecord).filter((entry) => entry !== undefined) : [];
