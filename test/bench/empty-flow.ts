import { setTimeout as pause } from "node:timers/promises";
import { startNodeRed } from "../support/node-red-process.ts";
import { currentMemory, peakMemory, resetPeak } from "./peak-memory.ts";

/** What Node-RED itself needs for a message for each title, without this package, a call or a database. */
export interface EmptyFlow {
  titles: number;
  /** Most memory above that of the idle process. MiB. */
  peakMiB: number;
}

/** Sends so many titles through a flow of Node-RED's own nodes: an array is split, and three functions pass each part on. */
export async function measureEmptyFlow(titles: number, settleMs: number): Promise<EmptyFlow | undefined> {
  const nodeRed = await startNodeRed({ flows: flowOf(titles) });
  try {
    await pause(settleMs);
    const idle = currentMemory(nodeRed.pid);
    resetPeak(nodeRed.pid);
    await nodeRed.inject("start");
    await nodeRed.waitForLog(/ALL PASSED/, 600_000);
    const peak = peakMemory(nodeRed.pid);
    return idle === undefined || peak === undefined
      ? undefined
      : { titles, peakMiB: Math.max(0, peak - idle) };
  } finally {
    await nodeRed.stop();
  }
}

function flowOf(titles: number): object[] {
  const step = (id: string, func: string, next: string[]) => ({
    id,
    type: "function",
    z: "tab",
    func,
    outputs: 1,
    wires: [next],
  });
  return [
    { id: "tab", type: "tab", label: "Empty" },
    { id: "start", type: "inject", z: "tab", props: [], wires: [["list"]] },
    step(
      "list",
      `msg.payload = Array.from({ length: ${titles} }, (_, index) => ({
         title: "Title " + index, year: 2001, mediaType: "movie", ids: { tmdb: index, imdb: "tt" + index },
         sources: [{ provider: "mdblist", list: "bench/list", name: "A list", url: "https://mdblist.com/lists/bench/list" }],
       }));
       return msg;`,
      ["parts"],
    ),
    {
      id: "parts",
      type: "split",
      z: "tab",
      splt: "\\n",
      spltType: "str",
      arraySplt: 1,
      arraySpltType: "len",
      wires: [["search"]],
    },
    step("search", "msg.payload.match = { ...msg.payload }; return msg;", ["request"]),
    step("request", "msg.payload.outcome = { status: 'requested', at: new Date() }; return msg;", ["record"]),
    step(
      "record",
      `const done = (context.get("done") ?? 0) + 1;
       context.set("done", done);
       if (done === ${titles}) node.warn("ALL PASSED");
       return msg;`,
      [],
    ),
  ];
}
