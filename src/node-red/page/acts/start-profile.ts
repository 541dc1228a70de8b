import { randomUUID } from "node:crypto";
import { normaliseEntries } from "../../../lists/entries/list-entry.ts";
import type { Message } from "../../../message.ts";
import { cancelled } from "../../../runs/messages.ts";
import type { Run } from "../../../runs/run.ts";
import type { Runs } from "../../../runs/runs.ts";
import { TRIGGERS } from "../../../runs/trigger.ts";
import type { Answer } from "../contract/types.ts";
import { type DatabaseOnDesk, type Desk, type SourceOnDesk, soon } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";

type Started = Answer<"sync">;

/** Milliseconds for which somebody waits to hear that a sync begins; a flow may do something else first. */
const MOMENT_MS = 2000;

/** The nodes that are looked at. */
export type StartDesk = Pick<Desk, "sources" | "schedule">;

interface Start {
  database: DatabaseOnDesk;
  desk: StartDesk;
  profile: string;
}

/** What begins runs of a profile, or why nothing does: {@link beginnersOf}. */
type Beginners = { nodes: { receive(msg: Message): void }[] } | { code: string; why: string };

/**
 * Which nodes begin a sync of a profile: those with lists of their own; or where all lists come by message, as from the
 * function of a flow, the schedule before it.
 */
export function beginnersOf({ database, desk, profile }: Start): Beginners {
  const sources = desk.sources(database, profile);
  if (sources.length === 0) return { code: "no-source", why: messages.noSource(profile) };
  const nodes = sources.filter(hasLists);
  if (nodes.length > 0) return { nodes };
  const schedule = desk.schedule(database, profile);
  return schedule ? { nodes: [schedule] } : { code: "no-lists", why: messages.listsByMessage(profile) };
}

/** Lists that are written wrongly are lists: who starts the node is told what is wrong. */
function hasLists({ deployed }: SourceOnDesk): boolean {
  try {
    return normaliseEntries(deployed.config.lists).length > 0;
  } catch {
    return true;
  }
}

/**
 * Starts a sync of a profile with the nodes that begin it, as messages to them would.
 *
 * @param patch what the messages say beside that
 * @param only the node that is to read; all by default
 * @throws PageError 409 `running`, `no-source`, `no-lists`, `not-started` with what the node says
 */
export async function startProfile(
  { database, desk, profile }: Start,
  patch: Message,
  only?: SourceOnDesk,
): Promise<Started> {
  const found = only ? { nodes: [only] } : beginnersOf({ database, desk, profile });
  if ("why" in found) throw new PageError(409, found.code, found.why);
  const sources = found.nodes;
  const runs = await soon(database.memory.runs());
  if (runs.isBusy(profile)) throw new PageError(409, "running", messages.isRunning());
  const runIds = sources.map(() => randomUUID());
  const [first] = runIds;
  const fate = first === undefined ? undefined : fateOf(runs, first);
  for (const [index, source] of sources.entries())
    source.receive({
      topic: "sync",
      trigger: TRIGGERS.manual,
      profile,
      runId: runIds[index],
      // those of a second node begin when the first is done
      whenRunning: "queue",
      ...patch,
    });
  const refusal = await fate;
  if (refusal !== undefined) throw new PageError(409, "not-started", refusal);
  return { ...(first !== undefined && { runId: first }), message: messages.started() };
}

/** Waits until a run begins, for a moment. @returns why it does not */
function fateOf(runs: Runs, id: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const end = (reason?: string) => {
      clearTimeout(timer);
      runs.off("run-started", onStarted);
      runs.off("run-skipped", onSkipped);
      resolve(reason);
    };
    const onStarted = (run: Run) => {
      if (run.id === id) end();
    };
    const onSkipped = (runId: string, reason: string) => {
      if (runId === id) end(reason);
    };
    const timer = setTimeout(end, MOMENT_MS);
    runs.on("run-started", onStarted);
    runs.on("run-skipped", onSkipped);
  });
}

/** Stops what runs in a profile, and what waits for it. */
export async function stopProfile({ database, desk, profile }: Start): Promise<Started> {
  const runs = await soon(database.memory.runs());
  const running = runs.running().filter((run) => run.profile === profile);
  for (const source of desk.sources(database, profile)) source.receive({ cancel: true, profile });
  const stopped = running.filter(({ id }) => runs.cancel(id, cancelled())).length;
  return { stopped, message: stopped > 0 ? messages.stopped() : messages.nothingRuns() };
}
