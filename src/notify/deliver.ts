import { CancelledError } from "../errors.ts";
import { pause } from "../http/pause.ts";
import type { Channel, Verdict } from "./channels/channel.ts";
import * as messages from "./messages.ts";
import type { Notice } from "./notice.ts";
import { NotifyError } from "./notify-error.ts";

/** Tries of one notification. */
const TRIES = 3;
/** Notifications that may wait, the one that is being sent included. */
export const MOST_WAITING = 100;
/** Milliseconds before the second try; twice as many before the third. */
const BACK_OFF = 1000;
/** Milliseconds that a service rests which limits and does not say for how long: ntfy.sh takes one message in that time. */
const LIMITED = 5000;
/** A service that asks for more than this has no room for us. */
const LONGEST = 5 * 60_000;

type Again = Extract<Verdict, { kind: "again" }>;

/** What a digest does around each try, so that nobody gets it twice. */
export interface Around {
  /** Right before something is sent. What it throws is thrown, and nothing is sent. */
  before(): Promise<void>;
  /** It did not arrive. */
  failed(): Promise<void>;
}

/** Sends notifications by one channel, one after the other. */
export interface Delivery {
  /** @throws NotifyError when it was not sent; CancelledError when the delivery was closed */
  send(notice: Notice, around?: Around): Promise<void>;
  /** How many wait or are being sent. */
  readonly waiting: number;
  /** What waits is given up; what is on its way has as long as a try takes. Resolves to how many were not sent. */
  close(): Promise<number>;
}

export interface DeliveryOptions {
  /** @default 1000 */
  backOffMs?: number;
  /** @default 5000 */
  limitedMs?: number;
  onChange?(): void;
}

export function createDelivery(channel: Channel, options: DeliveryOptions = {}): Delivery {
  const { backOffMs = BACK_OFF, limitedMs = LIMITED, onChange = () => {} } = options;
  const closing = new AbortController();
  let queued = 0;
  let lost = 0;
  let turn: Promise<unknown> = Promise.resolve();
  /** How long the service is to rest by its last answer, which holds for all that waits. */
  let rest: { until: number; verdict: Again } | undefined;

  const restAfter = ({ afterMs, code }: Again): number =>
    afterMs ?? (code === "notify-limited" ? limitedMs : 0);

  async function rested(): Promise<void> {
    if (!rest) return;
    const leftMs = rest.until - performance.now();
    if (leftMs > LONGEST) throw new NotifyError(rest.verdict.code, rest.verdict.why);
    if (leftMs > 0) await pause(leftMs, closing.signal);
  }

  async function tries(notice: Notice, around: Around | undefined): Promise<void> {
    for (let number = 1; ; number += 1) {
      if (closing.signal.aborted) throw new CancelledError();
      await rested();
      await around?.before();
      const verdict = await channel.send(notice, new AbortController().signal);
      if (verdict.kind === "sent") return;
      const afterMs = verdict.kind === "again" ? restAfter(verdict) : 0;
      if (verdict.kind === "again" && afterMs > 0) rest = { until: performance.now() + afterMs, verdict };
      await around?.failed();
      if (verdict.kind === "refused") throw new NotifyError("notify-refused", verdict.why);
      if (number >= TRIES || afterMs > LONGEST) throw new NotifyError(verdict.code, verdict.why);
      await pause(Math.max(afterMs, backOffMs * 2 ** (number - 1)), closing.signal);
    }
  }

  async function inTurn(notice: Notice, around: Around | undefined): Promise<void> {
    try {
      await tries(notice, around);
    } catch (error) {
      if (error instanceof CancelledError) lost += 1;
      throw error;
    } finally {
      queued -= 1;
      onChange();
    }
  }

  return {
    get waiting() {
      return queued;
    },
    send(notice, around) {
      if (queued >= MOST_WAITING)
        return Promise.reject(new NotifyError("notify-limited", messages.tooManyWaiting(MOST_WAITING)));
      queued += 1;
      onChange();
      const sent = turn.then(() => inTurn(notice, around));
      turn = sent.catch(() => {});
      return sent;
    },
    async close() {
      closing.abort(new CancelledError());
      await turn;
      return lost;
    },
  };
}
