/** A work on whole databases: from one path to another. */
export interface ThreadTask {
  do: "snapshot" | "exportRows" | "importRows";
  from: string;
  to: string;
}

/** What came of it. */
export interface ThreadAnswer {
  /** Format of the database that was written or read. */
  schema: number;
  /** How many rows an export holds. */
  rows?: number;
  /** Why a file cannot be imported. */
  refused?: { code: "backup-format" | "backup-newer" | "backup-damaged"; message: string };
}
