import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMMAND_KEYS } from "../../../src/home-assistant/entities/entity-command.ts";
import { ENTITY_SET } from "../../../src/home-assistant/entities/entity-set.ts";
import { TRIGGER_KINDS } from "../../../src/home-assistant/triggers/trigger-kind.ts";
import { readTrigger, TRIGGERS } from "../../../src/runs/trigger.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");

describe("what starts a run", () => {
  it("stands in one list, and every word of it in the documentation", () => {
    const docs = read("docs/messages.md");
    for (const trigger of Object.values(TRIGGERS)) assert.ok(docs.includes(`\`${trigger}\``), trigger);
  });

  it("is a schedule however that is written, and else the word of the message as it is", () => {
    assert.deepEqual(["Schedule", "manual", "Friday night"].map(readTrigger), [
      "schedule",
      "manual",
      "Friday night",
    ]);
  });

  it("can be chosen in the dialog of sync-trigger, each kind with its text", () => {
    const options = [...read("nodes/sync-trigger.html").matchAll(/data-i18n="sync-trigger\.kind\.(\w+)"/g)];
    assert.deepEqual(
      options.map(([, kind]) => kind),
      TRIGGER_KINDS,
    );
    const { kind, kindHint, port } = JSON.parse(read("nodes/locales/en-US/sync-trigger.json"))[
      "sync-trigger"
    ];
    for (const texts of [kind, kindHint, port])
      assert.deepEqual(Object.keys(texts).sort(), [...TRIGGER_KINDS].sort());
  });
});

describe("what can be done with a profile in Home Assistant", () => {
  it("is done with an entity that it shows", () => {
    const platforms = COMMAND_KEYS.map((key) => ENTITY_SET.find((entity) => entity.key === key)?.platform);
    assert.deepEqual(platforms, ["button", "switch", "number"]);
  });
});
