import type { GenericSchema } from "valibot";

/** What a person may say about a field, whichever kind it is. */
export interface FieldRules {
  /** What it is, as errors and tables call it: `Timeout`. */
  label: string;
  /** A message may give it as well, under the same name; what it says wins. */
  message?: true;
  /**
   * `${NAME}` anywhere in the deployed text is taken from the environment; Node-RED itself replaces whole values only. A number
   * may be nothing but `${NAME}`, and has its default while that variable is not set.
   */
  env?: true;
  /**
   * Its dialog offers to have it computed as well: from a message, a flow, the global context, the environment or by
   * JSONata. How it is given stands beside it in `<name>Type`; flows that say nothing have it written as it is.
   */
  computed?: true;
  /** It counts only while other fields of the node have one of these words. */
  when?: Readonly<Record<string, readonly string[]>>;
}

/**
 * One field of a node, a message, an event or a row: described once, for everything that has to do with it.
 *
 * `Stored` is what dialogs write, which keep numbers as text; `Value` is what readers get.
 */
export interface Field<Stored = unknown, Value = unknown> extends FieldRules {
  readonly kind: "number" | "yes or no" | "word" | "text" | "node" | "rows" | "other";
  /** Completes "must be …": `a whole number from 1 to 20`. */
  readonly expects: string;
  /** Reads whatever was written, unless that is nothing. */
  readonly schema: GenericSchema<unknown, unknown>;
  /** What stands in the dialog of a new node. */
  readonly initial: Stored;
  /** What counts where nothing is written. */
  readonly fallback: Value;
  /** Of numbers. */
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
  readonly unit?: string;
  /** Of words to choose from. */
  readonly words?: readonly string[];
  /** Type of the configuration node that it names. */
  readonly nodeType?: string;
}

/** Fields by the names under which they are stored. */
export type Fields = Readonly<Record<string, Field>>;

/** What a flow holds of fields; flows of older versions may lack any of them. */
export type Stored<Of extends Fields> = {
  -readonly [Name in keyof Of]?: Of[Name] extends Field<infer Written, unknown> ? Written : never;
};

/** What readers make of it. */
export type Values<Of extends Fields> = {
  -readonly [Name in keyof Of]: Of[Name] extends Field<unknown, infer Value> ? Value : never;
};
