import assert from "node:assert/strict";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest, poll } from "../support/node-red.ts";
import { errorOf } from "../support/overseerr-flow.ts";

describe("sync-schedule", () => {
  const startFlow = flowPerTest();
  /** A second. */
  const SOON = 1 / 3600;
  const flow = (properties: Record<string, unknown> = {}, source: Record<string, unknown> = {}) => [
    flowNodes.database(),
    flowNodes.schedule({ wires: [["due", "source"]], ...properties }),
    flowNodes.sink("due"),
    flowNodes.source({
      database: "database",
      lists: [
        { provider: "own", list: "payload", enabled: true },
        { provider: "own", list: "payload", enabled: true, name: "again" },
      ],
      wires: [["state"], []],
      ...source,
    }),
    flowNodes.state(),
    flowNodes.sink("answers"),
    flowNodes.sink("summaries"),
    ...flowNodes.errors(),
  ];
  const titles = ["Heat (1995)", "Dune (2021)"];

  it("begins nothing before somebody has begun a first sync, and says so", async () => {
    const running = await startFlow(flow({ hours: SOON }));
    await running.shows("schedule", ({ text }) => text === "first sync: press Sync now or Dry run");
    const due = running.sink("due");
    running.send("schedule", { command: "now", payload: titles });
    const [msg] = await due.count(1);
    assert.deepEqual([msg?.trigger, msg?.profile, msg?.payload], ["manual", "Main", titles]);
    const [summary] = await running.sink("summaries").count(1);
    assert.equal((summary?.payload as { state?: string } | undefined)?.state, "completed");
    const scheduled = (await due.count(2))[1];
    assert.deepEqual([scheduled?.trigger, scheduled?.topic], ["schedule", "Main"]);
  });

  it("begins the first sync too where it is told to, past what holds list-source back", async () => {
    const running = await startFlow(flow({ hours: SOON, firstRun: true }, { lists: [] }));
    const [msg] = await running.sink("due").count(1);
    assert.deepEqual([msg?.trigger, msg?.firstRun], ["schedule", true]);
    await running.shows(
      "source",
      ({ text }) => text !== "first sync: press Sync now or Dry run" && text !== undefined,
    );
  });

  it("shows when it is due, tells it to whoever asks, and begins nothing by a Deploy", async () => {
    const ask = { ...flowNodes.state({ operation: "schedules", wires: [["asked"], []] }), id: "ask" };
    const nodes = (properties: Record<string, unknown> = {}) => [
      ...flow({
        kind: "windows",
        windows: [{ name: "any", every: "6", unit: "hours" }],
        zone: "UTC",
        ...properties,
      }),
      ask,
      flowNodes.sink("asked"),
    ];
    const running = await startFlow(nodes());
    running.send("schedule", { command: "now", payload: titles });
    await running.shows("schedule", ({ text }) =>
      /^next: (today|tomorrow) \d\d:\d\d · any$/.test(text ?? ""),
    );
    running.send("ask", {});
    const [answer] = await running.sink("asked").count(1);
    const [schedule] = (answer?.payload ?? []) as {
      profile: string;
      plan: string;
      next: string;
      status: string;
    }[];
    assert.deepEqual([schedule?.profile, schedule?.plan], ["Main", "any every 6 h"]);
    const hours = (Date.parse(schedule?.next ?? "") - Date.now()) / 3_600_000;
    assert.ok(hours > 5.9 && hours < 6.1, String(hours));

    await running.deploy(nodes({ jitter: "1" }));
    const due = running.sink("due");
    await running.shows("schedule", ({ text }) => /^next: .* · any$/.test(text ?? ""));
    running.send("schedule", { command: "skip" });
    await poll(() => running.statuses("schedule").length > 1 || undefined, "the next but one");
    assert.equal(due.messages.length, 0);
  });

  it("sends what is different in a window, to be obeyed by list-source", async () => {
    const window = {
      every: "1",
      unit: "minutes",
      itemLimit: "1",
      maxRequests: "3",
      dryRun: true,
      lists: "payload",
    };
    const running = await startFlow(flow({ kind: "windows", windows: [window] }));
    running.send("schedule", { payload: titles });
    const [msg] = await running.sink("due").count(1);
    assert.deepEqual([msg?.lists, msg?.itemLimit, msg?.maxRequests, msg?.dryRun], [["payload"], 1, 3, true]);
    const [summary] = await running.sink("summaries").count(1);
    const { total, dryRun } = (summary?.payload ?? {}) as { total?: number; dryRun?: boolean };
    assert.deepEqual([total, dryRun], [1, true]);
  });

  it("pauses until a time and goes on, as messages say, and keeps it through a Deploy", async () => {
    const running = await startFlow(flow());
    running.send("schedule", { payload: titles });
    await running.shows("schedule", ({ text }) => text?.startsWith("next: ") === true);
    running.send("schedule", { command: "pause", until: "2999-01-01T08:00" });
    await running.shows("schedule", ({ text }) => /^paused until 1 Jan 2999,? 08:00$/.test(text ?? ""));
    await running.deploy(flow({ hours: "7" }));
    await running.shows("schedule", ({ text }) => text?.startsWith("paused until ") === true);
    running.send("schedule", { command: "pause" });
    await running.shows("schedule", ({ text }) => text === "paused");
    running.send("schedule", { command: "resume" });
    await running.shows("schedule", ({ text }) => text?.startsWith("next: ") === true);
    const errors = running.sink("errors");
    running.send("schedule", { command: "pause", until: "yesterday" });
    running.send("schedule", { command: "stop" });
    running.send("schedule", { comand: "pause" });
    const told = (await errors.count(3)).map((msg) => errorOf(msg));
    assert.deepEqual(
      told.map(({ code }) => code),
      ["bad-input", "bad-input", "bad-input"],
    );
    assert.match(String(told[0]?.message), /msg\.until must be a time/);
    assert.match(String(told[1]?.message), /Command|command/);
  });

  describe("by the environment", () => {
    const before = { SYNC_INTERVAL: process.env.SYNC_INTERVAL, AUTOMATED_MODE: process.env.AUTOMATED_MODE };
    afterEach(() => {
      for (const [name, value] of Object.entries(before))
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    });

    it("goes by SYNC_INTERVAL, decimals too, and begins the first sync in AUTOMATED_MODE", async () => {
      process.env.SYNC_INTERVAL = "0.0003";
      process.env.AUTOMATED_MODE = "true";
      const running = await startFlow(flow({}, { lists: [] }));
      await running.sink("due").count(1);
    });

    for (const value of ["0", "six", "-1"])
      it(`refuses the interval ${value}`, async () => {
        process.env.SYNC_INTERVAL = value;
        const running = await startFlow(flow());
        await running.shows("schedule", ({ text }) => text === "check settings");
        const [msg] = await running.sink("errors").count(1);
        assert.match(
          String(errorOf(msg).message),
          /SYNC_INTERVAL must be a number of hours above 0, such as 6 or 0\.5/,
        );
      });
  });

  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ kind: "cron", cron: "0 0 31 2 *" }, /cron expression "0 0 31 2 \*" never comes/],
    [{ zone: "Mars/Olympus" }, /time zone "Mars\/Olympus" is unknown/],
    [{ hours: "0" }, /Hours between two syncs must be/],
    [{ kind: "windows", windows: [{}, { from: "25:00" }] }, /Window 2: From must be a time such as 22:00/],
    [{ kind: "windows", windows: [{ days: ["someday"] }] }, /Window 1: Days must be days/],
    [{ database: "" }, /no database/],
  ];
  for (const [properties, message] of wrong)
    it(`starts nothing by settings that are wrong, and says which: ${JSON.stringify(properties)}`, async () => {
      const running = await startFlow(flow(properties));
      const [msg] = await running.sink("errors").count(1);
      assert.match(String(errorOf(msg).message), message);
    });

  it("refuses a second schedule for the same profile, and lets another profile have its own", async () => {
    const second = (profile: string) => ({ ...flowNodes.schedule({ profile }), id: "second" });
    const running = await startFlow([...flow(), second("Main")]);
    const [msg] = await running.sink("errors").count(1);
    assert.match(String(errorOf(msg).message), /Another sync-schedule already has the profile Main/);
    await running.deploy([...flow(), second("4K")]);
    await running.shows("second", ({ text }) => text === "first sync: press Sync now or Dry run");
  });
});
