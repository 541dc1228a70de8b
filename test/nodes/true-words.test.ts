import assert from "node:assert/strict";
import type { OverseerrServer } from "../servers/overseerr/server.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { type FlowNode, flowPerTest, type RunningFlow, stopFlows } from "../support/node-red.ts";
import { errorOf, serverPerTest, summaryOf } from "../support/overseerr-flow.ts";

const FILMS = [
  { title: "The Matrix", year: 1999, tmdb_id: 603, type: "movie" },
  { title: "Heat", year: 1995, tmdb_id: 949, type: "movie" },
  { title: "The Matrix Reloaded", year: 2003, tmdb_id: 604, type: "movie" },
];

interface Situation {
  what: string;
  server?: Record<string, unknown>;
  request?: Record<string, unknown>;
  prepare?: (server: OverseerrServer) => void;
  key?: string;
  films?: object[];
  /** Beside the films in the message. */
  msg?: Record<string, unknown>;
  /** What overseerr-request shows. */
  status: [fill: string, text: RegExp];
  /** What sync-state shows in the end. @default not looked at */
  state?: [fill: string, text: RegExp];
  /** Codes that a Catch node sees, each once however many titles. */
  caught: string[];
  summary: RegExp;
}

const SITUATIONS: Situation[] = [
  { what: "all is well", status: ["green", /^3 requested$/], caught: [], summary: /^3 titles requested\.$/ },
  {
    what: "a dry run",
    request: { dryRun: true },
    status: ["green", /^3 would be requested$/],
    state: ["green", /^3 would be requested$/],
    caught: [],
    summary: /^3 titles would be requested\.$/,
  },
  {
    what: "a wrong key",
    key: "another-key",
    status: ["red", /^3 failed: key rejected$/],
    state: ["red", /^run failed: key rejected$/],
    caught: ["server-key"],
    summary: /^Failed: 3 titles failed\. .*key/,
  },
  {
    what: "a server that is away",
    server: { url: "http://127.0.0.1:9", retries: "0" },
    status: ["red", /^3 failed: server unreachable$/],
    caught: ["server-unreachable"],
    summary: /^Failed: 3 titles failed\. .*127\.0\.0\.1:9/,
  },
  {
    what: "a variable that is not set",
    server: { keyType: "env", keyEnv: "LIST_SYNC_NO_SUCH_KEY" },
    status: ["red", /^(3 failed: )?check settings$/],
    caught: ["bad-config"],
    summary: /^Failed: 3 titles failed\. .*LIST_SYNC_NO_SUCH_KEY/,
  },
  {
    what: "a server node that is gone",
    request: { server: "gone" },
    status: ["red", /^no server$/],
    caught: ["no-config"],
    summary: /^Failed: 3 titles failed\. .*server.*gone or disabled/,
  },
  {
    what: "a database that is gone",
    request: { database: "gone" },
    status: ["red", /^no database$/],
    caught: ["no-config"],
    summary: /^Failed: 3 titles failed\. .*database.*gone or disabled/,
  },
  {
    what: "a setting that is not understood",
    request: { onDeclined: "perhaps" },
    status: ["red", /^3 failed: check settings$/],
    caught: ["bad-config"],
    summary: /^Failed: 3 titles failed\. .*it is "perhaps"/,
  },
  {
    what: "an option of the message that is not understood",
    msg: { is4k: "4k" },
    status: ["red", /^3 failed: bad message$/],
    caught: ["bad-input"],
    summary: /^Failed: 3 titles failed\. msg\.is4k must be true, false or both; it is "4k"/,
  },
  {
    what: "a blocklisted title alone",
    films: FILMS.slice(0, 1),
    prepare: (server) => server.block("movie", 603),
    status: ["green", /^1 blocklisted$/],
    caught: [],
    summary: /^1 title blocklisted\.$/,
  },
  {
    what: "one title that fails beside others",
    prepare: (server) =>
      server.fault("POST /request", {
        status: 400,
        json: { message: "Something is wrong." },
        when: ({ body }) => JSON.stringify(body).includes("949"),
      }),
    status: ["red", /^1 failed: refused by server, 2 requested$/],
    state: ["red", /^1 failed: refused by server, 2 requested$/],
    caught: ["server-rejected"],
    summary: /^2 titles requested, 1 failed\. Heat \(1995\): .*Something is wrong/,
  },
];

