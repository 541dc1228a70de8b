import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENTITY_SET } from "../../../src/home-assistant/entities/entity-set.ts";
import { eventMessage } from "../../../src/home-assistant/triggers/event-message.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "../../..", file), "utf8");
const page = read("docs/home-assistant.md");
const yamlOf = (text: string): string[] =>
  [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = ""]) => yaml);

describe("The documentation of Home Assistant", () => {
  it("has the automations that the example shows", () => {
    const nodes = JSON.parse(read("examples/Home Assistant events.json")) as {
      type: string;
      info?: string;
    }[];
    const [shown, ...more] = nodes.flatMap(({ type, info = "" }) => (type === "comment" ? yamlOf(info) : []));
    assert.deepEqual(more, []);
    assert.ok(
      shown !== undefined && yamlOf(page).includes(shown),
      "the YAML of the example and of the page differ",
    );
  });

  it("names no entity in automations and on the dashboard that does not exist", () => {
    const ids = ENTITY_SET.map(({ platform, name }) => `${platform}.listsync_${slug(name)}`);
    const named = yamlOf(page).flatMap((yaml) =>
      [...yaml.matchAll(/\b(?:sensor|binary_sensor|button|switch|number|event)\.listsync_\w+/g)].map(
        ([id]) => id,
      ),
    );
    assert.ok(named.length > 10);
    for (const id of named) assert.ok(ids.includes(id), id);
    for (const id of ids) assert.ok(page.includes(`\`${id}\``), id);
  });

  it("says what to do for every code of Home Assistant and of MQTT", () => {
    const codes = [
      ...read("src/node-red/statuses/messages.ts").matchAll(/"((?:ha|mqtt)-[a-z-]+)": "([^"]+)"/g),
    ];
    assert.ok(codes.length > 10);
    const [, table = ""] = page.split("### By code");
    for (const [, code = "", short = ""] of codes) {
      assert.ok(table.includes(`\`${code}\``), code);
      assert.ok(table.includes(short), short);
    }
  });

  it("says of what an event may say what becomes of it", () => {
    const [, table = ""] = page.split("### What an event may say")[1]?.split("|---|---|---|") ?? [];
    const rows = [...table.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|.*\| `(\w+)` \|$/gm)];
    assert.equal(rows.length, 10);
    for (const [, names = "", property = ""] of rows)
      for (const [, name = ""] of names.matchAll(/`(\w+)`/g))
        assert.ok(property in eventMessage("listsync_sync", { [name]: "1" }), `${name} → ${property}`);
  });
});

const slug = (name: string): string => name.toLowerCase().replaceAll(" ", "_");
