import { CancelledError } from "../../errors.ts";
import { createHttp } from "../../http/create-http.ts";
import type { Http, HttpResponse } from "../../http/http.ts";
import { HttpError } from "../../http/http-error.ts";
import { redact } from "../../http/redact.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import * as messages from "../messages.ts";
import type { Notice } from "../notice.ts";
import type { Channel, Verdict } from "./channel.ts";

/** Milliseconds for one try. */
export const TRY_MS = 5000;

/** How a service that is called over HTTP is spoken to. */
export interface HttpForm {
  name: string;
  url: string;
  /** Keys, which no preview shows. */
  headers?: Record<string, string>;
  body(notice: Notice): unknown;
  /** What of it may be shown. @default all of it */
  preview?(notice: Notice): unknown;
  /** What is sent in its place where it is refused with 400; undefined where nothing can be left out. */
  plainer?(notice: Notice): unknown;
  /** A success has an `id`; without one something else answered. */
  answersWithId?: true;
  /** What a success means; undefined where it is one. */
  doubt?(answer: HttpResponse): Verdict | undefined;
  /** Where the service says of a refusal why, in its own words. */
  saidIn?: "message" | "error";
}

/** No redirects, no retries of its own: tries are counted where they are made. */
const newClient = (timeoutMs: number): Http =>
  createHttp({ timeoutMs, retries: 0, maxRedirects: 0, maxBytes: 256 * 1024, concurrency: 1 });

/** Makes a channel of it. @param timeoutMs milliseconds for one try */
export function httpChannel(
  form: HttpForm,
  timeoutMs: number = TRY_MS,
  http = newClient(timeoutMs),
): Channel {
  const { name, url, headers = {} } = form;
  return {
    name,
    preview: form.preview ?? form.body,
    async send(notice, signal) {
      const post = (json: unknown) => http.request({ method: "POST", url, headers, json, signal });
      const body = form.body(notice);
      const plainer = form.plainer?.(notice);
      try {
        const answer = await post(body);
        const isOver = answer.status !== 400 || plainer === undefined;
        return judge(form, isOver ? answer : await post(plainer));
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        const reason = error instanceof HttpError ? (error.reason ?? error.code) : "unexpected";
        return { kind: "again", code: "notify-unreachable", why: messages.unreachable(name, reason) };
      }
    },
  };
}

function judge(form: HttpForm, answer: HttpResponse): Verdict {
  const { name } = form;
  const { status, headers, body } = answer;
  if (status === 429)
    return { kind: "again", code: "notify-limited", ...waitOf(headers, body), why: messages.limiting(name) };
  if (status >= 500 || status === 408)
    return {
      kind: "again",
      code: "notify-unreachable",
      ...waitOf(headers, body),
      why: messages.serviceTrouble(name, status),
    };
  if (status >= 300 && status < 400) return { kind: "refused", why: messages.redirected(name) };
  if (form.answersWithId && status < 300 && !hasId(body))
    return { kind: "refused", why: messages.notThatService(name) };
  const doubt = form.doubt?.(answer);
  if (doubt) return doubt;
  if ([401, 403, 404, 410].includes(status))
    return { kind: "refused", why: messages.addressGone(name, status) };
  if (status >= 400) return { kind: "refused", why: messages.refused(name, status, said(form, body)) };
  if (isWebPage(answer)) return { kind: "refused", why: messages.notThatService(name) };
  return { kind: "sent" };
}

/** How long a service asks to wait: in the header, or as Discord also says it in the body, in seconds. */
function waitOf(headers: Record<string, string>, body: unknown): { afterMs?: number } {
  const seconds = fieldOf(body, "retry_after");
  const inBody = typeof seconds === "number" && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
  const inHeader = retryAfterMs(headers);
  if (inBody === undefined && inHeader === undefined) return {};
  return { afterMs: Math.max(inBody ?? 0, inHeader ?? 0) };
}

/** A login page, or that of a proxy. */
const isWebPage = ({ headers, body }: HttpResponse): boolean =>
  /text\/html/i.test(headers["content-type"] ?? "") &&
  typeof body === "string" &&
  /^\s*<(!doctype|html)/i.test(body);

/** Longest of what a service says. */
const SAID = 160;

function said({ saidIn }: HttpForm, body: unknown): string {
  const text = saidIn && fieldOf(body, saidIn);
  if (typeof text !== "string") return "";
  return redact(text).replace(/\s+/g, " ").trim().slice(0, SAID).replace(/\.$/, "");
}

const hasId = (body: unknown): boolean => typeof fieldOf(body, "id") === "string";

const fieldOf = (body: unknown, name: string): unknown =>
  (body as Record<string, unknown> | null | undefined)?.[name];
