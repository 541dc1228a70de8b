import { type GateRequest, refusalAtGate } from "../endpoints/gate.ts";
import type { PageRequest } from "./access.ts";
import type { PageResponse } from "./answer.ts";
import type { PagePort } from "./page-port.ts";
import type { Page } from "./serve-page.ts";

/** Where the interface is, below `httpAdminRoot`. */
const BELOW = "/list-sync/api/";

type Next = (error?: unknown) => void;
type Handler<Request> = (request: Request, response: PageResponse, next: Next) => void;
interface App {
  get(path: string, ...handlers: unknown[]): unknown;
  post(path: string, ...handlers: unknown[]): unknown;
}

/**
 * Makes the interface of the page known to Node-RED, once: routes are never taken back. All that answers is loaded by the
 * first request.
 *
 * @returns for the end of the package: nothing is answered any more
 */
export function mountPage(RED: PagePort): () => void {
  let page: Promise<Page> | undefined;
  let isOver = false;
  const load = (): Promise<Page> => {
    page ??= import("./serve-page.ts").then(
      ({ servePage }) => servePage(RED),
      (error: unknown) => {
        page = undefined;
        throw error;
      },
    );
    return page;
  };
  const answer: Handler<PageRequest> = (request, response, next) => {
    if (isOver) return next();
    load()
      .then((loaded) => loaded.answer(String(request.params[0] ?? ""), request, response))
      .catch(next);
  };
  const app = RED.httpAdmin as App;
  // whoever Node-RED knows may come in: what that person may do is judged here, since Node-RED answers 401 to both
  const known = RED.auth.needsPermission("");
  app.get(`${BELOW}*`, gate, known, answer);
  app.post(`${BELOW}*`, gate, known, answer);
  return () => {
    isOver = true;
    page?.then((loaded) => loaded.close()).catch(() => {});
  };
}

const gate: Handler<GateRequest> = (request, response, next) => {
  // Node-RED 4.1 lets every web site read its answers
  response.removeHeader("Access-Control-Allow-Origin");
  const refusal = refusalAtGate(request);
  if (!refusal) return next();
  const { status, code, message } = refusal;
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify({ error: { code, message } }));
};
