import assert from "node:assert/strict";
import type { ListEntry } from "../../../src/lists/entries/list-entry.ts";
import { createFailingLists } from "../../../src/monitor/failing-lists.ts";
import { brokenList, sampleList } from "../../support/state-samples.ts";

describe("Lists that could not be read when they were read last", () => {
  const entry = (list: string, enabled = true): ListEntry => ({
    provider: "trakt",
    list: `user/${list}`,
    enabled,
  });
  const failed = (list: string) => brokenList(`user/${list}`);
  const read = (list: string) => sampleList({ provider: "trakt", list: `user/${list}` });

  function world(...entries: ListEntry[]) {
    const nodes = new Map([["Main", entries]]);
    const failing = createFailingLists(() => nodes);
    let day = 1;
    const run = (...lists: ReturnType<typeof failed>[]) => ({
      profile: "Main",
      startedAt: `2026-03-${String(day++).padStart(2, "0")}T10:00:00.000Z`,
      lists,
    });
    const count = () => failing.byCode().get("private") ?? 0;
    return { nodes, failing, run, count };
  }

  it("are those of the last run that read all lists, and of parts that were read since", () => {
    const { failing, run, count } = world(entry("a"), entry("b"));
    failing.learn(run(failed("a"), failed("b")));
    assert.equal(count(), 2);
    failing.learn(run(read("a")));
    assert.equal(count(), 1, "b is as it was");
    failing.learn(run());
    assert.equal(count(), 1, "that run gathered messages");
    failing.learn(run(read("a"), failed("b"), failed("of a message")));
    assert.equal(count(), 2);
    failing.learn(run(read("a"), failed("b")));
    assert.equal(count(), 1, "nobody reads that list any more");
    failing.learn(run(read("a"), read("b")));
    assert.equal(count(), 0);
  });

  it("are not forgotten when somebody looks while their node is away, or without them for a moment", () => {
    const { nodes, failing, run, count } = world(entry("a"));
    failing.learn(run(failed("a")));
    nodes.delete("Main");
    assert.equal(count(), 0);
    nodes.set("Main", [entry("a", false)]);
    assert.equal(count(), 0);
    nodes.set("Main", [entry("a")]);
    assert.equal(count(), 1);
  });

  it("are those of messages as well, which no node has", () => {
    const { failing, run, count } = world(entry("a"));
    failing.learn(run(failed("of a message")));
    assert.equal(count(), 1);
  });

  it("are known from runs of before, but for what was taken out since, and never over what came later", () => {
    const { nodes, failing, run, count } = world(entry("a"), entry("b"));
    const before = [run(failed("a"), failed("taken out"), read("b")), run(failed("b"))];
    failing.learn(run(read("b")));
    assert.deepEqual(failing.untold(), ["Main"]);
    failing.recall("Main", before.reverse());
    assert.deepEqual(failing.untold(), []);
    assert.equal(count(), 1, "a");
    nodes.set("Kids", []);
    assert.deepEqual(failing.untold(), ["Kids"]);
  });

  it("are forgotten with their profile, which is asked for again when a node has it", () => {
    const { nodes, failing, run, count } = world(entry("a"));
    const last = run(failed("a"));
    failing.recall("Main", [last]);
    nodes.delete("Main");
    failing.learn({ ...run(failed("x")), profile: "Of a message" });
    nodes.set("Main", [entry("a")]);
    nodes.set("Of a message", []);
    assert.equal(count(), 0);
    assert.deepEqual(failing.untold(), ["Main", "Of a message"]);
  });
});
