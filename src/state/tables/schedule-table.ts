import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { ArrivedRun, StoredSchedule } from "../port/schedules.ts";
import type { Store } from "../store.ts";

interface ScheduleRow {
  profile: string;
  plan: string | null;
  zone: string | null;
  next_at: string | null;
  next_name: string | null;
  standing: string | null;
  takes: number;
  tries: number;
  taken_at: string | null;
  taken_dry: number;
  skipped_to: string | null;
  paused_until: string | null;
  held_for: string | null;
}

/** When each profile is due, and what was done about it. */
export function scheduleTable(
  db: Database,
): AtOnce<Pick<Store, "schedule" | "schedules" | "saveSchedule" | "takeDue" | "arrivedRuns">> {
  const find = (where = "", parameters = {}): StoredSchedule[] =>
    db.all<ScheduleRow>(`SELECT * FROM schedules ${where} ORDER BY profile`, parameters).map(toSchedule);
  const read = (profile: string): StoredSchedule =>
    find("WHERE profile = @profile", { profile })[0] ?? { profile, takes: 0, tries: 0, takenDry: false };

  function ensure(profile: string): void {
    db.run("INSERT INTO schedules (profile) VALUES (@profile) ON CONFLICT DO NOTHING", { profile });
  }

  return {
    schedule: read,
    schedules: () => find(),
    saveSchedule(profile, patch) {
      db.transaction(() => {
        ensure(profile);
        const { plan, zone, nextAt, nextName, standing, skippedTo, pausedUntil, heldFor } = {
          ...read(profile),
          ...patch,
        };
        db.run(
          `UPDATE schedules SET plan = @plan, zone = @zone, next_at = @nextAt, next_name = @nextName,
             standing = @standing, skipped_to = @skippedTo, paused_until = @pausedUntil, held_for = @heldFor
           WHERE profile = @profile`,
          { profile, plan, zone, nextAt, nextName, standing, skippedTo, pausedUntil, heldFor },
        );
      });
    },
    takeDue: (profile, { takes, tries, at, dryRun }) =>
      db.transaction(() => {
        ensure(profile);
        return (
          db.run(
            `UPDATE schedules SET takes = takes + 1, tries = @tries, taken_at = @at, taken_dry = @dryRun, next_at = NULL
             WHERE profile = @profile AND takes = @takes`,
            { profile, takes, tries, at, dryRun },
          ) > 0
        );
      }),
    arrivedRuns: (profile, limit) =>
      db
        .all<Omit<ArrivedRun, "dryRun" | "finishedAt"> & { dryRun: number; finishedAt: string | null }>(
          ARRIVED,
          {
            profile,
            limit,
          },
        )
        .map(({ dryRun, finishedAt, ...run }) => ({
          ...run,
          dryRun: dryRun === 1,
          ...(finishedAt !== null && { finishedAt }),
        })),
  };
}

/** In the order in which they were written: by the time that the clock said then, one set back would confuse them. */
const ARRIVED = `
  SELECT id, started_by AS trigger, dry_run AS dryRun, state, started_at AS startedAt, finished_at AS finishedAt,
    (SELECT COUNT(*) FROM run_lists WHERE run_id = id) AS lists
  FROM runs WHERE profile = @profile ORDER BY rowid DESC LIMIT @limit`;

function toSchedule(row: ScheduleRow): StoredSchedule {
  const { profile, takes, tries } = row;
  const texts = {
    plan: row.plan,
    zone: row.zone,
    nextAt: row.next_at,
    nextName: row.next_name,
    standing: row.standing,
    takenAt: row.taken_at,
    skippedTo: row.skipped_to,
    pausedUntil: row.paused_until,
    heldFor: row.held_for,
  };
  const known = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null));
  return { profile, takes, tries, takenDry: row.taken_dry === 1, ...known };
}
