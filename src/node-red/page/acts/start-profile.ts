import { randomUUID } from "node:crypto";
import type { Message } from "../../../message.ts";
import { cancelled } from "../../../runs/messages.ts";
import { TRIGGERS } from "../../../runs/trigger.ts";
import type { Answer } from "../contract/types.ts";
import { type DatabaseOnDesk, type Desk, type SourceOnDesk, soon } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";

type Started = Answer<"sync">;

interface Start {
  database: DatabaseOnDesk;
  desk: Pick<Desk, "sources">;
  profile: string;
}

/**
 * Starts a sync of a profile with all nodes that have it, as messages to them would.
 *
 * @param patch what the messages say beside that
 * @throws PageError 409 `running`, `no-source`
 */
export async function startProfile(
  { database, desk, profile }: Start,
  patch: Message,
  pick: (sources: SourceOnDesk[]) => SourceOnDesk[] = (sources) => sources,
): Promise<Started> {
  const sources = pick(desk.sources(database, profile));
  if (sources.length === 0) throw new PageError(409, "no-source", messages.noSource(profile));
  const runs = await soon(database.memory.runs());
  if (runs.isBusy(profile)) throw new PageError(409, "running", messages.isRunning());
  const runIds = sources.map(() => randomUUID());
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
  return { ...(runIds[0] !== undefined && { runId: runIds[0] }), message: messages.started() };
}

/** Stops what runs in a profile, and what waits for it. */
export async function stopProfile({ database, desk, profile }: Start): Promise<Started> {
  const runs = await soon(database.memory.runs());
  const running = runs.running().filter((run) => run.profile === profile);
  for (const source of desk.sources(database, profile)) source.receive({ cancel: true, profile });
  const stopped = running.filter(({ id }) => runs.cancel(id, cancelled())).length;
  return { stopped, message: stopped > 0 ? messages.stopped() : messages.nothingRuns() };
}
