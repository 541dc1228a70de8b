import type { ProfileSettings, Run, RunState } from "../state/store.ts";

/** What the memory says of a profile. */
export interface ProfileMemory {
  profileSettings(profile: string): ProfileSettings;
  runs(query: { profile: string; states?: RunState[]; limit: number }): Pick<Run, "dryRun">[];
}

/** A run that might begin. */
export interface Wish {
  profile: string;
  dryRun: boolean;
  trigger: string;
  /** Somebody asked for it; false for what a clock or a start sets off. */
  asked: boolean;
}

/**
 * Why a run does not begin yet; undefined when it may. A schedule waits while "Automatic sync" is off. Whatever nobody
 * asked for waits until somebody has begun the first run of the profile: nothing is requested that nobody asked for.
 *
 * @param automated - somebody said for the whole Node-RED that first runs are to begin by themselves (`AUTOMATED_MODE`)
 */
export function whyNotDue(
  { asked, dryRun, profile, trigger }: Wish,
  memory: ProfileMemory,
  automated: boolean,
): "automatic-off" | "never-run" | undefined {
  if (trigger === "schedule" && !memory.profileSettings(profile).automatic) return "automatic-off";
  // a dry run requests nothing: it may be the first one, whoever begins it
  return asked || automated || dryRun || hasRun(profile, memory) ? undefined : "never-run";
}

/** A run counts however it ended, because somebody wanted it; a dry run when it has shown what it was begun for. */
function hasRun(profile: string, memory: ProfileMemory): boolean {
  const ended: RunState[] = ["completed", "completed_with_errors"];
  return (
    memory.runs({ profile, states: ended, limit: 1 }).length > 0 ||
    memory.runs({ profile, limit: 20 }).some(({ dryRun }) => !dryRun)
  );
}
