import { InputError } from "../../errors.ts";
import type { Field, Fields } from "../../fields/field.ts";
import { counts } from "../../fields/read-fields.ts";
import { isNothing, readValue } from "../../fields/read-value.ts";
import type { Message } from "../../message.ts";
import * as messages from "../messages.ts";
import { type ComputedType, computedType } from "./computed-types.ts";

/** Gives what an expression of a type comes to for a message; see evaluator.ts. */
export type Evaluate = (expression: string, type: ComputedType, msg: Message) => Promise<unknown>;

/** Where a value comes from, as errors say it. */
const sourceOf = (expression: string, type: ComputedType): string => {
  if (type === "jsonata") return "a JSONata expression";
  if (type === "env") return `the environment variable ${expression}`;
  return expression.startsWith(`${type}.`) ? expression : `${type}.${expression}`;
};

/**
 * Computes one value and reads it as if it had been written.
 *
 * @param label what the error calls it: `Dry run`
 * @param mayBeEmpty whether it may come to nothing. Nothing is no zero: a limit that is missing by mistake would limit nothing
 * @returns undefined where it comes to nothing
 * @throws InputError `bad-input` when it cannot be computed, comes to nothing or is not what it must be
 */
export async function computeValue(
  field: Field,
  label: string,
  { expression, type }: { expression: unknown; type: ComputedType },
  msg: Message,
  evaluate: Evaluate,
  { mayBeEmpty = false } = {},
): Promise<unknown> {
  const source = sourceOf(String(expression ?? "").trim(), type);
  let value: unknown;
  try {
    value = await evaluate(String(expression ?? "").trim(), type, msg);
  } catch (error) {
    const why =
      error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error);
    throw new InputError("bad-input", messages.cannotCompute(label, source, why.slice(0, 200)), {
      cause: error,
    });
  }
  if (isNothing(value) && mayBeEmpty) return undefined;
  if (isNothing(value)) throw new InputError("bad-input", messages.computedNothing(label, source));
  readValue(field, value, { code: "bad-input", remedy: messages.computedFrom(source) }, label);
  return value;
}

/**
 * Puts values in the place of what computes them, so that the reader of the fields meets nothing else. What does not count,
 * or what the message gives itself, is not computed.
 *
 * @throws InputError `bad-input`, see {@link computeValue}
 */
export async function computeFields<Config extends object>(
  fields: Fields,
  config: Config,
  msg: Message,
  evaluate: Evaluate,
): Promise<Config> {
  const stored = config as Record<string, unknown>;
  const computed: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const type = field.computed && computedType(stored[`${name}Type`]);
    if (!type) continue;
    const isNeeded = counts(fields, field, { config, msg }) && !(field.message && !isNothing(msg[name]));
    computed[name] = isNeeded
      ? await computeValue(field, field.label, { expression: stored[name], type }, msg, evaluate)
      : field.initial;
  }
  // rows have getters, which a copy would call
  return Object.keys(computed).length > 0 ? { ...config, ...computed } : config;
}
