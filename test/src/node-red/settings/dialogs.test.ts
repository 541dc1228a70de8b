import assert from "node:assert/strict";
import type { Field } from "../../../../src/fields/field.ts";
import { UNBOUNDED } from "../../../../src/fields/kinds.ts";
import { PLACES, readValue } from "../../../../src/fields/read-value.ts";
import { dialogDefinition } from "../../../support/dialog-definition.ts";
import { NODES, storedFields } from "../../../support/node-descriptions.ts";

/** What somebody may type into a box: the ends of a range and what lies beyond, fractions, words, nothing. */
function samples({ min, max, initial }: Field): string[] {
  const numbers =
    min === undefined || max === undefined
      ? []
      : [min, min - 1, max, ...(max < UNBOUNDED ? [max + 1] : []), min + 0.5];
  return [...numbers.map(String), String(initial), "", "  ", "many", `\${MANY}`, `\${MANY}0`];
}

/** Fields without a range of which the reader takes some texts only, and texts for these. */
const WRITTEN = ["language", "radarrTags", "sonarrTags", "browserEndpoint", "eventType"];
const WORDS = [
  ...["en", " en ", "pt-BR", "pt_BR", "PT-br", "english", "a b"],
  ...["0", "1, 4", "1,,4", "0, 4", "1;4", "1.5", "4294967296"],
  ...["ws://browser", "WSS://browser:3000 ", "http://nas", "ftp://nas"],
];

const accepts = (field: Field, value: unknown): boolean => {
  try {
    readValue(field, value, PLACES.dialog);
    return true;
  } catch {
    return false;
  }
};

for (const node of NODES) {
  const fields: Record<string, Field> = storedFields(node);
  const { defaults, credentials = {}, html } = dialogDefinition(node.type);

  describe(`The dialog of ${node.type}`, () => {
    it("has the fields of the description and no others", () => {
      assert.deepEqual(Object.keys(defaults).sort(), Object.keys(fields).sort());
      assert.deepEqual(Object.keys(credentials).sort(), [...node.credentials].sort());
    });

    it("begins with the defaults of the description", () => {
      for (const [name, field] of Object.entries(fields)) {
        const { value, type } = JSON.parse(JSON.stringify(defaults[name])) as {
          value: unknown;
          type?: string;
        };
        assert.deepEqual([name, value, type], [name, field.initial, field.nodeType]);
      }
    });

    it("offers the words that are read", () => {
      for (const [name, { words }] of Object.entries(fields)) {
        const select = new RegExp(`<select id="node-input-${name}"[^>]*>([\\s\\S]*?)</select>`).exec(
          html,
        )?.[1];
        for (const [, option = ""] of select?.matchAll(/<option value="([^"]*)"/g) ?? [])
          assert.ok(!words || words.includes(option), `${name}: ${option}`);
      }
    });

    for (const [name, field] of Object.entries(fields)) {
      if ((field.kind !== "number" && !WRITTEN.includes(name)) || name === "version") continue;
      it(`takes what the reader takes for ${name}`, () => {
        const words = Object.entries(field.when ?? {}).map(([other, [first]]) => [other, first]);
        const initials = Object.entries(fields).map(([each, { initial }]) => [each, initial]);
        const self = { id: "n", _: (key: string) => key, ...Object.fromEntries([...initials, ...words]) };
        const validate = defaults[name]?.validate ?? (() => true);
        for (const value of [...samples(field), ...(WRITTEN.includes(name) ? WORDS : [])])
          assert.equal(
            validate.call({ ...self, [name]: value }, value, {}) === true,
            accepts(field, value),
            `${name}: "${value}"`,
          );
      });
    }
  });
}
