import type { Item } from "../../../items/item.ts";
import { cancelItem } from "../../../requests/cancel-item.ts";
import { endBroken } from "../../../runs/end-broken.ts";
import { TRIGGERS } from "../../../runs/trigger.ts";
import { chooseMatch, ignoreTitle, takeBack } from "../../controllers/decisions/decide.ts";
import { emitItems } from "../../controllers/emit-items.ts";
import type { Answer, Asked } from "../contract/types.ts";
import { ask, soon } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import { type Action, readTitle, serverOf, type TitleDesk } from "../titles/read-title.ts";
import type { Actions } from "./action-log.ts";

/** Who acts, with what. */
export interface ActDesk extends TitleDesk {
  acts: Actions;
}

type Acted = Answer<"retry">;
type Ask = Pick<Asked<"ignore">, "key" | "revision">;

/** What an action did. */
interface Done {
  message: string;
  runId?: string;
}

/**
 * Acts on a title as the person saw it.
 *
 * @throws PageError 409 `changed` with the title as it is now, when somebody else was first; what the action throws
 */
async function act(
  { key, revision }: Ask,
  action: Action,
  at: ActDesk,
  work: (item: Item, seen: string | null) => Promise<Done>,
): Promise<Acted> {
  const before = await readTitle(key, at);
  const changed = async () =>
    new PageError(409, "changed", messages.titleChanged(), { title: await readTitle(key, at) });
  if (before.revision !== revision) throw await changed();
  const end = at.acts.begin(key, action);
  if (!end) throw await changed();
  let done: Done;
  try {
    const item = (await ask(at.database, (store) => store.catalogueTitle(key)))?.item;
    if (!item) throw new PageError(404, "not-found", messages.noTitle());
    const kind = action === "choose" || action === "take-back-match" ? "match" : "ignore";
    done = await work(item, before.decisions.find((each) => each.kind === kind)?.at ?? null);
  } finally {
    end();
  }
  return { title: await readTitle(key, at), ...done };
}

/** Somebody decided in another process, or by a flow, in the very moment. */
async function decided(
  saved: Promise<{ done: boolean }>,
  key: string,
  at: ActDesk,
  message: string,
): Promise<Done> {
  const { done } = await soon(saved);
  if (done) return { message };
  throw new PageError(409, "changed", messages.titleChanged(), { title: await readTitle(key, at) });
}

const by = ({ who: { name } }: ActDesk) => (name === null ? {} : { by: name });

export const ignore = (asked: Ask, at: ActDesk): Promise<Acted> =>
  act(asked, "ignore", at, async (item, seen) => {
    await soon(at.database.memory.runs());
    const store = await at.database.memory.store();
    return decided(ignoreTitle(store, item, { ...by(at), seen }), asked.key, at, messages.ignored());
  });

export const choose = (asked: Omit<Asked<"choose">, "database">, at: ActDesk): Promise<Acted> =>
  act(asked, "choose", at, async (item, seen) => {
    await soon(at.database.memory.runs());
    const store = await at.database.memory.store();
    const { tmdbId, type: mediaType, title, year } = asked;
    const choice = {
      tmdbId,
      mediaType,
      ...(title !== undefined && { title }),
      ...(year !== undefined && { year }),
    };
    return decided(chooseMatch(store, item, choice, { ...by(at), seen }), asked.key, at, messages.chosen());
  });

export const takeItBack = (asked: Ask & Pick<Asked<"takeBack">, "kind">, at: ActDesk): Promise<Acted> =>
  act(asked, `take-back-${asked.kind}`, at, async (item) => {
    await soon(at.database.memory.runs());
    const store = await at.database.memory.store();
    await soon(takeBack(store, item, asked.kind));
    return { message: messages.takenBack() };
  });

/** Sends a title through the flow behind its profile once more, as a run of its own. */
export const retry = (asked: Ask & Pick<Asked<"retry">, "dryRun">, at: ActDesk): Promise<Acted> =>
  act(asked, "retry", at, async ({ match: _match, outcome: _outcome, outcomes: _outcomes, ...item }) => {
    const { desk, database } = at;
    const known = await ask(database, (store) => store.catalogueTitle(asked.key));
    const profile = known?.profile ?? "Main";
    const [source] = desk.sources(database, profile);
    if (!source) throw new PageError(409, "no-source", messages.noSource(profile));
    const runs = await soon(database.memory.runs());
    const run = await soon(runs.begin({ profile, trigger: TRIGGERS.retry, dryRun: asked.dryRun ?? false }));
    const release = runs.hold(run.id);
    const { signal } = new AbortController();
    try {
      await runs.expect(run.id, 1);
      const { id: runId, trigger, dryRun, startedAt } = run;
      const sync = { runId, profile, trigger, dryRun, startedAt, total: 1 };
      await emitItems([item], sync, { topic: TRIGGERS.retry }, source.send.bind(source), {
        output: "sequence",
        signal,
      });
    } catch (error) {
      endBroken(runs, run.id, error, signal);
      throw error;
    } finally {
      release();
    }
    return { message: messages.retried(), runId: run.id };
  });

/** Cancels the request that ListSync made, also one that is approved: the person sees which one it is. */
export const cancel = (asked: Ask, at: ActDesk): Promise<Acted> =>
  act(asked, "cancel", at, async (item) => {
    const { desk, database } = at;
    const runs = await soon(database.memory.runs());
    const store = await database.memory.store();
    const server = await serverOf(store, desk, { item });
    if (!server) throw new PageError(409, "no-server", messages.noServer());
    const overseerr = server.connection.overseerr();
    const { outcome: _outcome, outcomes: _outcomes, ...plain } = item;
    const { item: left, error } = await cancelItem(
      plain,
      { overseerr, store },
      { is4k: "both", cancelApproved: true },
    );
    if (error) throw error;
    const known = await ask(database, (found) => found.catalogueTitle(asked.key));
    const run = await runs.join({ trigger: TRIGGERS.manual, total: 1 }, known?.profile);
    await runs.record(run, overseerr.key, left);
    return { message: left.outcome?.reason ?? messages.cancelled() };
  });
