import { CancelledError, ListSyncError } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import { CALL_KINDS, kindOf } from "../health/call-kind.ts";
import type { ApiCall } from "./api-call.ts";

/** Kinds of calls as they are counted: those that fail by themselves, reading the library, and the rest. */
export const COUNTED_KINDS = [...CALL_KINDS, "library", "other"] as const;
type CountedKind = (typeof COUNTED_KINDS)[number];

/** A call that was answered, or failed. Milliseconds. */
interface CallEvent {
  kind: CountedKind;
  /** Until it was its turn. */
  waited: number;
  /** From then on, repetitions included. */
  took: number;
  /** Code of its error. */
  code?: string;
}

/** Tells whoever counts of each call. */
export type CallListener = (event: CallEvent) => void;

/**
 * Lets somebody know of a call once it is over; of one that was cancelled nobody hears.
 *
 * @param now milliseconds since the epoch
 */
export async function watchCall(
  call: ApiCall,
  send: (call: ApiCall) => Promise<HttpResponse>,
  tell: CallListener,
  now: () => number,
): Promise<HttpResponse> {
  const asked = now();
  let started: number | undefined;
  const ready = async (signal?: AbortSignal) => {
    await call.ready?.(signal);
    started ??= now();
  };
  const told = (code?: string) => {
    const begun = started ?? now();
    tell({
      kind: countedKind(call),
      waited: begun - asked,
      took: now() - begun,
      ...(code !== undefined && { code }),
    });
  };
  try {
    const response = await send({ ...call, ready });
    told();
    return response;
  } catch (error) {
    if (!(error instanceof CancelledError)) told(error instanceof ListSyncError ? error.code : "unexpected");
    throw error;
  }
}

function countedKind(call: ApiCall): CountedKind {
  const isList = (call.method ?? "GET") === "GET" && /^\/(media|request)(\?|$)/.test(call.path);
  return kindOf(call) ?? (isList ? "library" : "other");
}
