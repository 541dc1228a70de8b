import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { listen } from "../../support/listen.ts";

/** A request that a service got. */
export interface Got {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON; undefined sends no body. */
  body?: object | string | undefined;
}

/** A service that takes notifications. */
export interface Taker {
  url: string;
  /** What it accepted, in order. */
  taken: Got[];
  /** How often it was called. */
  readonly calls: number;
  /** Answers of the next calls, whatever they bring; `never` says nothing at all. */
  next: (Reply | "never")[];
  close(): Promise<void>;
}

/** @param judge what it says to a request whose body is an object in JSON; those of 2xx count as taken */
export async function startTaker(judge: (got: Got) => Reply): Promise<Taker> {
  const taken: Got[] = [];
  const next: Taker["next"] = [];
  const server = await listen((request, response) => {
    const answer = ({ status, headers = {}, body }: Reply): void => {
      const isJson = typeof body === "object";
      response.writeHead(status, { ...(isJson && { "content-type": "application/json" }), ...headers });
      response.end(isJson ? JSON.stringify(body) : body);
    };
    const replyTo = (text: string): Reply => {
      const { method = "", url: path = "", headers } = request;
      const body = objectOf(text, headers["content-type"]);
      if (!body) return UNREADABLE;
      const got: Got = { method, path, headers, body };
      const reply = judge(got);
      if (reply.status >= 200 && reply.status < 300) taken.push(got);
      return reply;
    };
    readAll(request)
      .then((text) => {
        const set = next.shift();
        if (set !== "never") answer(set ?? replyTo(text));
      })
      .catch((error) => answer({ status: 500, body: String(error) }));
  });
  return {
    url: server.url,
    taken,
    get calls() {
      return server.seen.length;
    },
    next,
    close: server.close,
  };
}

const UNREADABLE: Reply = {
  status: 400,
  body: { code: 50109, message: "The request body contains invalid JSON.", error: "invalid JSON" },
};

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** @returns undefined for what is no object in JSON, or is sent as something else */
function objectOf(text: string, type = ""): Record<string, unknown> | undefined {
  if (!/^application\/json\b/i.test(type)) return undefined;
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
