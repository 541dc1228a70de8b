import type { Notice } from "../notice.ts";
import type { NotifyErrorCode } from "../notify-error.ts";

/** What became of one try. */
export type Verdict =
  | { kind: "sent" }
  /** It may work the next time. `afterMs`: not before. */
  | { kind: "again"; afterMs?: number; code: NotifyErrorCode; why: string }
  | { kind: "refused"; why: string };

/** Where notifications go. */
export interface Channel {
  /** As people call it: `Discord`. */
  readonly name: string;
  /** What would be sent, without the address and without keys. */
  preview(notice: Notice): unknown;
  /** Tries once. @throws CancelledError */
  send(notice: Notice, signal: AbortSignal): Promise<Verdict>;
}
