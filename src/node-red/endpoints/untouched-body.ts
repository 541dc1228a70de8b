import type { IncomingMessage } from "node:http";

interface Layer {
  handle: unknown;
}

/** The part of an Express application that is needed. */
export interface MountedApp {
  /** The application that it is mounted on. */
  parent?: MountedApp;
  /** Where it is mounted: `/endpoint/`. */
  path?(): string;
  use(handler: unknown): unknown;
  _router?: { stack: Layer[] };
}

/**
 * Keeps everybody from reading the bodies of some requests before their handler does. Node-RED's editor shares its address
 * with nodes, and has a parser that reads every JSON (up to 5 MB, without a look at the address); a signature covers bytes.
 *
 * @param isOurs - of the method and the path below the application's own
 * @returns the end of it
 */
export function keepBodiesUntouched(
  app: MountedApp,
  isOurs: (method: string, path: string) => boolean,
): () => void {
  const base = (app.path?.() ?? "").replace(/\/+$/, "");
  const root = rootOf(app);
  const mark = (request: IncomingMessage & { _body?: boolean }, _response: unknown, next: () => void) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const isBelow = path.toLowerCase().startsWith(`${base.toLowerCase()}/`);
    // the parsers' own sign that there is nothing left to read
    if (isBelow && isOurs(request.method ?? "", path.slice(base.length))) request._body = true;
    next();
  };
  root.use(mark);
  const place = () => root._router?.stack.findIndex(({ handle }) => handle === mark) ?? -1;
  // before all others, as Node-RED's own HTTP In does it for raw bodies
  const layer = root._router?.stack.splice(place(), 1)[0];
  if (layer) root._router?.stack.unshift(layer);
  return () => {
    const at = place();
    if (at >= 0) root._router?.stack.splice(at, 1);
  };
}

const rootOf = (app: MountedApp): MountedApp => (app.parent ? rootOf(app.parent) : app);
