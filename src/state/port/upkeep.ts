/** What looking after the database came to. Sizes in bytes. */
export interface Maintenance {
  /** What is damaged, in SQLite's words; empty when nothing is. */
  problems: string[];
  file: number;
  /** Of the write-ahead log beside it. */
  log: number;
  /** Free space within the file. */
  free: number;
  givenBack: number;
}

/** Looking after the database. */
export interface Upkeep {
  /**
   * Forgets outcomes older than so many days, and runs of which nothing is left. Every title keeps its latest outcome,
   * every profile its latest run.
   *
   * @returns how many outcomes were forgotten
   */
  prune(olderThanDays: number): Promise<number>;
  /** Looks after the database: statistics of indices, free space, a check of the whole file. */
  maintain(): Promise<Maintenance>;
  /** Does that when it was last done so many days ago; undefined when it is not due, as on the first day. */
  maintainAfter(days: number): Promise<Maintenance | undefined>;
  /**
   * Writes a consistent copy while the store stays open; returns its path.
   *
   * @param path - of the copy, replaced if it is there; absent: beside the database, named with the time
   */
  backup(path?: string): Promise<string>;
}
