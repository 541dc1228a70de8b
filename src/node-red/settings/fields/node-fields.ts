import type { Field, Fields, Values } from "../../../fields/field.ts";
import { number, text, word } from "../../../fields/kinds.ts";
import { refuseMisspelt } from "../../../fields/known-names.ts";
import { readFields, type Written } from "../../../fields/read-fields.ts";
import { isNothing, PLACES } from "../../../fields/read-value.ts";
import { COMPUTED_TYPES, plainType } from "../../computed/computed-types.ts";

/** What a flow holds of a node. */
export type StoredNode = Readonly<Record<string, unknown>>;

/** All that a node stores and reads of messages. */
export interface NodeFields<Dialog extends Fields = Fields, Message extends Fields = Fields> {
  type: string;
  /** What stands in the dialog, and with that in the flow. */
  dialog: Dialog;
  /** What only messages say. */
  message: Message;
  /** Names of all properties that it reads of a message. */
  messageNames: readonly string[];
  /** Names of the credentials. */
  credentials: readonly string[];
  /** Each makes the configuration of the next version of that of one before; the first those of ListSync 0.1. */
  migrations: readonly ((stored: StoredNode) => StoredNode)[];
}

/**
 * Describes a node.
 *
 * @param given its fields beside `name` and `version`, which every node has
 */
export function nodeFields<const Dialog extends Fields, const Message extends Fields = Record<never, Field>>(
  given: Pick<NodeFields<Dialog, Message>, "type" | "dialog"> &
    Partial<Omit<NodeFields<Dialog, Message>, "type" | "dialog">>,
): NodeFields<Dialog, Message> {
  const message = Object.fromEntries(
    Object.entries(given.message ?? {}).map(([name, field]) => [name, { ...field, message: true }]),
  ) as unknown as Message;
  return {
    credentials: [],
    migrations: [],
    ...given,
    message,
    messageNames: messageNames(given.dialog, message),
  };
}

/** What was read last of a configuration, and what the message had given of it. */
interface LastRead {
  given: unknown[];
  values: object;
}

const lastRead = new WeakMap<object, LastRead>();

const isPlain = (value: unknown): boolean =>
  value === null || (typeof value !== "object" && typeof value !== "function");

/**
 * Reads all fields of a node that has a message to handle. The messages of a run mostly give the same: those values are
 * read once.
 *
 * @throws InputError `bad-config` for the node's, `bad-input` for the message's; misspelt properties of it among them
 */
export function readNode<Dialog extends Fields, Message extends Fields>(
  node: NodeFields<Dialog, Message>,
  written: Written,
): Values<Dialog & Message> {
  const msg = (written.msg ?? {}) as Record<string, unknown>;
  refuseMisspelt(msg, node.messageNames, PLACES.message);
  const given = node.messageNames.map((name) => msg[name]);
  const last = lastRead.get(written.config);
  if (last && !written.env && last.given.every((value, index) => value === given[index]))
    return last.values as Values<Dialog & Message>;
  const values = readFields({ ...node.dialog, ...node.message }, written);
  // what is no plain value may be another one the next time
  if (!written.env && given.every(isPlain)) lastRead.set(written.config, { given, values });
  return values;
}

/** Fields of every node. */
export const COMMON = {
  name: text({ label: "Name", default: "" }),
  version: number({ label: "Version", min: 0, max: 1000, default: 0 }),
} as const;

/** The fields beside those that may be computed, which say how each is given: `limitType`. */
export const computedTypes = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.computed
        ? [
            [
              `${name}Type`,
              word({ label: `${field.label}: kind`, words: [plainType(field), ...COMPUTED_TYPES] }),
            ],
          ]
        : [],
    ),
  );

/**
 * A stored configuration as today's version has it; flows of 0.1 name no version.
 *
 * @returns the same object where there is nothing to do
 */
export function migrate<Config extends object>({ migrations }: NodeFields, stored: Config): Config {
  const from = Number((stored as StoredNode).version) || 0;
  const due = migrations.slice(from);
  if (due.length === 0) return stored;
  const migrated = due.reduce<StoredNode>((config, step) => step(config), stored as StoredNode);
  return { ...migrated, version: migrations.length } as Config;
}

/** The step of nodes that are stored as 0.1 stored them; what is new is that the version is written down. */
export const unchanged = (stored: StoredNode): StoredNode => stored;

/** For numbers that 0.1 took with a fraction, which counted like the next whole one. */
export const wholeNumbers =
  (...names: string[]) =>
  (stored: StoredNode): StoredNode => {
    const mended = names.flatMap((name) => {
      const value = stored[name];
      const number = isNothing(value) || typeof value === "object" ? Number.NaN : Number(value);
      if (!Number.isFinite(number) || Number.isInteger(number)) return [];
      const next = Math.ceil(number);
      return [[name, typeof value === "string" ? String(next) : next]];
    });
    return mended.length > 0 ? { ...stored, ...Object.fromEntries(mended) } : stored;
  };

const messageNames = (dialog: Fields, message: Fields): string[] => [
  ...Object.entries(dialog).flatMap(([name, field]) => (field.message ? [name] : [])),
  ...Object.keys(message),
];
