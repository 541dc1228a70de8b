import type { Message } from "../message.ts";

/** What a node may send: one message, or one entry per output, each a message, several, or none. */
export type Outgoing = Message | (Message | Message[] | null)[];
export type Send = (outgoing: Outgoing) => void;
export type Done = (error?: Error) => void;

/** What stands below a node on the canvas; `{}` clears it. */
export interface Status {
  fill?: "red" | "green" | "yellow" | "blue" | "grey";
  shape?: "ring" | "dot";
  text?: string;
}

/** The part of a Node-RED node that this package needs. */
export interface NodePort {
  on(event: "input", listener: (msg: Message, send: Send, done: Done) => void): unknown;
  on(event: "close", listener: (removed: boolean, done: () => void) => void): unknown;
  status(status: Status): void;
}
