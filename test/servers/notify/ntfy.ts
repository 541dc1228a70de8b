import { type BucketOptions, startBucket } from "./bucket.ts";
import { type Got, type Reply, startTaker, type Taker } from "./taker.ts";

export interface NtfyOptions {
  /** The header of those who may write; undefined: everybody may. */
  token?: string;
  /** A topic that nobody may write to. */
  readOnly?: string;
  /** @default as ntfy.sh: 60 calls at once, and then one every five seconds */
  bucket?: BucketOptions;
}

/** Takes messages as JSON at its root, as ntfy 2.13 does. It does not say how long to wait when it limits. */
export function startNtfy({
  bucket = { burst: 60, everyMs: 5000 },
  ...access
}: NtfyOptions = {}): Promise<Taker> {
  const mayCall = startBucket(bucket);
  return startTaker((got) =>
    mayCall() ? judge(got, access) : refuse(429, 42901, "limit reached: too many requests"),
  );
}

const refuse = (http: number, code: number, error: string): Reply => ({
  status: http,
  body: { code, http, error, link: "https://ntfy.sh/docs/publish" },
});

function judge(
  { method, path, headers, body }: Got,
  { token, readOnly }: Pick<NtfyOptions, "token" | "readOnly">,
): Reply {
  if (method !== "POST" || path !== "/") return refuse(404, 40401, "page not found");
  const { topic, title, message, priority, tags, click, attach, actions } = body;
  if (Buffer.byteLength(JSON.stringify(body)) > 32 * 1024) return refuse(413, 41303, "JSON body too large");
  if (typeof topic !== "string" || !/^[-_A-Za-z0-9]{1,64}$/.test(topic))
    return refuse(400, 40009, "invalid request: topic invalid");
  const login = headers.authorization;
  // who says nothing is known, and has no rights
  if (token !== undefined && login !== undefined && login !== token)
    return refuse(401, 40101, "unauthorized");
  if (login !== token || topic === readOnly) return refuse(403, 40301, "forbidden");
  if (typeof message !== "string" || (title !== undefined && typeof title !== "string"))
    return refuse(400, 40024, "invalid request: request body must be valid JSON");
  if (
    priority !== undefined &&
    !(Number.isInteger(priority) && Number(priority) >= 1 && Number(priority) <= 5)
  )
    return refuse(400, 40007, "invalid request: priority invalid");
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === "string")))
    return refuse(400, 40024, "invalid request: request body must be valid JSON");
  if (Array.isArray(actions) && actions.length > 3)
    return refuse(400, 40018, "invalid request: actions invalid");
  for (const link of [click, attach])
    if (link !== undefined && !/^https?:\/\//.test(String(link)))
      return refuse(400, 40013, "invalid request: attachment URL is invalid");
  // a message of this length is taken, and arrives as an attachment
  const isLong = Buffer.byteLength(message) >= 4096;
  return { status: 200, body: { id: "Xk2", event: "message", topic, ...(isLong && { attachment: {} }) } };
}
