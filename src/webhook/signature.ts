import { createHmac, timingSafeEqual } from "node:crypto";
import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";

/** Milliseconds that the clock of a sender may be off, either way. */
const TOLERANCE_MS = 5 * 60_000;

/** Milliseconds for which a signature without a time in it counts as the same request. */
const REPEAT_MS = 60_000;

/** A signature as it was sent, still to be compared with the body. */
export interface SentSignature {
  digest: Buffer;
  /** As it was sent and signed; undefined where the body alone is signed. */
  timestamp: string | undefined;
  /** Milliseconds since the epoch until which the same signature is the same request. */
  repeatsUntil: number;
}

/**
 * Reads what a request says of its signature, before the body is read.
 *
 * @param headers the values of `X-Hub-Signature-256` and `X-ListSync-Timestamp`
 * @throws WebhookRefusal 401
 */
export function readSignature(
  signature: string | undefined,
  timestamp: string | undefined,
  now: number,
): SentSignature {
  const hex = /^\s*sha256=([0-9a-f]{64})\s*$/i.exec(signature ?? "")?.[1];
  if (hex === undefined) throw new WebhookRefusal(401, messages.notSigned());
  const digest = Buffer.from(hex, "hex");
  if (timestamp === undefined) return { digest, timestamp, repeatsUntil: now + REPEAT_MS };
  const written = timestamp.trim();
  if (!/^\d{1,12}$/.test(written)) throw new WebhookRefusal(401, messages.unreadableTimestamp());
  const at = Number(written) * 1000;
  if (Math.abs(at - now) > TOLERANCE_MS)
    throw new WebhookRefusal(401, messages.staleTimestamp(TOLERANCE_MS / 60_000));
  // the signature itself is the nonce: it is remembered for as long as its time would be accepted, and while a body may arrive
  return { digest, timestamp: written, repeatsUntil: at + TOLERANCE_MS + REPEAT_MS };
}

/**
 * Whether a signature is that of a body: HMAC-SHA256 over its bytes, with `timestamp.` in front where there is one. A body
 * that begins with a number and a full stop is no JSON, so neither form passes for the other.
 */
export function isSignatureOf(sent: SentSignature, body: Uint8Array, secret: string): boolean {
  const hmac = createHmac("sha256", secret);
  if (sent.timestamp !== undefined) hmac.update(`${sent.timestamp}.`);
  return timingSafeEqual(hmac.update(body).digest(), sent.digest);
}
