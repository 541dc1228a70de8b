import * as messages from "./messages.ts";
import { StateError } from "./state-error.ts";

/** better-sqlite3 13 is built for this version of Node-API; an older one crashes the whole process (measured 2026-11). */
const NEEDED_NODE_API = 10;

/** The part of `process.versions` that decides. */
export interface RuntimeVersions {
  node: string;
  /** Highest Node-API version that this Node.js offers. */
  napi?: string;
}

/**
 * Makes sure that this Node.js can load SQLite, before anything tries: too old a Node.js does not throw there, it dies
 * with a segmentation fault and takes Node-RED with it.
 *
 * @param versions - `process.versions`
 * @throws StateError `state-runtime`
 */
export function checkRuntime(versions: RuntimeVersions = process.versions): void {
  if (Number(versions.napi) >= NEEDED_NODE_API) return;
  throw new StateError("state-runtime", messages.nodeTooOld(versions.node));
}
