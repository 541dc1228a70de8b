import type { Run } from "./run.ts";
import type { RunLife } from "./run-life.ts";
import type { RunLog } from "./run-log.ts";
import type { RunStart, Runs } from "./runs.ts";
import type { SyncInfo } from "./sync-message.ts";
import { TRIGGERS, type Trigger } from "./trigger.ts";

/**
 * Makes `Runs.join`, which finds or begins the run that a message belongs to.
 *
 * @param options.make makes a run that begins now
 */
export function joinRuns(options: {
  life: RunLife;
  log: RunLog;
  make: (start: RunStart) => Run;
}): Runs["join"] {
  const { life, log, make } = options;
  /** The runs that messages of no run share: one for each profile, trigger, and dry runs apart. */
  const shared = new Map<string, string>();

  async function joinNamed(sync: Partial<SyncInfo> & { runId: string }, profile: string): Promise<string> {
    const { runId: id, total, lists = [] } = sync;
    if (life.find(id) || (await log.runHead(id))) return id;
    // another message of it may have made it known while the log was read
    if (life.find(id)) return id;
    const run = make({ profile, trigger: TRIGGERS.message, ...given(sync) });
    const { startedAt = run.startedAt } = sync;
    await life.start({ ...run, id, startedAt, ...(total !== undefined && { total }), lists });
    return id;
  }

  async function joinShared(sync: Partial<SyncInfo>, profile: string): Promise<string> {
    const start = { profile, trigger: TRIGGERS.message, ...given(sync) };
    const kind = JSON.stringify([start.profile, start.trigger, start.dryRun ?? false]);
    const last = life.find(shared.get(kind) ?? "");
    if (last?.run.state === "running") return last.run.id;
    const { total } = sync;
    const run = { ...make(start), ...(total !== undefined && { total }) };
    // at once, so that two messages that come together share it
    shared.set(kind, run.id);
    await life.start(run, { gathers: true });
    return run.id;
  }

  return async (sync = {}, profile = "Main") => {
    const { runId } = sync;
    return runId === undefined ? joinShared(sync, profile) : joinNamed({ ...sync, runId }, profile);
  };
}

/** The properties that are there, without those that are undefined. */
function given(sync: { profile?: string; trigger?: Trigger; dryRun?: boolean }): Partial<RunStart> {
  const { profile, trigger, dryRun } = sync;
  return {
    ...(profile !== undefined && { profile }),
    ...(trigger !== undefined && { trigger }),
    ...(dryRun !== undefined && { dryRun }),
  };
}
