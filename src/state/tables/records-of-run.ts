import { beganAt } from "./repeats.ts";

/**
 * SQL of what the run `@runId` recorded: what it found to be new and what it found unchanged, each with the time and the
 * place in the order of recording that it had in this run.
 *
 * @param columns of `outcomes` that are the same in both
 */
export const recordsOfRun = (columns: string): string => `
  SELECT ${columns}, run_id, at, id AS record FROM outcomes WHERE run_id = @runId
  UNION ALL
  SELECT ${columns}, @runId, strftime('%Y-%m-%dT%H:%M:%fZ', repeated_at / 1000.0, 'unixepoch'), repeated
  FROM (SELECT p.outcome AS change, p.at + ${beganAt("r")} AS repeated_at, p.record AS repeated
        FROM runs r CROSS JOIN repeats p ON p.run = r.number WHERE r.id = @runId)
  JOIN outcomes ON id = change`;
