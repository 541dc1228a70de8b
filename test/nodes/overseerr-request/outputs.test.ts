import assert from "node:assert/strict";
import type { Item } from "../../../src/items/item.ts";
import { errorOf, itemsOf } from "../../support/overseerr-flow.ts";
import {
  breakingBad,
  dune,
  heat,
  matrix,
  outcomeOf,
  requestFlowPerTest,
  run,
} from "../../support/request-flow.ts";

describe("overseerr-request", () => {
  const { requesting } = requestFlowPerTest();

  it("requests what is missing, by its first output", async () => {
    const { flow, overseerr } = await requesting();
    flow.send("request", { payload: matrix, topic: "kept" });
    const [msg] = await flow.sink("requested").count(1);
    assert.deepEqual([outcomeOf(msg)?.status, msg?.topic], ["requested", "kept"]);
    assert.equal(overseerr.requests.length, 1);
    await flow.sink("completed").count(1);
    await flow.shows("request", ({ text, fill }) => text === "1 requested" && fill === "green");
  });

  it("sends by its second output what is there or asked for, and by its third what is refused", async () => {
    const { flow, overseerr } = await requesting();
    overseerr.addMedia({ mediaType: "movie", tmdbId: 603, status: 5 });
    overseerr.block("movie", 949);
    flow.send("request", { payload: [matrix, heat, dune, breakingBad], maxRequests: 1 });
    const [unneeded] = await flow.sink("unneeded").count(1);
    const [refused] = await flow.sink("refused").count(1);
    const [requested] = await flow.sink("requested").count(1);
    const statuses = (items: Item[]) => items.map(({ outcome }) => outcome?.status).sort();
    assert.deepEqual(statuses(itemsOf(unneeded)), ["already_available", "skipped"]);
    assert.deepEqual(statuses(itemsOf(refused)), ["blocklisted"]);
    assert.deepEqual(statuses(itemsOf(requested)), ["requested"]);
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  // flows of 0.1 go on as they were, though a new node has a limit

  it("reports a server that refuses the key once per run, and fails the rest without a call", async () => {
    const { flow, overseerr } = await requesting();
    overseerr.settings.csrf = true;
    for (const payload of [matrix, heat, dune]) flow.send("request", { payload, sync: run("run-1") });
    const refused = await flow.sink("refused").count(3);
    assert.deepEqual(new Set(refused.map((msg) => outcomeOf(msg)?.code)), new Set(["server-csrf"]));
    await flow.sink("completed").count(2);
    assert.deepEqual(
      flow.sink("errors").messages.map((msg) => errorOf(msg).code),
      ["server-csrf"],
    );
    await flow.shows(
      "request",
      ({ text, fill }) => fill === "red" && text === "3 failed: CSRF protection on",
    );
  });
});
