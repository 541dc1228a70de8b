import { createHash, timingSafeEqual } from "node:crypto";

/** Compares what was sent with a secret, in a time that tells nothing about either, not even their length. */
export function sameSecret(sent: string, secret: string): boolean {
  return timingSafeEqual(digest(sent), digest(secret));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
