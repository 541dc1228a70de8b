import type { Arrival, Item } from "../../items/item.ts";
import type { ListEntry } from "../../lists/entries/list-entry.ts";
import type { Message } from "../../message.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Run } from "../../runs/run.ts";
import { TRIGGERS } from "../../runs/trigger.ts";
import type { Answer } from "../../webhook/answer.ts";
import * as messages from "../../webhook/messages.ts";
import { allowList, type NamingRules } from "../../webhook/named-list.ts";
import { createPromisedRuns } from "../../webhook/promised-runs.ts";
import { WebhookRefusal } from "../../webhook/refusal.ts";
import { runStatus } from "../../webhook/run-status.ts";
import type { ServerEvent, SyncWish, Verdict } from "../../webhook/verdict.ts";
import * as statuses from "../statuses/messages.ts";
import { RETRY_AFTER, soon } from "./soon.ts";

export interface WebhookActsOptions {
  memory: Memory;
  rules: NamingRules;
  send(messages: [Message | null, Message | null]): void;
  /** Told what was done: makes a few words of the time. */
  onAct(say: (time: string) => string): void;
}

/** Does what requests ask for. */
export interface WebhookActs {
  /** @throws WebhookRefusal */
  act(verdict: Verdict & { sender: string }): Promise<Answer>;
  /** @throws WebhookRefusal */
  runStatus(runId: string): Promise<object>;
  close(): void;
}

export function createWebhookActs(options: WebhookActsOptions): WebhookActs {
  const { memory, rules, send, onAct } = options;
  const { profile } = rules;
  const promised = createPromisedRuns();
  let closed = false;
  const stopFollowing = memory.whenOpen((runs) => {
    const begun = ({ id }: Run) => promised.begun(id);
    runs.on("run-queued", promised.taken);
    runs.on("run-started", begun);
    runs.on("run-skipped", promised.skipped);
    return () => {
      runs.off("run-queued", promised.taken);
      runs.off("run-started", begun);
      runs.off("run-skipped", promised.skipped);
    };
  });

  /** What a node sends that was closed meanwhile may reach nobody, and its sender would not ask again. */
  function refuseClosed(): void {
    if (closed) throw new WebhookRefusal(503, messages.closing(), RETRY_AFTER);
  }

  async function sync({ lists: named, items, dryRun }: SyncWish, sender: string): Promise<Answer> {
    const lists: ListEntry[] = [];
    for (const each of named ?? []) {
      const list = await allowList(each, rules);
      if (typeof list === "string") return ignored(list, sender);
      lists.push(list);
    }
    await soon(memory.store());
    refuseClosed();
    // titles are another wish each time
    const alike = items ? undefined : JSON.stringify([lists, dryRun]);
    const { runId, isNew } = promised.promise(alike);
    if (isNew) {
      onAct((time) =>
        items ? statuses.askedForTitles(time, items.length) : statuses.askedForLists(time, lists.length),
      );
      send([
        {
          topic: "sync",
          trigger: TRIGGERS.webhook,
          profile,
          runId,
          // what has changed must not be missed because a sync is running
          whenRunning: "queue",
          ...(lists.length > 0 && { lists }),
          ...(items && { lists: [{ provider: "own", list: "payload" }], payload: items.map(looseRow) }),
          ...(dryRun !== undefined && { dryRun }),
        },
        null,
      ]);
    }
    const message = isNew ? messages.started() : messages.alreadyAsked();
    return { status: 202, body: { result: "started", runId, sender, message } };
  }

  async function tell(event: ServerEvent, sender: string): Promise<Answer> {
    const { kind } = event;
    const arrival = kind === "available" ? await arrive(event) : undefined;
    const item = arrival?.item ?? event.item;
    const name = item.year === undefined ? item.title : `${item.title} (${item.year})`;
    if (kind === "available" && !arrival) return ignored(messages.knownToBeAvailable(name), sender);
    refuseClosed();
    onAct((time) => statuses.serverSaid(time, kind, name));
    send([null, { topic: kind, profile, payload: { ...event, item } }]);
    const message = messages.eventTaken(kind, name);
    return { status: 200, body: { result: "event", event: kind, title: name, sender, message } };
  }

  /** Remembers what is available, and tells everybody who follows the profile. */
  async function arrive({ item, is4k = false, whole, by }: ServerEvent): Promise<Arrival | undefined> {
    const release = memory.use();
    try {
      const store = await soon(memory.store());
      const arrival = await soon(store.arrive({ item, is4k, whole, by }, new Date().toISOString()));
      if (arrival) (await memory.runs()).emit("title-available", profile, arrival);
      return arrival;
    } finally {
      release();
    }
  }

  return {
    async act(verdict) {
      const { sender } = verdict;
      if (verdict.result === "sync") return sync(verdict, sender);
      if (verdict.result === "event") return tell(verdict.event, sender);
      return ignored(verdict.reason, sender);
    },
    runStatus: async (runId) => runStatus(runId, profile, await soon(memory.store()), promised),
    close() {
      closed = true;
      stopFollowing();
    },
  };
}

const ignored = (reason: string, sender: string): Answer => ({
  status: 200,
  body: { result: "ignored", reason, sender },
});

/** A title as people write it in a message, which list-source reads as it reads theirs. */
const looseRow = ({ title, year, mediaType, ids, seasons, rating, description }: Item) => ({
  ...(title !== "" && { title }),
  ...(year !== undefined && { year }),
  ...(mediaType !== "unknown" && { media_type: mediaType }),
  ...(ids.tmdb !== undefined && { tmdb_id: ids.tmdb }),
  ...(ids.imdb !== undefined && { imdb_id: ids.imdb }),
  ...(ids.tvdb !== undefined && { tvdb_id: ids.tvdb }),
  ...(seasons && { seasons }),
  ...(rating !== undefined && { rating }),
  ...(description !== undefined && { description }),
});
