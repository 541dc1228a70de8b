import * as messages from "../messages.ts";
import type { Body } from "../parse-body.ts";
import { WebhookRefusal } from "../refusal.ts";
import type { Verdict } from "../verdict.ts";
import { arr } from "./arr.ts";
import { emby } from "./emby.ts";
import { jellyfin } from "./jellyfin.ts";
import { overseerr } from "./overseerr.ts";
import { own } from "./own.ts";
import { plex } from "./plex.ts";
import { partOf } from "./read-values.ts";
import type { Sender } from "./sender.ts";
import { tautulli } from "./tautulli.ts";

/** Whoever has a word of its own comes first; `action` is everybody's. */
const SENDERS: readonly Sender[] = [overseerr, arr, jellyfin, plex, emby, tautulli, own];

/**
 * Finds out who sent a body by its shape, and what is to be done about it.
 *
 * @throws WebhookRefusal 400
 */
export async function decide({ value, multipart }: Body): Promise<Verdict & { sender: string }> {
  const sent = { part: partOf(value), value, multipart };
  const sender = SENDERS.find((each) => each.recognises(sent));
  if (sender) return { ...(await sender.decide(sent)), sender: sender.name };
  const keys = Object.keys(sent.part).slice(0, 5);
  throw new WebhookRefusal(
    400,
    messages.unknownSender(keys.map((key) => key.replace(/[^\w.-]/g, "").slice(0, 30))),
  );
}
