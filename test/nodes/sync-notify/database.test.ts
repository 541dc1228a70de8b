import assert from "node:assert/strict";
import { join } from "node:path";
import { shareMemory } from "../../../src/runs/memory.ts";
import { startDiscord } from "../../servers/notify/discord.ts";
import { startTaker } from "../../servers/notify/taker.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import type { RunningFlow } from "../../support/node-red.ts";
import { notifyFlowPerTest } from "../../support/notify-flow.ts";
import { errorOf } from "../../support/overseerr-flow.ts";
import { sampleItem, sampleOutcome } from "../../support/state-samples.ts";

describe("sync-notify with a database", () => {
  const { open, started, told } = notifyFlowPerTest();

  const database = () => [flowNodes.database()];
  const memoryOf = (running: RunningFlow) =>
    shareMemory({ file: join(running.userDir, "list-sync/state.db") });
  const listed = (tmdb: number, title: string, requestAs?: number) => ({
    ...sampleItem({ title, ids: { tmdb } }),
    sources: [{ provider: "imdb", list: "ls1", ...(requestAs !== undefined && { requestAs }) }],
  });

  async function sync(
    running: RunningFlow,
    items: ReturnType<typeof listed>[],
    status: "requested" | "not_found",
  ) {
    const memory = memoryOf(running);
    try {
      const runs = await memory.runs();
      const { id } = await runs.begin({ profile: "Main", trigger: "manual" });
      const list = {
        provider: "imdb",
        list: "ls1",
        label: "ls1",
        name: "Films",
        items: items.length,
        complete: true,
        warnings: [],
      };
      await runs.lists(id, [list], items);
      const ended = new Promise((resolve) => runs.once("run-finished", resolve));
      for (const item of items) await runs.record(id, "server", { ...item, outcome: sampleOutcome(status) });
      await ended;
    } finally {
      await memory.close();
    }
  }

  it("tells of all its syncs without a wire, once each, with what only it knows", async () => {
    const taker = await started(startDiscord());
    const running = await open(
      { channel: "discord", takes: "database", database: "database" },
      { address: taker.webhook },
      database(),
    );
    await sync(running, [listed(949, "Heat"), listed(603, "The Matrix")], "requested");
    const [got] = await told(taker, 1);
    const [embed] = (got?.body.embeds ?? []) as { fields: { name: string; value: string }[] }[];
    const fields = Object.fromEntries((embed?.fields ?? []).map(({ name, value }) => [name, value]));
    assert.equal(fields.Lists, "• Films – 2 titles, 2 requested");
    assert.equal(fields.Movies, "2 (100 %)");
  });

  it("tells one user of their own lists alone", async () => {
    const running = await open({ takes: "database", database: "database", requester: "4" }, {}, database());
    await sync(running, [listed(1, "Theirs"), listed(2, "Mine", 4), listed(3, "Mine too", 4)], "requested");
    const [composed] = await running.sink("composed").count(1);
    assert.equal(composed?.topic, "Your lists: 2 requested");
    assert.match(String(composed?.payload), /Mine.*\n.*Mine too/);
    assert.doesNotMatch(String(composed?.payload), /Theirs/);
    await sync(running, [listed(4, "Theirs again")], "requested");
    await sync(running, [listed(5, "Mine again", 4)], "requested");
    assert.equal((await running.sink("composed").count(2)).length, 2);
  });

  it("never ends a sync differently because nobody can be told", async () => {
    const taker = await started(startTaker(() => ({ status: 400 })));
    const running = await open(
      { channel: "webhook", takes: "database", database: "database" },
      { address: taker.url },
      database(),
    );
    await sync(running, [listed(949, "Heat")], "requested");
    const [failed] = await running.sink("errors").count(1);
    assert.equal(errorOf(failed).code, "notify-refused");
    const memory = memoryOf(running);
    const [run] = await (await memory.store()).runs();
    await memory.close();
    assert.equal(run?.state, "completed");
  });
});
