import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";
import { sameSecret } from "./same-secret.ts";
import { passwordsOf } from "./sent-passwords.ts";
import { isSignatureOf, readSignature } from "./signature.ts";

/** The ways in. */
export const WAYS_IN = ["signed", "token", "address"] as const;

export type WayIn = (typeof WAYS_IN)[number];

/** What a request says of itself before its body is read. Names of headers are in small letters. */
export interface Caller {
  headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** The secret part of the address. */
  key?: string | undefined;
}

/** A caller who may come in once the body is that of the signature. */
export interface Admission {
  /** Whether the secret was shown already, before the body. */
  isProven: boolean;
  /** @throws WebhookRefusal 401 */
  check(body: Uint8Array): void;
  /** What makes an equal request the same one, and until when (milliseconds since the epoch); undefined where nothing does. */
  repeat?: { signature: string; until: number };
}

/**
 * Lets in who has the secret.
 *
 * @param hasBody - what has none is signed with its time, or one signature would open it for ever
 * @throws WebhookRefusal 401
 */
export type Guard = (caller: Caller, hasBody: boolean) => Admission;

/**
 * Makes the guard of a webhook.
 *
 * @param now milliseconds since the epoch
 */
export function createGuard(way: WayIn, secret: string, now: () => number = Date.now): Guard {
  switch (way) {
    case "signed":
      return ({ headers }, hasBody) => signed(headers, hasBody, secret, now());
    case "token":
      return ({ headers }) => {
        const sent = passwordsOf(first(headers.authorization));
        if (sent.length === 0) throw new WebhookRefusal(401, messages.noToken());
        return admit(sent.map((each) => sameSecret(each, secret)).some(Boolean), messages.wrongToken());
      };
    case "address":
      return ({ key = "" }) => admit(sameSecret(key, secret), messages.wrongAddress());
  }
}

function signed(headers: Caller["headers"], hasBody: boolean, secret: string, now: number): Admission {
  const sent = readSignature(
    first(headers["x-hub-signature-256"]),
    first(headers["x-listsync-timestamp"]),
    now,
  );
  if (!hasBody && sent.timestamp === undefined) throw new WebhookRefusal(401, messages.noTimestamp());
  return {
    isProven: false,
    check(body) {
      if (!isSignatureOf(sent, body, secret)) throw new WebhookRefusal(401, messages.wrongSignature());
    },
    repeat: { signature: sent.digest.toString("hex"), until: sent.repeatsUntil },
  };
}

function admit(fits: boolean, refusal: string): Admission {
  if (!fits) throw new WebhookRefusal(401, refusal);
  return { isProven: true, check: () => {} };
}

const first = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : value?.[0];
