import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Store } from "../store.ts";
import { type ItemRow, toStoredItem } from "./item-row.ts";

/** What is set for each profile, and what its runs have requested. */
export function profileTable(
  db: Database,
): AtOnce<Pick<Store, "profileSettings" | "setProfileSettings" | "requestedTotal" | "lastRequested">> {
  const read = (profile: string, name: SettingName) =>
    db.get<{ value: string }>(
      "SELECT value FROM profile_settings WHERE profile = @profile AND name = @name",
      { profile, name },
    )?.value;

  function write(profile: string, name: SettingName, value: string): void {
    db.run(
      `INSERT INTO profile_settings (profile, name, value) VALUES (@profile, @name, @value)
       ON CONFLICT DO UPDATE SET value = @value`,
      { profile, name, value },
    );
  }

  return {
    profileSettings(profile) {
      // asked for each title
      const rows = db.all<{ name: string; value: string }>(
        "SELECT name, value FROM profile_settings WHERE profile = @profile",
        { profile },
      );
      const written = (name: SettingName) => rows.find((row) => row.name === name)?.value;
      const requestLimit = Number(written("request-limit") ?? 0);
      return {
        automatic: written("automatic") !== "off",
        ...(requestLimit > 0 && { requestLimit }),
      };
    },
    setProfileSettings(profile, { automatic, requestLimit }) {
      db.transaction(() => {
        if (automatic !== undefined) write(profile, "automatic", automatic ? "on" : "off");
        if (requestLimit !== undefined) write(profile, "request-limit", String(requestLimit));
      });
    },
    requestedTotal: (profile) => Number(read(profile, "requested-total") ?? 0),
    lastRequested(profile) {
      const row = db.get<ItemRow>(LAST_REQUESTED, { profile });
      return row && toStoredItem(row);
    },
  };
}

type SettingName = "automatic" | "request-limit" | "requested-total";

/**
 * Counts the requests of a run for its profile. A number of its own, because counting the outcomes would go down when a
 * title is recorded again with another outcome.
 *
 * @param requests - fewer than one change nothing
 */
export function addToRequestedTotal(db: Database, runId: string, requests: number): void {
  if (requests < 1) return;
  db.run(
    `INSERT INTO profile_settings (profile, name, value)
     SELECT profile, 'requested-total', @requests FROM runs WHERE id = @runId
     ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + @requests`,
    { runId, requests },
  );
}

const LAST_REQUESTED = `
  SELECT i.key, i.item, i.matched, i.first_seen_at, i.last_seen_at, o.run_id, o.outcome, o.at
  FROM outcomes o JOIN items i ON i.key = o.item_key JOIN runs r ON r.id = o.run_id
  WHERE o.status = 'requested' AND o.dry_run = 0 AND r.profile = @profile
  ORDER BY o.id DESC LIMIT 1`;
