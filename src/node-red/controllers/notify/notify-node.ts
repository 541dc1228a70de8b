import type { Env } from "../../../fields/expand-env.ts";
import type { HomeAssistant } from "../../../home-assistant/home-assistant.ts";
import { inTime } from "../../../in-time.ts";
import type { Arrival } from "../../../items/item.ts";
import type { Message } from "../../../message.ts";
import type { Channel } from "../../../notify/channels/channel.ts";
import { type Around, createDelivery, type Delivery } from "../../../notify/deliver.ts";
import { createGathering } from "../../../notify/gather.ts";
import { createKnownProblems } from "../../../notify/known-problems.ts";
import * as messages from "../../../notify/messages.ts";
import type { ArrivalNews, News } from "../../../notify/news.ts";
import type { Notice } from "../../../notify/notice.ts";
import { noticeFields } from "../../../notify/notice-fields.ts";
import { newsOfArrival } from "../../../notify/run-news.ts";
import type { RunSummary } from "../../../runs/events.ts";
import type { Memory } from "../../../runs/memory.ts";
import { momentText } from "../../../schedule/moment-text.ts";
import { ownZone, zoneClock } from "../../../schedule/zone-clock.ts";
import type { Status } from "../../node-port.ts";
import { errorStatus, reportable } from "../../report-error.ts";
import type { NotifyConfig } from "../../settings/fields/sync-notify.ts";
import { readNotify } from "../../settings/notify-options.ts";
import * as statuses from "../../statuses/messages.ts";
import { good, working } from "../../statuses/status.ts";
import { followRuns } from "./follow-runs.ts";
import { listenForButtons } from "./listen-for-buttons.ts";
import { newsOfRun } from "./news-of-run.ts";
import { notifyDigest } from "./notify-digest.ts";
import { newsOfMessage } from "./notify-input.ts";
import { createWeighing } from "./weigh-news.ts";

/** Milliseconds that a node that is closed waits for news that is being weighed. */
const WEIGHING = 5000;
/** Milliseconds without another title until those that arrived are told of together. */
const QUIET = 3000;
/** Times of that which the first of them waits at most. */
const LONGEST = 10;

export interface NotifyPorts {
  /** Of the node. */
  id: string;
  memory?: Memory | undefined;
  env: Env;
  /** Undefined: only the output. */
  channel: Channel | undefined;
  /** Whose buttons are listened to. */
  homeAssistant?: HomeAssistant | undefined;
  /** Adds the addresses of posters. */
  withPosters(news: News[]): Promise<News[]>;
  /** The composed message by the first output, a pressed button by the second. */
  send(messages: [Message | null, Message | null]): void;
  onStatus(): void;
  onError(error: Error): void;
  warn(sentence: string): void;
  now?: () => Date;
  /** @default 5000 */
  weighingMs?: number;
  /** @default 3000 */
  quietMs?: number;
}

/** The work of a `sync-notify` node. */
export interface NotifyNode {
  /**
   * Tells of the summary, or the event, that a message brings.
   *
   * @returns resolves at once when it is to be told later, else once it is sent
   * @throws InputError `bad-input`; NotifyError
   */
  handle(msg: Message): Promise<void>;
  status(): Status;
  /** @param removed it is gone for good, not only until the next start */
  close(removed: boolean): Promise<void>;
}

