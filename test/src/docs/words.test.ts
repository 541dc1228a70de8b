import assert from "node:assert/strict";
import { FORBIDDEN } from "./forbidden-words.ts";
import { everyText } from "./texts.ts";

describe("the words of labels, help, messages and documentation", () => {
  const texts = everyText();

  it("come from everywhere that a person reads", () => {
    for (const part of ["README.md:", "docs/", "nodes/locales/en-US/", "src/requests/messages.ts:"])
      assert.ok(
        texts.some(({ place }) => place.startsWith(part)),
        part,
      );
  });

  for (const { words, instead } of FORBIDDEN)
    it(`say "${instead}" instead of ${words.source}`, () => {
      const found = texts.filter(({ text }) => words.test(text));
      assert.deepEqual(
        found.map(({ place, text }) => `${place} ${text.trim()}`),
        [],
      );
    });
});
