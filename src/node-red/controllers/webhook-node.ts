import { InputError } from "../../errors.ts";
import type { Env } from "../../fields/expand-env.ts";
import { keepSecret } from "../../http/redact.ts";
import type { Message } from "../../message.ts";
import type { Memory } from "../../runs/memory.ts";
import { unknownLists } from "../../sources/profile-lists.ts";
import { createGuard } from "../../webhook/guard.ts";
import { openApi } from "../../webhook/openapi.ts";
import { sameSecret } from "../../webhook/same-secret.ts";
import { createWebhook } from "../../webhook/webhook.ts";
import { type NodeApp, nodeRoutes, type RouteHandler } from "../endpoints/node-routes.ts";
import { keepBodiesUntouched, type MountedApp } from "../endpoints/untouched-body.ts";
import * as messages from "../messages.ts";
import type { Status } from "../node-port.ts";
import { reportable } from "../report-error.ts";
import type { WebhookConfig } from "../settings/fields/sync-webhook.ts";
import { readWebhook } from "../settings/webhook-options.ts";
import * as statuses from "../statuses/messages.ts";
import { attention, good } from "../statuses/status.ts";
import { keptAnswers } from "./kept-answers.ts";
import { createWebhookActs } from "./webhook-acts.ts";

/** What of Node-RED's settings has to do with addresses below `httpNodeRoot`. */
interface HttpSettings {
  httpNodeRoot?: string | false | undefined;
  httpNodeAuth?: unknown;
  httpNodeMiddleware?: unknown;
}

export interface WebhookPorts {
  memory: Memory;
  env: Env;
  app: NodeApp & MountedApp;
  settings: HttpSettings;
  /** A sync by the first output, an event of a server by the second. */
  send(messages: [Message | null, Message | null]): void;
  onStatus(): void;
  onError(error: Error): void;
  warn(sentence: string): void;
  now?: () => Date;
}

/** The work of a `sync-webhook` node. */
export interface WebhookNode {
  status(): Status;
  close(): void;
}

// For the process: of two nodes with one path the first would get everything, and the second would never say so.
const claimed = new Set<string>();

/**
 * Answers below a path until it is closed.
 *
 * @param config - with the credential
 * @throws InputError `bad-config`
 */
export function createWebhookNode(
  config: WebhookConfig & { secret?: string },
  ports: WebhookPorts,
): WebhookNode {
  const { app, settings, memory, env, warn, now = () => new Date() } = ports;
  const read = readWebhook(config, env);
  const { path, access, secret, profile } = read;
  if (settings.httpNodeRoot === false) throw new InputError("bad-config", messages.noNodeRoot());
  const routes = nodeRoutes(app, settings.httpNodeMiddleware);
  const claim = path.toLowerCase();
  if (claimed.has(claim) || routes.isTaken("post", path))
    throw new InputError("bad-config", messages.webhookPathTaken(path));
  claimed.add(claim);
  if (settings.httpNodeAuth)
    warn(access === "token" ? messages.nodeAuthTakesHeader() : messages.nodeAuthToo());
  const forget = keepSecret(secret);
  let last: Status = good(statuses.receiving(path));

  const show = (status: Status) => {
    last = status;
    ports.onStatus();
  };
  const acts = createWebhookActs({
    memory,
    rules: {
      ...read,
      isKnown: (entry) => unknownLists([entry], profile).length === 0,
    },
    send: ports.send,
    onAct: (say) => show(good(say(clock(now())))),
  });
  const webhook = createWebhook({
    ...read,
    guard: createGuard(access, secret),
    act: acts.act,
    kept: keptAnswers(memory, claim, now),
    runStatus: acts.runStatus,
    description: openApi(access),
    onRefused: (status) => show(attention(statuses.refused(clock(now()), status))),
    onError: (error) => ports.onError(reportable(error)),
  });

  // an address that is wrong may be right for another node
  const ours =
    (handler: typeof webhook.receive): RouteHandler =>
    (request, response, next) => {
      const { key } = request.params;
      if (key !== undefined && !sameSecret(key, secret) && routes.fitsOthers(request.path)) next();
      else handler(request, response);
    };
  const base = access === "address" ? `${path}/:key` : path;
  for (const method of ["post", "put"] as const) {
    routes.add(method, base, ours(webhook.receive));
    if (base !== path) routes.add(method, path, ours(webhook.receive));
  }
  routes.add("get", `${base}/runs/:runId`, ours(webhook.tellRun));
  routes.add("get", `${base}/openapi.json`, ours(webhook.describe));

  const letGo = keepBodiesUntouched(app, (method, place) => {
    if (method !== "POST" && method !== "PUT") return false;
    const plain = place.replace(/\/$/, "");
    if (access !== "address") return plain.toLowerCase() === claim;
    const end = plain.lastIndexOf("/");
    return plain.slice(0, end).toLowerCase() === claim && sameSecret(plain.slice(end + 1), secret);
  });

  return {
    status: () => last,
    close() {
      webhook.close();
      letGo();
      acts.close();
      routes.remove();
      claimed.delete(claim);
      forget();
    },
  };
}

const clock = (time: Date): string => time.toTimeString().slice(0, 5);
