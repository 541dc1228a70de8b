import { ListSyncError } from "../errors.ts";
import { NOTHING_IS_WRITTEN } from "../state/state-error.ts";

/** Whether an error says that nothing can be written down at all, which ends a run. */
export const isUnwritten = (error: unknown): error is ListSyncError =>
  error instanceof ListSyncError && NOTHING_IS_WRITTEN.has(error.code);
