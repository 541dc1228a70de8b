import type { User, World } from "./world.ts";

/** A command as it came. */
export interface CommandMessage {
  id: number;
  type: string;
  [property: string]: unknown;
}

/** What commands see of the connection they came on. */
export interface CommandClient {
  readonly user: User;
  send(message: object): void;
  /** Remembers a subscription until it is unsubscribed or the connection ends. */
  keep(id: number, end: () => void): void;
  /** @returns whether there was one */
  drop(id: number): boolean;
}

interface CommandContext {
  world: World;
  client: CommandClient;
  message: CommandMessage;
}

/** Answers with `result` (null when there is none); `after` runs after the result was sent. */
export type Handler = (context: CommandContext) => {
  result?: unknown;
  /** The answer in place of a result. */
  answer?: object;
  after?: () => void;
};

/** A command that the server knows. */
export interface Command {
  handle: Handler;
  /** Properties that must be there. */
  required?: string[];
  /** Properties that may be there. */
  optional?: string[];
  /** Only for administrators. */
  admin?: boolean;
  /** Known only when the integrations are loaded. */
  loaded?: boolean;
}
