import { type Env, expandEnv } from "./expand-env.ts";
import type { Field, Fields, Values } from "./field.ts";
import { isNothing, PLACES, readValue } from "./read-value.ts";

/** Where fields are written. */
export interface Written {
  /** What is deployed, or what a dialog sends. */
  config: object;
  /** The message that is handled; only fields that a message may give are read of it. */
  msg?: object;
  /** For fields that may name variables. Without it `${NAME}` is text: only what is deployed reaches the environment. */
  env?: Env;
}

/** A label in the middle of a sentence. */
const inSentence = (label: string): string =>
  label.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());

/** Whether a field counts, by what the fields say on which it depends. */
export function counts(fields: Fields, { when }: Field, written: Written): boolean {
  const config = written.config as Record<string, unknown>;
  const msg = (written.msg ?? {}) as Record<string, unknown>;
  return Object.entries(when ?? {}).every(([name, words]) => {
    const asked = fields[name]?.message && !isNothing(msg[name]) ? msg[name] : config[name];
    const word = isNothing(asked) ? fields[name]?.fallback : asked;
    return words.includes(String(word).trim().toLowerCase());
  });
}

/**
 * Reads fields: the message's value where it may give one, else the node's, else the default. Both are read, so that one
 * which cannot be is never passed over.
 *
 * @throws InputError `bad-input` for the message's, `bad-config` for the node's
 */
export function readFields<Of extends Fields>(fields: Of, written: Written): Values<Of> {
  const { env } = written;
  const config = written.config as Record<string, unknown>;
  const msg = (written.msg ?? {}) as Record<string, unknown>;
  const values = Object.entries(fields).map(([name, field]) => {
    if (!counts(fields, field, { config, msg })) return [name, field.fallback];
    const deployed = config[name];
    const text = env && field.env && typeof deployed === "string" ? fromEnv(field, deployed, env) : deployed;
    const own = readValue(field, text, PLACES.dialog);
    const asked = field.message && readValue(field, msg[name], PLACES.message, `msg.${name}`);
    return [name, asked ?? own ?? field.fallback];
  });
  return Object.fromEntries(values) as Values<Of>;
}

/** A number whose variable is not set has its default; a text would lack a part. */
function fromEnv({ kind, label }: Field, deployed: string, env: Env): unknown {
  if (kind !== "number") return expandEnv(deployed, inSentence(label), env);
  const [, name] = /^\s*\$\{([^}]+)\}\s*$/.exec(deployed) ?? [];
  return name === undefined ? deployed : env(name.trim());
}