/** As Node-RED's log handlers get it. */
interface LogEntry {
  level: number;
  msg?: { code?: string };
}

/** Node-RED's level of errors. */
const ERROR = 20;

describe("what the canvas shows is what happened", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  function flowOf(server: OverseerrServer, { server: settings, request }: Situation): FlowNode[] {
    return [
      flowNodes.server({ url: server.url, ...settings }),
      flowNodes.database(),
      flowNodes.source({ database: "database", lists: ["payload"], wires: [["request"]] }),
      flowNodes.request({
        database: "database",
        wires: [["state"], ["state"], ["state"]],
        ...request,
      }),
      flowNodes.state(),
      flowNodes.sink("summaries"),
      ...flowNodes.errors(),
    ] as FlowNode[];
  }
  const shows = (flow: RunningFlow, id: string, [fill, text]: Situation["status"]) =>
    flow.shows(id, (status) => status.fill === fill && text.test(status.text ?? ""));

  for (const situation of SITUATIONS)
    it(`in ${situation.what}`, async () => {
      const server = await startServer();
      situation.prepare?.(server);
      const nodes = flowOf(server, situation);
      const credentials = { server: { apiKey: situation.key ?? server.apiKey } };
      const flow = await startFlow(nodes, { credentials });
      for (const id of ["summaries", "errors"]) flow.sink(id);
      flow.send("source", { payload: situation.films ?? FILMS, ...situation.msg });
      const [msg] = await flow.sink("summaries").count(1);
      const { text, missing } = summaryOf(msg);
      assert.match(text, situation.summary);
      assert.equal(missing, 0, "every title left with an outcome");
      await shows(flow, "request", situation.status);
      if (situation.state) await shows(flow, "state", situation.state);
      assert.deepEqual(
        flow.sink("errors").messages.map((error) => errorOf(error).code),
        situation.caught,
      );
      for (const error of flow.sink("errors").messages)
        assert.doesNotMatch(errorOf(error).message, /^\w*Error: /, "the sentence alone");
    });

  for (const situation of SITUATIONS)
    it(`and the log says it once where no Catch node listens, in ${situation.what}`, async () => {
      const server = await startServer();
      situation.prepare?.(server);
      const listens = ["catch", "errors"];
      const nodes = flowOf(server, situation).filter(({ id }) => !listens.includes(id));
      const credentials = { server: { apiKey: situation.key ?? server.apiKey } };
      const flow = await startFlow(nodes, { credentials });
      flow.sink("summaries");
      flow.send("source", { payload: situation.films ?? FILMS, ...situation.msg });
      await flow.sink("summaries").count(1);
      await shows(flow, "request", situation.status);
      const logged = (JSON.parse(flow.log()) as LogEntry[][]).flat().filter(({ level }) => level === ERROR);
      assert.deepEqual(
        logged.map(({ msg }) => msg?.code),
        situation.caught,
      );
    });

  it("also after a start: the last run's colour and words come from the memory", async () => {
    const server = await startServer();
    const situation = SITUATIONS.find(({ what }) => what === "a wrong key") ?? assert.fail();
    const nodes = flowOf(server, situation);
    const flow = await startFlow(nodes, { credentials: { server: { apiKey: "another-key" } } });
    flow.send("source", { payload: FILMS });
    await flow.sink("summaries").count(1);
    await flow.shows("state", ({ fill, text }) => fill === "red" && text === "run failed: key rejected");
    await flow.deploy(nodes);
    await flow.shows("state", ({ fill, text }) => fill === "red" && text === "run failed: key rejected");
    await flow.shows("source", ({ fill, text }) => fill === "green" && text === "3 items");
    await flow.shows("request", ({ fill, text }) => fill === "red" && text === "3 failed: key rejected");
    await stopFlows();
  });
});
