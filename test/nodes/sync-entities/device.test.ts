import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../../src/state/database.ts";
import { migrate } from "../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../src/state/migrations.ts";
import { prepareFile } from "../../../src/state/prepare-file.ts";
import { discoveryFaults } from "../../support/check-discovery.ts";
import { entitiesFlowPerTest } from "../../support/entities-flow.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { discoveryIn, statesIn } from "../../support/mqtt.ts";
import { poll } from "../../support/node-red.ts";
import { errorOf } from "../../support/overseerr-flow.ts";
import { sampleItem, sampleOutcome } from "../../support/state-samples.ts";

const TOPIC = "listsync/entities";

describe("sync-entities", () => {
  const { startBroker, flowOf, showing, online, memoryOf, state } = entitiesFlowPerTest();

  it("overwrites what 0.1 left on the broker with a key of a list's address in it", async () => {
    const broker = await startBroker();
    const key = "MaRkEr7x9qQ2";
    const folder = mkdtempSync(join(tmpdir(), "list-sync-old-"));
    const file = join(folder, "state.db");
    const db = openDatabase(prepareFile(file));
    await migrate(db, MIGRATIONS.slice(0, 5), new Date());
    db.run(
      "INSERT INTO runs VALUES ('r', 'Main', 'manual', 0, 'failed', @at, @at, 1, 'not-found', @message)",
      {
        at: new Date().toISOString(),
        message: `There is nothing at https://example.org/list.csv?pw=${key}.`,
      },
    );
    db.close();
    const old = { problem: "ON", problem_attributes: { error: `Nothing at https://a.test/?pw=${key}` } };
    await broker.publish(`${TOPIC}/state`, JSON.stringify(old), true);
    await showing(broker, [
      ...flowOf(broker).filter(({ id }) => id !== "database"),
      flowNodes.database({ file }),
    ]);
    await online(broker);
    await state(broker, "problem", "ON");
    await poll(
      () => (JSON.stringify([...broker.retained]).includes(key) ? undefined : true),
      "retained messages without the key",
    );
    assert.match(JSON.stringify([...broker.retained]), /nothing at https:..example.org.list.csv/);
    rmSync(folder, { recursive: true });
  });

  it("shows a profile that never ran as a device, through the broker's node", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    assert.deepEqual(discoveryFaults(topic, { ...config }, statesIn(broker) ?? {}), []);
    assert.equal(config.device.name, "ListSync");
    assert.deepEqual(broker.clients, ["node-red"]);
    await flow.shows("entities", ({ text, fill }) => text === "MQTT" && fill === "green");
    assert.ok(flow.statuses("entities").every(({ text }) => !text?.includes("common.status")));
  });

  it("follows a run from its start to its end, and tells of it", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const runs = await memoryOf(flow).runs();
    const run = await runs.begin({ profile: "Main", trigger: "manual" });
    await state(broker, "status", "syncing");
    await runs.expect(run.id, 2);
    const requested = sampleItem({ outcome: sampleOutcome("requested") });
    await runs.record(run.id, "s", requested);
    await flow.shows("entities", ({ text, fill }) => text === "MQTT · 1/2" && fill === "blue");
    await runs.record(
      run.id,
      "s",
      sampleItem({ ids: { tmdb: 2 }, outcome: sampleOutcome("already_available") }),
    );
    await state(broker, "status", "idle");
    const { list_items, requested: count, requested_total, available, last_request } = statesIn(broker) ?? {};
    assert.deepEqual(
      [list_items, count, requested_total, available, last_request],
      [2, 1, 1, 1, "The Matrix"],
    );
    const events = () => broker.published.filter(({ topic }) => topic === `${TOPIC}/event`);
    await poll(() => (events().length === 2 ? true : undefined), "the events");
    const [first, last] = events().map(({ payload }) => JSON.parse(payload));
    assert.deepEqual(
      [first.event_type, first.title, first.year, first.tmdb_id, first.media_type, first.list],
      ["requested", "The Matrix", 1999, 603, "movie", "top"],
    );
    assert.deepEqual(
      [last.event_type, last.profile, last.requested, last.available, last.failed, last.state],
      ["finished", "Main", 1, 1, 0, "completed"],
    );
  });

  it("does what is pressed and switched in Home Assistant, and sends it", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    await broker.publish(`${TOPIC}/sync/set`, "PRESS");
    await broker.publish(`${TOPIC}/auto/set`, "OFF");
    await broker.publish(`${TOPIC}/limit/set`, "25");
    await state(broker, "auto", "OFF");
    await state(broker, "limit", 25);
    const [pressed] = await flow.sink("pressed").count(1);
    assert.deepEqual(
      [pressed?.topic, pressed?.trigger, pressed?.profile],
      ["sync", "home-assistant", "Main"],
    );
    const changed = await flow.sink("changed").count(2);
    assert.deepEqual(
      changed.map(({ topic, payload }) => [topic, payload]),
      [
        ["automatic", false],
        ["limit", 25],
      ],
    );
    assert.deepEqual(await (await memoryOf(flow).runs()).settings("Main"), {
      automatic: false,
      requestLimit: 25,
    });
    await broker.publish(`${TOPIC}/limit/set`, "25.5");
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "bad-input");
  });

  it("shows at once what somebody else sets for the profile", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    await (await memoryOf(flow).runs()).setSettings("Main", { automatic: false, requestLimit: 3 });
    await state(broker, "auto", "OFF");
    await state(broker, "limit", 3);
  });
});
