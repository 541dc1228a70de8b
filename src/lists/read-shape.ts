import { type GenericSchema, type InferOutput, is, safeParse } from "valibot";
import { ListError } from "./list-error.ts";
import { oddFormat } from "./messages.ts";

/** Whose answer is read, and of what, for errors: `Trakt`, `Trakt list sean/horror`. */
export interface Asked {
  site: string;
  label: string;
}

/**
 * Reads an answer whose form is known, so that another one never passes for a short or an empty list.
 *
 * @throws ListError `markup-changed`
 */
export function readShape<Schema extends GenericSchema>(
  schema: Schema,
  body: unknown,
  asked: Asked,
): InferOutput<Schema> {
  const read = safeParse(schema, body);
  if (read.success) return read.output;
  throw oddAnswer(asked);
}

/**
 * Refuses rows of which not one is known. A single odd row costs itself only; when all are odd, the site writes its
 * rows in another way.
 *
 * @param found how many of them are titles
 * @param besides what a list may hold besides titles
 * @throws ListError `markup-changed`
 */
export function refuseOddRows(
  rows: readonly unknown[],
  found: number,
  besides: GenericSchema,
  asked: Asked,
): void {
  if (rows.length > 0 && found === 0 && !rows.some((row) => is(besides, row))) throw oddAnswer(asked);
}

/** The error for an answer that nothing can be made of. */
export const oddAnswer = ({ site, label }: Asked): ListError =>
  new ListError("markup-changed", oddFormat(site, label));
