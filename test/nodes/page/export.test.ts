import assert from "node:assert/strict";
import { EventEmitter, getEventListeners } from "node:events";
import type { PageResponse } from "../../../src/node-red/page/answer.ts";
import { exportRun } from "../../../src/node-red/page/runs/export-run.ts";
import type { Memory } from "../../../src/runs/memory.ts";
import type { StoredItem } from "../../../src/state/port/titles.ts";
import { fillDatabase, pageFlow, servedPagePerTest, withPage } from "../../support/page-flow.ts";
import { sampleItem, sampleOutcome, sampleRun } from "../../support/state-samples.ts";

const AT = "2026-03-01T12:00:00.000Z";
const titleOf = (title: string) =>
  ({
    key: title,
    item: sampleItem({ title }),
    outcome: sampleOutcome("failed"),
    firstSeenAt: AT,
  }) as StoredItem;

/** A database whose run has these titles, page by page. */
const databaseOf = (pages: string[][]) => {
  const store = {
    runHead: async () => sampleRun(),
    async *itemPages() {
      for (const titles of pages) yield titles.map(titleOf);
    },
  };
  return { id: "database", name: "", memory: { store: async () => store } as unknown as Memory };
};

/** Keeps what is written; each part has to be taken before it wants the next. */
function slowResponse() {
  const events = new EventEmitter();
  let most = 0;
  const response = Object.assign(events, {
    written: "",
    statusCode: 200,
    headersSent: false,
    most: () => most,
    setHeader: () => {},
    removeHeader: () => {},
    destroy: () => {},
    end: () => {},
    write(part: string | Uint8Array) {
      response.written += String(part);
      setImmediate(() => {
        most = Math.max(most, events.listenerCount("drain"));
        events.emit("drain");
      });
      return false;
    },
  });
  return response satisfies PageResponse;
}

describe("the export of a run", () => {
  const startPage = servedPagePerTest();
  const asked = { id: "run-1", format: "csv" } as const;

  it("waits for a slow reader, once for each part", async () => {
    const response = slowResponse();
    const { signal } = new AbortController();
    const pages = Array.from({ length: 40 }, (_, index) => [`Title ${index}`]);
    await exportRun(databaseOf(pages), asked, response, signal);
    assert.equal(response.written.trim().split("\r\n").length, 41);
    assert.equal(response.most(), 1);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("holds no formula, whatever separates cells where it is opened", async () => {
    const titles = [
      "=1+1",
      " @SUM(1)",
      "Alien;=HYPERLINK(1)",
      "Heat\n-2",
      "＝1",
      "Face/Off - 2",
      "A; B",
      "WALL·E+",
    ];
    const response = slowResponse();
    await exportRun(databaseOf([titles]), asked, response, new AbortController().signal);
    for (const cell of ["'=1+1,", "' @SUM(1),", "Alien;'=HYPERLINK(1)", "Heat\n'-2", "'＝1,"])
      assert.ok(response.written.includes(cell), cell);
    for (const cell of ["Face/Off - 2,", `"A; B"`, "WALL·E+,"])
      assert.ok(response.written.includes(cell), cell);
  });

  it("breaks off when the database fails, so that half a file is not taken for a whole one", async () => {
    let memory: Memory | undefined;
    const { flow, url } = await startPage(pageFlow(), {
      ...withPage,
      nodes: [
        withPage.nodes ?? [],
        (RED: { nodes: { getNode(id: string): { memory: Memory } } }) => {
          setImmediate(function look() {
            memory = RED.nodes.getNode("database")?.memory;
            if (!memory) setTimeout(look, 5).unref();
          });
        },
      ].flat() as typeof withPage.nodes,
    });
    await fillDatabase(flow.userDir, [["Alien", "failed"]]);
    const ask = () => fetch(`${url}/run/export?id=run-1&format=csv`, { headers: { "x-list-sync": "1" } });
    assert.match(await (await ask()).text(), /Alien/);
    const store = await memory?.store();
    assert.ok(store);
    store.itemPages = async function* () {
      yield [titleOf("Alien")];
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error("disk I/O error");
    };
    const broken = await ask();
    assert.equal(broken.status, 200);
    await assert.rejects(broken.text());
  });
});
