import { InputError } from "../../../errors.ts";
import type { CatalogueQuery } from "../../../state/port/catalogue.ts";
import * as messages from "../messages.ts";

type Order = Pick<CatalogueQuery, "sort" | "descending">;

/** The place behind a page of titles, as the page gives it back; for one order only. */
export const toCursor = ({ sort, descending }: Order, [value, number]: [string | number, number]): string =>
  Buffer.from(JSON.stringify([sort, descending, value, number])).toString("base64url");

/** @throws InputError `bad-input` for what is none, or of another order */
export function fromCursor({ sort, descending }: Order, cursor: string): [string | number, number] {
  const [its, way, value, number] = read(cursor);
  const isValue = typeof value === "string" || typeof value === "number";
  if (its === sort && way === descending && isValue && Number.isInteger(number))
    return [value, Number(number)];
  throw new InputError("bad-input", messages.badCursor());
}

function read(cursor: string): unknown[] {
  try {
    const found: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/** The cursor of rows that are counted from the beginning. */
export const offsetCursor = (offset: number, shown: number, total: number): string | null =>
  shown > 0 && offset + shown < total ? String(offset + shown) : null;

/** How many rows to leave out. @throws InputError `bad-input` */
export function offsetOf({
  cursor,
  offset = 0,
}: {
  cursor?: string | undefined;
  offset?: number | undefined;
}): number {
  if (cursor === undefined) return offset;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new InputError("bad-input", messages.badCursor());
}
