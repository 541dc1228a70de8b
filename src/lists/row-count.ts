/** What became of the entries of a list: its items, and those that are none by reason, add up to the entries read. */
export interface RowCount {
  /** Entries read. */
  read: number;
  /** Entries that are no item of their own, by reason; see {@link DOUBLE}. */
  left: Record<string, number>;
}

/** The reason of entries whose title is an item already: named twice, or another season of its show. */
export const DOUBLE = "the title is there already";

/**
 * Puts a count together.
 *
 * @param read entries read
 * @param left by reason; what happened to none may be 0
 */
export const rowCount = (read: number, left: Record<string, number>): { rows: RowCount } => ({
  rows: { read, left: Object.fromEntries(Object.entries(left).filter(([, count]) => count !== 0)) },
});
