import { InputError } from "../errors.ts";
import * as messages from "./messages.ts";

/** A configuration node that a flow node names: there, not chosen, or chosen but gone. */
export interface ConfigNode<T> {
  /** Undefined also when none is chosen. */
  node: T | undefined;
  /** It is needed, or was chosen, but is not there. */
  missing: boolean;
  /** @throws InputError `no-config` when it is missing */
  check(): void;
  /** @throws InputError `no-config` when there is none */
  get(): T;
}

/**
 * Looks up a configuration node without throwing: a node whose configuration is gone stays alive and says so for each
 * message.
 *
 * @param id - as stored by the dialog; empty when none is chosen
 * @param find - Node-RED's lookup
 * @param what - for the error: `server`, `database`
 * @param required - whether the node cannot work without it
 */
export function configNode<T>(
  id: string | undefined,
  find: (id: string) => unknown,
  what: string,
  required: boolean,
): ConfigNode<T> {
  const node = id ? ((find(id) as T | null) ?? undefined) : undefined;
  const missing = node === undefined && (required || Boolean(id));
  const absent = (): never => {
    throw new InputError("no-config", id ? messages.configNodeGone(what) : messages.noConfigNode(what));
  };
  return {
    node,
    missing,
    check: () => {
      if (missing) absent();
    },
    get: () => node ?? absent(),
  };
}
