import { InputError } from "../errors.ts";
import * as messages from "./messages.ts";

/** Looks up an environment variable; Node-RED's own lookup also knows those of a flow or group. */
export type Env = (name: string) => string | undefined;

/**
 * Replaces every `${NAME}` in a configured text.
 *
 * Node-RED replaces only texts that are nothing but `${NAME}`, and leaves them alone when the variable is not set.
 *
 * @param text - the configured text
 * @param label - what it is, for the error: `server URL`
 * @param env - the lookup
 * @throws InputError `bad-config` naming the variable that is not set
 */
export function expandEnv(text: string, label: string, env: Env): string {
  return text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    const value = env(name.trim());
    if (value !== undefined && value !== "") return value;
    throw new InputError("bad-config", messages.variableNotSet(label, name));
  });
}
