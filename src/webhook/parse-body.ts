import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";

/** What a request says, and how it came. */
export interface Body {
  value: unknown;
  /** It was a part of a form, which Plex sends. */
  multipart: boolean;
}

/** Parts of forms that hold the JSON: Plex's, and that of older versions of Emby. */
const PARTS = ["payload", "data"];

/**
 * Refuses what we cannot read, before it is received. Jellyfin calls its JSON `text/plain`, and some senders say nothing.
 *
 * @param type value of `Content-Type`
 * @throws WebhookRefusal 415
 */
export function refuseByType(type: string | undefined, encoding: string | undefined): void {
  if (encoding !== undefined && encoding.trim().toLowerCase() !== "identity")
    throw new WebhookRefusal(415, messages.compressed());
  const media = mediaType(type);
  if (media === "" || /^(application|text)\/([\w.+-]+\+)?json$/.test(media) || media === "text/plain") return;
  if (media === "multipart/form-data") return;
  if (media === "application/x-www-form-urlencoded") throw new WebhookRefusal(415, messages.formSent());
  throw new WebhookRefusal(415, messages.unsupportedType(media.replace(/[^\w./+-]/g, "").slice(0, 60)));
}

/**
 * Reads a body; of a form only the part with the JSON, whatever pictures come with it.
 *
 * @throws WebhookRefusal 400
 */
export async function parseBody(bytes: Uint8Array, type: string | undefined): Promise<Body> {
  if (bytes.length === 0) throw new WebhookRefusal(400, messages.emptyBody());
  const multipart = mediaType(type) === "multipart/form-data";
  return { value: jsonOf(multipart ? await partOf(bytes, type ?? "") : textOf(bytes)), multipart };
}

const mediaType = (type = ""): string => (type.split(";")[0] ?? "").trim().toLowerCase();

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new WebhookRefusal(400, messages.notUtf8());
  }
}

/** Node.js reads forms itself; within our limit of bytes that needs no other library. */
async function partOf(bytes: Uint8Array, type: string): Promise<string> {
  let form: FormData;
  try {
    form = await new Response(bytes as BodyInit, { headers: { "content-type": type } }).formData();
  } catch {
    throw new WebhookRefusal(400, messages.notMultipart());
  }
  for (const name of PARTS) {
    const part = form.get(name);
    if (typeof part === "string") return part;
    // some senders call it a file
    if (part) return part.text();
  }
  throw new WebhookRefusal(400, messages.noPayload());
}

function jsonOf(text: string): unknown {
  if (text.trim() === "") throw new WebhookRefusal(400, messages.emptyBody());
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw new WebhookRefusal(400, messages.notJson(position === undefined ? undefined : Number(position)));
  }
}
