import { type Got, type Reply, startTaker, type Taker } from "./taker.ts";

export interface AppriseOptions {
  /** It cannot fetch what is to be attached: the address is out of its reach, or attachments are switched off. */
  attachments?: "refused";
}

/** Takes what the Apprise API 1.5 takes. @param keys with what each has configured: tags of services */
export const startApprise = (keys: Record<string, string[]>, options: AppriseOptions = {}): Promise<Taker> =>
  startTaker((got) => judge(got, keys, options));

const TYPES = ["info", "success", "warning", "failure"];

function judge(
  { method, path, headers, body }: Got,
  keys: Record<string, string[]>,
  { attachments }: AppriseOptions,
): Reply {
  const key = /^\/notify\/([\w-]{1,128})\/?$/.exec(path)?.[1];
  if (key === undefined) return { status: 404, headers: { "content-type": "text/html" }, body: "<html>404" };
  if (method !== "POST") return { status: 405 };
  const say = (status: number, error: string): Reply =>
    headers.accept?.includes("json")
      ? { status, body: { error } }
      : { status, headers: { "content-type": "text/html" }, body: error };
  const { body: text, type = "info", format = "text", tag, attach } = body;
  if (typeof text !== "string" || text === "") return say(400, "Payload lacks minimum requirements");
  if (!TYPES.includes(String(type)) || !["text", "markdown", "html"].includes(String(format)))
    return say(400, "An invalid type or body format was specified");
  const isList = Array.isArray(attach) && attach.every((each) => typeof each === "string");
  if (attach !== undefined && (!isList || attachments === "refused")) return say(400, "Bad Attachment");
  const services = keys[key];
  if (!services) return { status: 204 };
  if (tag !== undefined && !services.includes(String(tag)))
    return say(424, "One or more notification could not be sent");
  return { status: 200, body: { error: null } };
}
