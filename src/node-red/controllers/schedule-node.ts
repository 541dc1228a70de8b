import { InputError } from "../../errors.ts";
import type { Env } from "../../fields/expand-env.ts";
import type { Message } from "../../message.ts";
import type { Memory } from "../../runs/memory.ts";
import { TRIGGERS } from "../../runs/trigger.ts";
import { readUntil } from "../../schedule/read-until.ts";
import { createSchedule, type Schedule, type ScheduleOptions } from "../../schedule/schedule.ts";
import { type Standing, standingText } from "../../schedule/standing.ts";
import { listsOfProfile } from "../../sources/profile-lists.ts";
import * as messages from "../messages.ts";
import type { Status } from "../node-port.ts";
import type { InputHandler } from "../on-input.ts";
import { errorStatus, reportable } from "../report-error.ts";
import { readNode } from "../settings/fields/node-fields.ts";
import { type ScheduleConfig, SYNC_SCHEDULE } from "../settings/fields/sync-schedule.ts";
import { readSchedule } from "../settings/schedule-plan.ts";
import { attention, good, stopped, working } from "../statuses/status.ts";

export interface SchedulePorts extends Pick<ScheduleOptions, "now" | "timer"> {
  memory: Memory;
  env: Env;
  send(message: Message): void;
  onStatus(): void;
  onError(error: Error): void;
}

/** The work of a `sync-schedule` node. */
export interface ScheduleNode {
  /** Whose runs it begins. */
  profile: string;
  handle: InputHandler;
  status(): Status;
  close(removed: boolean): Promise<void>;
}

// For the process: two plans for one profile would contradict each other.
const planned = new Set<string>();

/**
 * Begins the runs of a profile by a schedule, and does what messages say about it.
 *
 * @throws InputError `bad-config`
 */
export function createScheduleNode(config: ScheduleConfig, ports: SchedulePorts): ScheduleNode {
  const { memory, env, send, now = Date.now } = ports;
  const { profile, plan, firstRun } = readSchedule(config, env, now());
  const claim = JSON.stringify([memory.file, profile]);
  if (planned.has(claim)) throw new InputError("bad-config", messages.profilePlanned(profile));
  planned.add(claim);
  let standing: Standing | undefined;
  let failure: Error | undefined;
  /** What the one asks for that is handled. */
  let asked: Message | undefined;

  const schedule: Schedule = createSchedule({
    ...ports,
    memory,
    profile,
    plan,
    firstRun,
    lists: () => listsOfProfile(memory.file, profile)?.filter(({ enabled }) => enabled !== false).length ?? 0,
    begin({ differs, due }) {
      const { maxRequests, ...others } = differs;
      const window = due?.window?.name;
      const message = {
        // somebody asks for it: that is no clock's doing
        ...(due ? { trigger: TRIGGERS.schedule, ...(firstRun && { firstRun }) } : asked),
        topic: profile,
        profile,
        ...(window !== undefined && { window }),
        ...others,
        ...(maxRequests !== undefined && { maxRequests }),
      };
      send(message);
    },
    onStanding(now) {
      standing = now;
      failure = undefined;
      ports.onStatus();
    },
    onError(error) {
      failure = reportable(error);
      ports.onStatus();
      ports.onError(failure);
    },
  });

  const handle: InputHandler = async (msg) => {
    const { command, until } = readNode(SYNC_SCHEDULE, { config, msg, env });
    if (command === "skip") await schedule.skipNext();
    else if (command === "pause")
      await schedule.pause(until === undefined ? undefined : readUntil(until, now(), plan.clock));
    else if (command === "resume") await schedule.resume();
    else {
      const { command: _command, until: _until, ...rest } = msg;
      asked = { ...rest, trigger: msg.trigger ?? TRIGGERS.manual };
      await schedule.runNow();
    }
  };

  return {
    profile,
    handle,
    status() {
      if (failure) return errorStatus(reportable(failure).code);
      if (!standing) return {};
      return STATUSES[standing.kind](standingText(standing, now(), plan.clock));
    },
    async close(removed) {
      planned.delete(claim);
      await schedule.close(removed);
    },
  };
}

const STATUSES: Record<Standing["kind"], (text: string) => Status> = {
  next: good,
  running: working,
  first: attention,
  off: stopped,
  paused: stopped,
  never: attention,
};
