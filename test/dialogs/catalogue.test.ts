import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ANY_WORD, askedKeys, catalogueKeys, dialogSources } from "../support/dialog-texts.ts";
import { NODES } from "../support/node-descriptions.ts";

const patternOf = (key: string): RegExp =>
  new RegExp(`^${key.replaceAll(".", "\\.").replaceAll(ANY_WORD, "([^.]+)")}$`);

/** Where words stand that no dialog writes down: they come with titles and runs. */
const words = ["items/item.ts", "home-assistant/entities/entity-set.ts"].map((path) =>
  readFileSync(join(import.meta.dirname, "../../src", path), "utf8"),
);

for (const { type } of NODES)
  describe(`The texts of the dialog of ${type}`, () => {
    const keys = catalogueKeys(type);
    const sources = dialogSources(type);
    const asked = askedKeys(type, sources);

    it("are all there", () => {
      const missing = asked.filter((key) => !keys.some((known) => patternOf(key).test(known)));
      assert.deepEqual(missing, []);
    });

    it("are all shown", () => {
      const said = [...sources, ...words];
      const isSaid = (word: string) => said.some((source) => new RegExp(`\\b${word}\\b`).test(source));
      const dead = keys.filter(
        (key) =>
          !asked.includes(key) && !asked.some((each) => patternOf(each).exec(key)?.slice(1).every(isSaid)),
      );
      assert.deepEqual(dead, []);
    });
  });
