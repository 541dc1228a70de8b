import { inTime } from "../../in-time.ts";
import { type PageRequest, type Who, whoAsks } from "./access.ts";
import { mustMay, type PageResponse, sendJson } from "./answer.ts";
import { ROUTES } from "./contract/routes.ts";
import type { RouteName } from "./contract/types.ts";
import * as messages from "./messages.ts";
import { errorAnswer, PageError } from "./page-error.ts";
import type { PagePort } from "./page-port.ts";
import { servedRoutes } from "./served-routes.ts";

/** The interface of the page, loaded by its first request. */
export interface Page {
  /** @param path below `list-sync/api/` */
  answer(path: string, request: PageRequest, response: PageResponse): Promise<void>;
  /** Ends all streams. */
  close(): void;
}

const NAMES = Object.keys(ROUTES) as RouteName[];

/** @param RED Node-RED */
export function servePage(RED: PagePort): Page {
  const served = servedRoutes(RED);
  const open = new Set<AbortController>();

  return {
    async answer(path, request, response) {
      const gone = new AbortController();
      open.add(gone);
      response.on("close", () => gone.abort());
      const { signal } = gone;
      try {
        const { name, params } = find(path, request);
        const who = whoAsks(request, !RED.settings.adminAuth);
        mustMay(who, ROUTES[name].right);
        const route = served[name];
        if (!route) throw noRoute(path);
        const { patienceMs } = route;
        const whoNow = () => askAgain(RED, request);
        const work = route.handle({ ...asked(request), params }, { who, signal, whoNow }, response);
        await (patienceMs === undefined ? work : inTime(work, patienceMs, () => tooLate(patienceMs)));
      } catch (error) {
        if (signal.aborted) return;
        // an end would make half a file a whole one
        if (response.headersSent) return void response.destroy();
        const { status, body } = errorAnswer(error);
        sendJson(response, status, body);
      } finally {
        open.delete(gone);
        gone.abort();
      }
    },
    close() {
      for (const each of open) each.abort();
    },
  };
}

/** Lets Node-RED look again at who asks; what it would answer goes nowhere. */
function askAgain({ auth, settings }: PagePort, request: PageRequest): Promise<Who | undefined> {
  return new Promise((resolve) => {
    const refuse = () => resolve(undefined);
    const nowhere = {
      statusCode: 200,
      setHeader: () => {},
      status: () => nowhere,
      end: refuse,
      json: refuse,
    };
    const guard = auth.needsPermission("") as (request: object, response: object, next: () => void) => void;
    guard(request, nowhere, () => resolve(whoAsks(request, !settings.adminAuth)));
  });
}

/** What of the request routes read. */
const asked = ({ method, headers, body, query, user, authInfo }: PageRequest) => ({
  ...(method !== undefined && { method }),
  headers,
  body,
  query,
  ...(user && { user }),
  ...(authInfo && { authInfo }),
});

const tooLate = (ms: number) => new PageError(504, "timeout", messages.slowAnswer(ms / 1000));

const noRoute = (path: string) => new PageError(404, "no-route", messages.noRoute(path));

/** @throws PageError 404 */
function find(path: string, { method }: PageRequest): { name: RouteName; params: Record<string, string> } {
  const verb = method === "POST" ? "post" : "get";
  for (const name of NAMES) {
    const route = ROUTES[name];
    const params = route.method === verb && paramsIn(route.path, path);
    if (params) return { name, params };
  }
  throw noRoute(path);
}

/** The words of a path where its pattern has `:name`; undefined where it is another path. */
function paramsIn(pattern: string, path: string): Record<string, string> | undefined {
  const [parts, words] = [pattern.split("/"), path.split("/")];
  if (parts.length !== words.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const word = words[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = word;
    else if (part !== word) return undefined;
  }
  return params;
}
