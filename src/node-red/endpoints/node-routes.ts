import type { ServerResponse } from "node:http";
import type { WebhookRequest } from "../../webhook/webhook.ts";

type Next = (error?: unknown) => void;

/** Answers a request below `httpNodeRoot`. */
export type RouteHandler = (
  request: WebhookRequest & { path: string },
  response: ServerResponse,
  next: Next,
) => void;

interface Layer {
  regexp?: RegExp;
  route?: { path: unknown; methods: Record<string, boolean>; stack: { handle: unknown }[] };
}

/** The part of an Express application that is needed; Node-RED's `RED.httpNode`. */
export type NodeApp = Record<"get" | "post" | "put", (path: string, ...handlers: unknown[]) => unknown> & {
  /** Made with its first route. */
  _router?: { stack: Layer[] };
};

/** Routes below `httpNodeRoot` that belong to one node. */
export interface NodeRoutes {
  add(method: "get" | "post" | "put", path: string, handler: RouteHandler): void;
  /** Whether somebody else's route is this one: who came first gets the request. */
  isTaken(method: "get" | "post", path: string): boolean;
  /** Whether somebody else's route fits a path as well. */
  fitsOthers(path: string): boolean;
  /** Takes away the node's own routes, and no others. */
  remove(): void;
}

/**
 * Makes routes of a node.
 *
 * @param middleware - `httpNodeMiddleware` of settings.js, which Node-RED applies only to its own HTTP In
 */
export function nodeRoutes(app: NodeApp, middleware: unknown): NodeRoutes {
  const before = [middleware].flat().filter((each) => typeof each === "function");
  const own = new Set<unknown>();
  const layers = (): Layer[] => app._router?.stack ?? [];
  // by identity: another node may have a route with the same path
  const isOwn = ({ route }: Layer): boolean => route?.stack.some(({ handle }) => own.has(handle)) === true;
  const others = (): Layer[] => layers().filter((layer) => layer.route && !isOwn(layer));
  return {
    add(method, path, handler) {
      app[method](path, ...before, handler);
      own.add(handler);
    },
    isTaken: (method, path) =>
      others().some(({ route }) => route?.methods[method] === true && plain(route.path) === plain(path)),
    fitsOthers: (path) => others().some(({ regexp }) => regexp?.test(path) === true),
    remove() {
      const stack = layers();
      for (const layer of stack.filter(isOwn)) stack.splice(stack.indexOf(layer), 1);
    },
  };
}

/** As Express compares paths. */
const plain = (path: unknown): string => String(path).replace(/\/$/, "").toLowerCase();
