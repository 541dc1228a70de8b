import { InputError } from "../../errors.ts";
import { ENTRY_FIELDS } from "../../lists/entries/list-entry.ts";
import { ListError } from "../../lists/list-error.ts";
import type { Message } from "../../message.ts";
import { limitOfList } from "../messages.ts";
import { computeValue, type Evaluate } from "./compute-fields.ts";
import { computedType } from "./computed-types.ts";

/** A row of the dialog whose limit may be computed; plain ones have no `limitType`. */
interface Row {
  limit?: unknown;
  limitType?: unknown;
  [option: string]: unknown;
}

const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null && !Array.isArray(row);

/** A row as it is without a message: with no limit where a message would have to give it. */
export function withoutComputed(row: unknown): unknown {
  if (!isRow(row) || !("limitType" in row)) return row;
  const { limitType, limit, ...others } = row;
  return computedType(limitType) ? others : { ...others, limit };
}

/**
 * Computes the limits of rows for a message. A limit that cannot be computed fails its list; the others go on.
 *
 * @param lists a text, texts or rows, see lists/entries/list-entry.ts
 */
export async function computeLists(lists: unknown, msg: Message, evaluate: Evaluate): Promise<unknown> {
  if (!Array.isArray(lists)) return lists;
  return Promise.all(
    lists.map(async (row: unknown, index) => {
      const type = isRow(row) ? computedType(row.limitType) : undefined;
      if (!isRow(row) || !type) return withoutComputed(row);
      const { limitType: _, limit: expression, ...others } = row;
      try {
        const label = limitOfList(index + 1);
        const limit = await computeValue(ENTRY_FIELDS.limit, label, { expression, type }, msg, evaluate);
        return { ...others, limit };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return { ...others, unusable: new ListError("bad-input", error.message, { cause: error }) };
      }
    }),
  );
}
