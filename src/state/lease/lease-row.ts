import type { Database } from "../database.ts";

/** Who may write in the database, as the database says. */
export interface LeaseRow {
  /** Random id of a process. */
  holder: string;
  /** Of the holder, for people: its machine and process. */
  place: string;
  /** Grows with each sign of life. */
  beats: number;
  /** Of the last one; ISO 8601. */
  at: string;
}

/** The one row of the table `lease`; none when nobody writes. */
export function leaseRow(db: Pick<Database, "get" | "run">) {
  return {
    /** Whether the database knows of leases: those of before version 10 do not. */
    isThere: () => db.get("SELECT 1 FROM sqlite_master WHERE name = 'lease'") !== undefined,
    read: () => db.get<LeaseRow>("SELECT holder, place, beats, at FROM lease"),
    /** Gives it to a process, whoever had it. */
    give: (holder: string, place: string, at: string) =>
      void db.run(
        `INSERT INTO lease (one, holder, place, beats, at) VALUES (1, @holder, @place, 1, @at)
         ON CONFLICT DO UPDATE SET holder = @holder, place = @place, beats = beats + 1, at = @at`,
        { holder, place, at },
      ),
    /** @returns whether it is still the holder's */
    beat: (holder: string, at: string): boolean =>
      db.run("UPDATE lease SET beats = beats + 1, at = @at WHERE holder = @holder", { holder, at }) > 0,
  };
}
