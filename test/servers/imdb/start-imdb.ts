import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { answerGraphql, type ImdbQuestion, readQuestion } from "./graphql-answer.ts";
import type { ImdbData } from "./imdb-data.ts";
import { type ImdbFault, sendFault } from "./imdb-faults.ts";
import { challengePage, webPage } from "./web-page.ts";

export interface ImdbOptions extends Partial<ImdbData> {
  /** Pages are shown only to visitors that run scripts. @default false */
  challenge?: boolean;
  /** Bodies that are sent instead of answers, one after the other. */
  recorded?: string[];
  /** Milliseconds until a page is sent, or how many for the how-manieth page. @default 0 */
  pageDelay?: number | ((page: number) => number);
  /** @default a free one */
  port?: number;
}

/** One request that came in. */
interface ImdbRequest {
  method: string;
  /** With the parameters. */
  path: string;
  headers: IncomingMessage["headers"];
  question?: ImdbQuestion;
}

export interface ImdbServer {
  /** Stands for both `https://www.imdb.com` and `https://api.graphql.imdb.com`. */
  origin: string;
  data: ImdbData;
  requests: ImdbRequest[];
  /** Most pages that were asked for at one time. */
  readonly mostPagesAtOnce: number;
  /** Makes the GraphQL endpoint fail from now on. */
  fail(fault: ImdbFault): void;
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that behaves like imdb.com: `POST /` is the GraphQL endpoint, which wants to know its
 * client by name; everything else are pages.
 */
export async function startImdb(options: ImdbOptions = {}): Promise<ImdbServer> {
  const { lists = {}, watchlists = {}, profiles = {}, charts = {}, titles = [] } = options;
  const data: ImdbData = { lists, watchlists, profiles, charts, titles };
  const recorded = [...(options.recorded ?? [])];
  const requests: ImdbRequest[] = [];
  let fault: ImdbFault | undefined;
  let failed = 0;
  let pages = 0;
  let mostPagesAtOnce = 0;
  let served = 0;

  async function graphql(request: IncomingMessage, response: ServerResponse, seen: ImdbRequest) {
    const question = JSON.parse(await textOf(request)) as ImdbQuestion;
    seen.question = question;
    const { root, page } = readQuestion(question);
    if (!request.headers["x-imdb-client-name"]) return sendFault({ kind: "refused" }, root, response);
    const failing =
      fault && (fault.page ?? page) === page && failed < (fault.times ?? Number.POSITIVE_INFINITY)
        ? fault
        : undefined;
    if (failing) failed++;
    if (failing && failing.kind !== "endless") return sendFault(failing, root, response);
    const body = recorded.shift() ?? answerGraphql(data, question, failing?.kind === "endless");
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  }

  async function web(request: IncomingMessage, response: ServerResponse) {
    mostPagesAtOnce = Math.max(mostPagesAtOnce, ++pages);
    const delay = options.pageDelay ?? 0;
    await wait(typeof delay === "number" ? delay : delay(++served), undefined, { ref: false });
    pages--;
    const html = { "content-type": "text/html; charset=utf-8" };
    if (options.challenge && !request.headers.cookie?.includes("aws-waf-token=passed"))
      return response.writeHead(202, { ...html, "x-amzn-waf-action": "challenge" }).end(challengePage);
    const page = webPage(data, new URL(request.url ?? "/", "http://localhost"));
    if (page === undefined)
      return response
        .writeHead(404, html)
        .end('<title>404 Error - IMDb</title><script id="__NEXT_DATA__" type="application/json">{}</script>');
    return response.writeHead(200, html).end(page);
  }

  const server = createServer((request, response) => {
    const { method = "GET", url: path = "/", headers } = request;
    if (path === "/favicon.ico") return void response.writeHead(404).end();
    const seen: ImdbRequest = { method, path, headers };
    requests.push(seen);
    const answered = method === "POST" ? graphql(request, response, seen) : web(request, response);
    answered.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    data,
    requests,
    get mostPagesAtOnce() {
      return mostPagesAtOnce;
    },
    fail(next) {
      fault = next;
      failed = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
