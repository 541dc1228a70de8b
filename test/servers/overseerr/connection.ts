import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { answerCall, type RawCall } from "./answer-call.ts";
import { type Fault, type Faults, proxyPage } from "./faults.ts";
import { answerFrontEnd } from "./front-end.ts";
import type { Journal, LoggedCall } from "./journal.ts";
import { ProcessEnd } from "./process-end.ts";
import { matchRoute, type Route } from "./routes.ts";
import { sendAnswer, sendHtml } from "./send.ts";
import type { Answer, World } from "./world.ts";

const API = "/api/v1";
const BODY_LIMIT = 100 * 1024;

export interface Wiring {
  /** Ends the process. */
  end(by: string): void;
  world: World;
  routes: Route[];
  faults: Faults;
  journal: Journal;
  /** Sub-path under which a proxy would show the server, `""` for none. */
  basePath: string;
  /** Milliseconds per route; `*` for every other. */
  latency: Record<string, number>;
}

/** Answers one HTTP request. */
export async function answerConnection(
  request: IncomingMessage,
  response: ServerResponse,
  wiring: Wiring,
): Promise<void> {
  const { basePath } = wiring;
  const method = request.method ?? "GET";
  const sent = request.url ?? "/";
  const outside = basePath !== "" && sent !== basePath && !sent.startsWith(`${basePath}/`);
  if (outside) return sendHtml(response, 404, proxyPage(404).replaceAll("Bad Gateway", "Not Found"));
  const url = sent.slice(basePath.length) || "/";
  if (!url.startsWith(`${API}/`)) return answerFrontEnd(response, method, url);

  const raw = await read(request, method, url);
  const route = matchRoute(wiring.routes, method, raw.path)?.route.name;
  const call = log(request, method, url, route, raw);
  wiring.journal.begin(call);
  response.on("close", () => wiring.journal.end());
  const fault = wiring.faults.take(route ?? "", call);
  const answer = await answerWithFault(raw, route, fault, wiring).catch((error: unknown) => {
    if (!(error instanceof ProcessEnd)) throw error;
    return error;
  });
  if (answer instanceof ProcessEnd) {
    if (answer.answer) {
      call.status = answer.answer.status;
      sendAnswer(request, response, answer.answer);
      await finished(response);
    }
    return wiring.end(answer.message);
  }
  if (answer === "hang") return;
  if (answer === "reset") return void request.socket.destroy();
  call.status = answer.status;
  if (answer.html !== undefined) sendHtml(response, answer.status, answer.html, answer.headers);
  else sendAnswer(request, response, answer);
  call.status = response.statusCode;
}

type Outcome = (Answer & { html?: string }) | "hang" | "reset";

async function answerWithFault(
  raw: RawCall,
  route: string | undefined,
  fault: Fault | undefined,
  { world, routes, latency }: Wiring,
): Promise<Outcome> {
  const wait = (latency[route ?? ""] ?? latency["*"] ?? 0) + (fault?.delayMs ?? 0);
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const broken = fault && failureOf(fault);
  if (broken && !fault.afterEffect) return broken;
  const answer = await answerCall(raw, routes, world);
  return broken ?? withCsrfCookies(answer, world);
}

/** What a fault answers; nothing when it only delays. */
function failureOf(fault: Fault): Outcome | undefined {
  if (fault.hang) return "hang";
  if (fault.reset) return "reset";
  const status = fault.status ?? (fault.html ? 502 : undefined);
  if (status === undefined) return undefined;
  const html = fault.html === true ? proxyPage(status) : fault.html || undefined;
  const json = fault.json ?? { message: `Failed on purpose with ${status}.` };
  return { status, headers: fault.headers, ...(html === undefined ? { json } : { html }) };
}

function withCsrfCookies(answer: Answer, { settings }: World): Answer {
  const cookie = "_csrf=DyXrLMIRsvSptcH; Path=/; HttpOnly; Secure; SameSite=Strict";
  return settings.csrf ? { ...answer, headers: { ...answer.headers, "set-cookie": cookie } } : answer;
}

async function read(request: IncomingMessage, method: string, url: string): Promise<RawCall> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  const at = url.indexOf("?");
  return {
    method,
    path: (at < 0 ? url : url.slice(0, at)).slice(API.length),
    rawQuery: at < 0 ? "" : url.slice(at + 1),
    headers: request.headers,
    rawBody: Buffer.concat(chunks).toString("utf8"),
    tooLarge: size > BODY_LIMIT,
  };
}

function log(
  request: IncomingMessage,
  method: string,
  url: string,
  route: string | undefined,
  raw: RawCall,
): LoggedCall {
  const asUser = request.headers["x-api-user"];
  return {
    method,
    url,
    ...(route !== undefined && { route }),
    ...(asUser !== undefined && { asUser: String(asUser) }),
    headers: request.headers,
    ...(raw.rawBody !== "" && { body: parsed(raw.rawBody) }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
