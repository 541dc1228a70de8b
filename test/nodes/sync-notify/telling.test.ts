import assert from "node:assert/strict";
import { summaryWith } from "../../support/news.ts";
import { notifyFlowPerTest } from "../../support/notify-flow.ts";
import { errorOf } from "../../support/overseerr-flow.ts";

describe("sync-notify tells", () => {
  const { flow, open } = notifyFlowPerTest();

  it("says nothing when nothing happened, unless it is to tell always", async () => {
    const running = await open();
    const quiet = summaryWith({ counts: { already_available: 20 }, requested: [] });
    running.send("notify", { payload: quiet });
    await running.sink("completed").count(1);
    assert.equal(running.sink("composed").messages.length, 0);
    await running.deploy(flow({ wanted: "always" }));
    running.sink("composed");
    running.send("notify", { payload: quiet });
    const [composed] = await running.sink("composed").count(1);
    assert.match(String(composed?.payload), /^20 already there\./);
  });

  it("tells problems only, and of a title that nobody finds once", async () => {
    const running = await open({ wanted: "problems" });
    const beef = { title: "Beef", status: "not_found" as const, reason: "Nobody knows it." };
    const dune = { title: "Dune", status: "failed" as const, reason: "The server is down." };
    const runs = [
      summaryWith(),
      summaryWith({ problems: [beef] }),
      summaryWith({ problems: [beef] }),
      summaryWith({ problems: [beef, dune] }),
      summaryWith({ problems: [beef, dune] }),
      summaryWith({ state: "failed", error: { code: "server-key", message: "The key was rejected." } }),
    ];
    for (const payload of runs) running.send("notify", { payload });
    await running.sink("completed").count(runs.length);
    const texts = running.sink("composed").messages.map(({ payload }) => String(payload));
    assert.equal(texts.length, 4, texts.join("\n---\n"));
    assert.match(texts[0] ?? "", /Problems:\n• Beef – Nobody knows it\./);
    assert.match(texts[3] ?? "", /The key was rejected\./);
  });

  it("tells once how many titles a flow loses, and again when those are others", async () => {
    const running = await open({ wanted: "problems" });
    for (const missing of [40, 40, 41, 41, 0, 40])
      running.send("notify", { payload: summaryWith({ missing }) });
    await running.sink("completed").count(6);
    assert.deepEqual(
      running.sink("composed").messages.map(({ payload }) => /(\d+) not recorded/.exec(String(payload))?.[1]),
      ["40", "41", "40"],
    );
  });

  it("tells of a title that became available, and ignores the other events of a server", async () => {
    const running = await open();
    const item = { title: "Heat", year: 1995, mediaType: "movie", ids: { tmdb: 949 } };
    for (const kind of ["requested", "available"])
      running.send("notify", { topic: kind, profile: "Main", payload: { kind, item, by: "Radarr" } });
    const [composed] = await running.sink("composed").count(1);
    assert.deepEqual(
      [composed?.topic, composed?.payload],
      ["Available: Heat (1995)", "1 available.\n\nAvailable:\n• Heat (1995)"],
    );
  });

  it("says what is missing, and takes no message for a summary that is none", async () => {
    const running = await open({ channel: "ntfy" });
    const [missing] = await running.sink("errors").count(1);
    assert.match(errorOf(missing).message, /The address for ntfy is missing/);
    await running.deploy(flow({ delivery: "daily" }));
    assert.match(errorOf((await running.sink("errors").count(1))[0]).message, /A digest needs a database/);
    await running.deploy(flow());
    running.sink("errors");
    running.send("notify", { payload: "hello" });
    const [wrong] = await running.sink("errors").count(1);
    assert.deepEqual(
      [errorOf(wrong).code, /second output of sync-state/.test(errorOf(wrong).message)],
      ["bad-input", true],
    );
  });
});
