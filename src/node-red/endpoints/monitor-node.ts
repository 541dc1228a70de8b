import { InputError } from "../../errors.ts";
import type { Env } from "../../fields/expand-env.ts";
import { keepSecret } from "../../http/redact.ts";
import { VERSION } from "../../http/user-agent.ts";
import { unexpected } from "../../monitor/messages.ts";
import { createMonitor, type Report } from "../../monitor/monitor.ts";
import type { ServerConnection } from "../../overseerr/connection/server-connection.ts";
import type { Memory } from "../../runs/memory.ts";
import { listsByProfile } from "../../sources/profile-lists.ts";
import { sendAnswer, sendText } from "../../webhook/answer.ts";
import { sameSecret } from "../../webhook/same-secret.ts";
import { passwordsOf } from "../../webhook/sent-passwords.ts";
import * as messages from "../messages.ts";
import type { Status } from "../node-port.ts";
import type { MonitorConfig } from "../settings/fields/sync-monitor.ts";
import { type ReportName, readMonitor } from "../settings/monitor-options.ts";
import * as statuses from "../statuses/messages.ts";
import { good, stopped } from "../statuses/status.ts";
import { type NodeApp, nodeRoutes, type RouteHandler } from "./node-routes.ts";

export interface MonitorPorts {
  memory: Memory;
  connection: ServerConnection;
  env: Env;
  app: NodeApp;
  /** What of Node-RED's settings has to do with addresses below `httpNodeRoot`. */
  settings: {
    httpNodeRoot?: string | false | undefined;
    httpNodeAuth?: unknown;
    httpNodeMiddleware?: unknown;
  };
  onError(error: unknown): void;
  warn(sentence: string): void;
}

/** The work of a `sync-monitor` node. */
export interface MonitorNode {
  status: Status;
  close(): void;
}

/**
 * Answers those who watch, until it is closed.
 *
 * @param config - with the credential
 * @throws InputError `bad-config`
 */
export function createMonitorNode(
  config: MonitorConfig & { token?: string },
  ports: MonitorPorts,
): MonitorNode {
  const { app, settings, memory, connection, env, onError } = ports;
  const { paths, staleHours, token } = readMonitor(config, env);
  const entries = Object.entries(paths) as [ReportName, string][];
  if (entries.length === 0) return { status: stopped(statuses.nothingOn()), close: () => {} };
  if (settings.httpNodeRoot === false) throw new InputError("bad-config", messages.noNodeRoot());
  const routes = nodeRoutes(app, settings.httpNodeMiddleware);
  const taken = entries.find(([, path]) => routes.isTaken("get", path));
  if (taken) throw new InputError("bad-config", messages.monitorPathTaken(taken[1]));
  if (settings.httpNodeAuth && token !== undefined) ports.warn(messages.nodeAuthTakesToken());
  const forget = token === undefined ? () => {} : keepSecret(token);
  const monitor = createMonitor({
    memory,
    connection,
    lists: () => listsByProfile(memory.file),
    staleHours,
    counts: paths.metrics !== undefined,
    version: VERSION,
    onError,
  });
  for (const [name, path] of entries) routes.add("get", path, answerer(monitor[name], token, onError));

  return {
    status: good(statuses.watching(entries.map(([, path]) => path))),
    close() {
      routes.remove();
      monitor.close();
      forget();
    },
  };
}

/** It never throws: a handler that does ends Node-RED. */
const answerer =
  (
    report: () => Promise<Report>,
    token: string | undefined,
    onError: (error: unknown) => void,
  ): RouteHandler =>
  (request, response) => {
    const refusal = token === undefined ? undefined : whyNotIn(request.headers.authorization, token);
    if (refusal !== undefined) return sendAnswer(response, { status: 401, body: { error: refusal } });
    void report()
      .then((made) => sendText(response, made))
      .catch((error: unknown) => {
        onError(error);
        sendAnswer(response, { status: 500, body: { error: unexpected() } });
      })
      .catch(onError);
  };

/** Compares what was sent with the token, in a time that tells nothing about it. @returns undefined for who may come in */
function whyNotIn(authorization: string | undefined, token: string): string | undefined {
  const sent = passwordsOf(authorization);
  if (sent.length === 0) return messages.noMonitorToken();
  return sent.map((each) => sameSecret(each, token)).some(Boolean) ? undefined : messages.wrongMonitorToken();
}
