import { embedProblems } from "./discord-embeds.ts";
import { type FormProblem, formErrors } from "./discord-errors.ts";
import { type Got, type Reply, startTaker, type Taker } from "./taker.ts";

/** Path of a webhook, with its secret. */
export const DISCORD_SECRET = "Zq3x-8Yt_uP0aLwE5rVnB2cM7dK9sJ4hG6fT1oI";
const ID = "1029384756";
const PATH = `/api/webhooks/${ID}/${DISCORD_SECRET}`;

export interface DiscordOptions {
  /** So many calls in so many milliseconds. @default 5 in 2000 */
  limit?: { calls: number; everyMs: number };
}

/** Refuses what Discord refuses (developer documentation, 2026-08), and limits each webhook as it does. */
export async function startDiscord({
  limit = { calls: 5, everyMs: 2000 },
}: DiscordOptions = {}): Promise<Taker & { webhook: string }> {
  let window = { endsAt: 0, left: 0 };
  const taker = await startTaker((got) => {
    const now = performance.now();
    if (now >= window.endsAt) window = { endsAt: now + limit.everyMs, left: limit.calls };
    const seconds = (window.endsAt - now) / 1000;
    const isOver = window.left === 0;
    if (!isOver) window.left -= 1;
    const headers = {
      "x-ratelimit-limit": String(limit.calls),
      "x-ratelimit-remaining": String(window.left),
      "x-ratelimit-reset-after": seconds.toFixed(3),
      "x-ratelimit-bucket": "80c17d2f203122d936070c88c8d10f33",
    };
    if (!isOver) return { ...judge(got), headers };
    return {
      status: 429,
      headers: { ...headers, "retry-after": String(Math.ceil(seconds)), "x-ratelimit-scope": "user" },
      body: { message: "You are being rate limited.", retry_after: seconds, global: false },
    };
  });
  return Object.assign(taker, { webhook: `${taker.url}${PATH}` });
}

function judge({ method, path, headers, body }: Got): Reply {
  const { pathname, searchParams } = new URL(path, "http://discord");
  const [, id, secret] = /^\/api\/(?:v\d+\/)?webhooks\/(\d+)\/([\w-]+)$/.exec(pathname) ?? [];
  if (id !== ID) return { status: 404, body: { message: "Unknown Webhook", code: 10015 } };
  if (secret !== DISCORD_SECRET)
    return { status: 401, body: { message: "Invalid Webhook Token", code: 50027 } };
  if (method !== "POST") return { status: 405, body: { message: "405: Method Not Allowed", code: 0 } };
  if (!headers["user-agent"]) return { status: 403, body: { message: "Cloudflare", code: 40333 } };
  const { content, embeds = [] } = body;
  if (!content && Array.isArray(embeds) && embeds.length === 0)
    return { status: 400, body: { message: "Cannot send an empty message", code: 50006 } };
  const problems = problemsOf(body);
  if (problems.length > 0)
    return { status: 400, body: { message: "Invalid Form Body", code: 50035, errors: formErrors(problems) } };
  return searchParams.get("wait") === "true" ? { status: 200, body: { id: "1" } } : { status: 204 };
}

const PARSED = ["everyone", "roles", "users"];

function problemsOf({ content, username, embeds = [], allowed_mentions }: Got["body"]): FormProblem[] {
  const problems: FormProblem[] = [];
  const refuse = (path: string, message: string) => void problems.push({ path, message });
  if (content !== undefined && !(typeof content === "string" && content.length <= 2000))
    refuse("content", "Must be 2000 or fewer in length.");
  if (username !== undefined && !(typeof username === "string" && username.length <= 80))
    refuse("username", "Must be 80 or fewer in length.");
  if (/discord|clyde/i.test(String(username))) refuse("username", 'Username cannot contain "discord"');
  const { parse } = Object(allowed_mentions ?? {}) as { parse?: unknown };
  if (parse !== undefined && !(Array.isArray(parse) && parse.every((each) => PARSED.includes(each))))
    refuse("allowed_mentions.parse", `Value must be one of {${PARSED.join(", ")}}.`);
  return [...problems, ...embedProblems(embeds)];
}
