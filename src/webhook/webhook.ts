import type { ServerResponse } from "node:http";
import { type Answer, answerOf, sendAnswer } from "./answer.ts";
import { bodyBudgets } from "./body-budget.ts";
import { dropRest } from "./drop-rest.ts";
import type { Admission, Caller, Guard } from "./guard.ts";
import * as messages from "./messages.ts";
import { parseBody, refuseByType } from "./parse-body.ts";
import { createRateLimit } from "./rate-limit.ts";
import { type BodyRequest, receiveBody, refuseByLength } from "./receive-body.ts";
import { WebhookRefusal } from "./refusal.ts";
import { createReplayMemory, type KeptAnswers } from "./replay-memory.ts";
import { decide } from "./senders/recognise.ts";
import type { Verdict } from "./verdict.ts";

export interface WebhookOptions {
  guard: Guard;
  /** Largest body. */
  maxBytes: number;
  /** Requests that are let in within a minute, and as many that are not; 0 for no limit. */
  perMinute: number;
  /** Does what is to be done. @throws WebhookRefusal */
  act(verdict: Verdict & { sender: string }): Promise<Answer>;
  /** What signed requests were answered. @default only this webhook's own memory */
  kept?: KeptAnswers<Answer>;
  /** How a run is going. @throws WebhookRefusal 404 */
  runStatus(runId: string): Promise<object>;
  /** What the whole offers, as OpenAPI. */
  description: object;
  /** Told of each refusal. */
  onRefused?(status: number): void;
  /** Told of errors that nobody foresaw. */
  onError(error: unknown): void;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds for a body to arrive. */
  timeoutMs?: number;
}

/** A request with what stands in its address. */
export type WebhookRequest = BodyRequest & { params: { readonly [name: string]: string | undefined } };

type Handler = (request: WebhookRequest, response: ServerResponse) => void;

/** Answers requests; none of its handlers ever throws. */
export interface Webhook {
  receive: Handler;
  tellRun: Handler;
  describe: Handler;
  /** What still comes is refused. */
  close(): void;
}

/** Makes a webhook; where it is reached is up to the caller. */
export function createWebhook(options: WebhookOptions): Webhook {
  const { guard, maxBytes, perMinute, act, runStatus, description, onError, now = Date.now } = options;
  const admitted = createRateLimit(perMinute);
  const strangers = createRateLimit(perMinute);
  const repeats = createReplayMemory<Answer>(now);
  let closed = false;

  /** Who may not come in is told so, and after a while only that it is too often. */
  function admit<T>(check: () => T): T {
    try {
      return check();
    } catch (error) {
      throw asStranger(error);
    }
  }

  function asStranger(error: unknown): unknown {
    const wait = strangers.take();
    return wait > 0 ? new WebhookRefusal(429, messages.tooManyStrangers(), wait) : error;
  }

  function count(): void {
    const wait = admitted.take();
    if (wait > 0) throw new WebhookRefusal(429, messages.rateLimited(perMinute), wait);
  }

  const callerOf = ({ headers, params }: WebhookRequest): Caller => ({ headers, key: params.key });

  async function receive(request: WebhookRequest): Promise<Answer> {
    const admission = admit(() => guard(callerOf(request), true));
    refuseByType(request.headers["content-type"], request.headers["content-encoding"]);
    refuseByLength(request, maxBytes);
    const { isProven } = admission;
    const body = await receiveBody(request, {
      maxBytes,
      budget: bodyBudgets[isProven ? "proven" : "unproven"],
      ...(options.timeoutMs && { timeoutMs: options.timeoutMs }),
    }).catch((error: unknown) => {
      throw isProven ? error : asStranger(error);
    });
    admit(() => admission.check(body));
    if (closed) throw new WebhookRefusal(503, messages.closing(), 5);
    count();
    return once(admission, () => handle(body, request.headers["content-type"]));
  }

  const handle = async (body: Buffer, type: string | undefined): Promise<Answer> =>
    act(await decide(await parseBody(body, type)));

  /** An equal request is answered as the first one was, and does nothing. */
  async function once({ repeat }: Admission, work: () => Promise<Answer>): Promise<Answer> {
    if (!repeat) return work();
    const { signature, until } = repeat;
    const before = repeats.find(signature);
    if (before) return asRepeated(await before.answer);
    const answer = onceEver(signature, until, work);
    repeats.keep(signature, until, answer);
    return answer;
  }

  /** As far as anybody remembers; what is done is answered as done, though it could not be remembered. */
  async function onceEver(signature: string, until: number, work: () => Promise<Answer>): Promise<Answer> {
    const before = await options.kept?.find(signature);
    if (before) return asRepeated(before);
    const answer = await work();
    await options.kept?.keep(signature, until, answer).catch(onError);
    return answer;
  }

  const asRepeated = ({ body, ...answer }: Answer): Answer => ({
    ...answer,
    body: { ...body, repeated: true, message: messages.repeated() },
  });

  async function tellRun(request: WebhookRequest): Promise<Answer> {
    const admission = admit(() => guard(callerOf(request), false));
    admit(() => admission.check(Buffer.alloc(0)));
    count();
    return { status: 200, body: { result: "run", ...(await runStatus(request.params.runId ?? "")) } };
  }

  /** It has no secrets, but of an unguessable address nothing is said to who does not know it. */
  async function describe(request: WebhookRequest): Promise<Answer> {
    if (request.params.key !== undefined) admit(() => guard(callerOf(request), false));
    return { status: 200, body: description };
  }

  const handler =
    (work: (request: WebhookRequest) => Promise<Answer>): Handler =>
    (request, response) => {
      const answer = closed ? Promise.reject(new WebhookRefusal(503, messages.closing(), 5)) : work(request);
      void answer
        .catch((error: unknown) => {
          if (!(error instanceof WebhookRefusal)) onError(error);
          return answerOf(error);
        })
        .then((made) => {
          const isUnread = !request.readableEnded && request.body === undefined;
          if (made.status >= 400) options.onRefused?.(made.status);
          sendAnswer(response, made);
          if (isUnread) dropRest(request);
        })
        .catch(onError);
    };

  return {
    receive: handler(receive),
    tellRun: handler(tellRun),
    describe: handler(describe),
    close() {
      closed = true;
    },
  };
}
