import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/api-error.ts";

/** One page of rows, as the interface gives it. */
interface Page<Row> {
  rows: Row[];
  next: string | null;
}

/** The first page, which is kept up to date, and those that somebody asked for after it. */
export interface MoreRows<Row> {
  rows: Row[];
  hasMore: boolean;
  more(): Promise<void>;
  error: ApiError | undefined;
}

/**
 * Reads rows page by page, as somebody asks for more.
 *
 * @param first the beginning, as far as it is known
 * @param after asks for the page of a cursor
 */
export function useMoreRows<Row>(
  first: Page<Row> | undefined,
  after: (cursor: string) => Promise<Page<Row>>,
): MoreRows<Row> {
  const [later, setLater] = useState<Page<Row>[]>([]);
  const [error, setError] = useState<ApiError>();
  // what follows is no longer what follows once the beginning has changed
  useEffect(() => setLater([]), [first]);
  const pages = [...(first ? [first] : []), ...later];
  const cursor = pages.at(-1)?.next ?? undefined;
  return {
    rows: pages.flatMap(({ rows }) => rows),
    hasMore: cursor !== undefined,
    error,
    async more() {
      if (cursor === undefined) return;
      try {
        const page = await after(cursor);
        setLater((before) => [...before, page]);
        setError(undefined);
      } catch (thrown) {
        setError(thrown instanceof ApiError ? thrown : new ApiError("broken", String(thrown)));
      }
    },
  };
}
