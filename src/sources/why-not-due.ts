import type { Run, RunState } from "../runs/run.ts";
import { isAutomatic, type Trigger } from "../runs/trigger.ts";
import type { ProfileSettings } from "../state/port/profiles.ts";

/** What the memory says of a profile. */
export interface ProfileMemory {
  profileSettings(profile: string): Promise<ProfileSettings>;
  runs(query: { profile: string; states?: RunState[]; limit: number }): Promise<Pick<Run, "dryRun">[]>;
}

/** A run that might begin. */
export interface ProposedRun {
  profile: string;
  dryRun: boolean;
  trigger: Trigger;
  /** Somebody asked for it; false for what a clock or a start sets off. */
  asked: boolean;
}

/**
 * Why a run does not begin yet; undefined when it may. A schedule and a watched file wait while "Automatic sync" is off. Whatever nobody
 * asked for waits until somebody has begun the first run of the profile: nothing is requested that nobody asked for.
 *
 * @param automated - somebody said for the whole Node-RED that first runs are to begin by themselves (`AUTOMATED_MODE`)
 */
export async function whyNotDue(
  { asked, dryRun, profile, trigger }: ProposedRun,
  memory: ProfileMemory,
  automated: boolean,
): Promise<"automatic-off" | "never-run" | undefined> {
  if (isAutomatic(trigger) && !(await memory.profileSettings(profile)).automatic) return "automatic-off";
  // a dry run requests nothing: it may be the first one, whoever begins it
  return asked || automated || dryRun || (await hasRun(profile, memory)) ? undefined : "never-run";
}

/** A run counts however it ended, because somebody wanted it; a dry run when it has shown what it was begun for. */
async function hasRun(profile: string, memory: ProfileMemory): Promise<boolean> {
  const ended: RunState[] = ["completed", "completed_with_errors"];
  return (
    (await memory.runs({ profile, states: ended, limit: 1 })).length > 0 ||
    (await memory.runs({ profile, limit: 20 })).some(({ dryRun }) => !dryRun)
  );
}
