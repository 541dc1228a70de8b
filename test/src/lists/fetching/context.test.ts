import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { createContext } from "../../../../src/lists/fetching/context.ts";
import { own } from "../../../../src/lists/own/index.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

describe("what a provider may use", () => {
  const path = temporaryFolder();

  it("reads files below the home of Node-RED's user", async () => {
    const file = path("movies.txt");
    await writeFile(file, "Heat (1995)");
    const before = process.env.HOME;
    process.env.HOME = dirname(file);
    try {
      const { signal } = new AbortController();
      const { readFile } = createContext(own, { kind: "file" }, {}, { signal });
      assert.equal(Buffer.from(await readFile(`~/${basename(file)}`)).toString(), "Heat (1995)");
      assert.equal(Buffer.from(await readFile(file)).toString(), "Heat (1995)");
    } finally {
      process.env.HOME = before;
    }
  });
});