/** Tells people of runs until it is closed. @throws InputError `bad-config` */
export function createNotifyNode(config: NotifyConfig, ports: NotifyPorts): NotifyNode {
  const { id, memory, env, channel, homeAssistant, send, now = () => new Date() } = ports;
  const { weighingMs = WEIGHING, quietMs = QUIET } = ports;
  const settings = readNotify(config, env, memory !== undefined);
  const { follows, profile, wanted, requester, cron } = settings;
  const clock = zoneClock(ownZone());
  let last: Status = {};
  let due: number | undefined;
  let closed = false;

  const show = (status: Status) => {
    last = status;
    if (!closed) ports.onStatus();
  };
  const report = (error: unknown): void => {
    const reported = reportable(error);
    if (closed || reported.code === "cancelled") return;
    show(errorStatus(reported.code));
    ports.onError(reported);
  };

  const delivery: Delivery | undefined =
    channel && createDelivery(channel, { onChange: () => !closed && ports.onStatus() });

  async function tell(notice: Notice, around?: Around): Promise<void> {
    const { text, ...fields } = noticeFields(notice);
    // only to the output: no delivery does that
    if (!delivery) await around?.before();
    send([{ topic: String(fields.title), payload: text, notice: { ...fields, text } }, null]);
    await delivery?.send(notice, around);
    const time = clock.write(now().getTime(), { hour: "2-digit", minute: "2-digit" });
    show(good(channel ? statuses.notified(time) : statuses.composed(time)));
  }

  const known = createKnownProblems(memory, id, report);
  const digest =
    cron === undefined
      ? undefined
      : notifyDigest(cron, memory, {
          id,
          withPosters: ports.withPosters,
          send: tell,
          onError: report,
          onDue(at) {
            due = at;
            if (!closed) ports.onStatus();
          },
          now: () => now().getTime(),
        });

  const weighing = createWeighing({
    memory,
    wanted,
    known,
    digest,
    withPosters: ports.withPosters,
    tell,
    sending: () => delivery?.waiting ?? 0,
  });
  const arrivals = createGathering<ArrivalNews>({
    // a digest gathers by itself: what it holds is to be kept at once
    quietMs: digest ? 0 : quietMs,
    longestMs: quietMs * LONGEST,
    take: (all) => weighing.take(async () => all),
  });

  const concerns = (of: string): boolean => profile === undefined || of === profile;

  async function takeRun(summary: RunSummary): Promise<void> {
    if (!concerns(summary.profile)) return;
    await weighing.take(async () => [await newsOfRun(summary, now(), { memory, requester }, report)]);
  }
  async function takeArrival(of: string, arrival: Arrival): Promise<void> {
    const news = concerns(of) ? newsOfArrival(of, arrival, requester) : undefined;
    if (news) await arrivals.add(news);
  }
  const following = follows
    ? followRuns(memory, {
        ended: (summary) => void takeRun(summary).catch(report),
        arrived: (of, arrival) => void takeArrival(of, arrival).catch(report),
      })
    : undefined;

  const stopListening =
    homeAssistant &&
    listenForButtons(
      homeAssistant,
      id,
      (pressed) => {
        if (!closed) send([null, { ...(profile !== undefined && { profile }), ...pressed }]);
      },
      report,
    );

  return {
    async handle(msg) {
      const given = newsOfMessage(msg, now());
      if (!given) return;
      if ("runId" in given) {
        if (following?.isNew(given.runId) ?? true) await takeRun(given);
        // the database tells of these by itself, and whose list they are on
      } else if (!following && requester === undefined && concerns(given.profile)) await arrivals.add(given);
    },
    status() {
      const waiting = delivery?.waiting ?? 0;
      if (waiting > 0) return working(statuses.sendingNotices(waiting));
      if (last.fill !== undefined && last.fill !== "green") return last;
      if (due !== undefined) return good(statuses.nextDigest(momentText(due, now().getTime(), clock)));
      return last;
    },
    async close(removed) {
      following?.stop();
      stopListening?.();
      // what is gathered or weighed already is to be sent, or kept for the digest
      const settled = Promise.all([arrivals.flush(), weighing.ended()]);
      await inTime(settled, weighingMs, () => new Error("late")).catch(() => {});
      closed = true;
      const unweighed = weighing.close();
      const unsent = (await delivery?.close()) ?? 0;
      await digest?.close();
      // those of a digest are sent at the next start
      const lost = unweighed + (digest ? 0 : unsent);
      if (lost > 0) ports.warn(messages.lostByClosing(lost));
      if (!removed || !memory) return;
      const release = memory.use();
      try {
        await (await memory.store()).saveNotifier(id, undefined);
        await known.forget();
      } finally {
        release();
      }
    },
  };
}
