import assert from "node:assert/strict";
import { normaliseEntries } from "../../../../src/lists/entries/list-entry.ts";
import { listIds } from "../../../../src/lists/entries/list-ids.ts";
import { fetchList } from "../../../../src/lists/fetching/fetch-lists.ts";
import { deployedLists } from "../../../../src/node-red/settings/deployed-lists.ts";

describe("lists of a deployed node", () => {
  const env = (name: string) => (name === "LIST_KEY" ? "hidden" : undefined);

  it("take the environment's values into their addresses, in each form", () => {
    const written = "https://example.org/list.csv?k=$" + "{LIST_KEY}";
    const meant = "https://example.org/list.csv?k=hidden";
    assert.equal(deployedLists(written, env), meant);
    assert.deepEqual(deployedLists([written, { list: written, name: "Mine" }], env), [
      meant,
      { list: meant, name: "Mine" },
    ]);
    assert.equal(deployedLists(undefined, env), undefined);
  });

  it("fail alone when a variable is not set, named, in each form", async () => {
    const absent = "https://example.org/list.csv?k=$" + "{ABSENT}";
    for (const lists of [
      [{ list: "stevenlu" }, { list: absent, provider: "own", limit: "5" }],
      ["stevenlu", absent],
      `stevenlu, ${absent}`,
      [{ list: "stevenlu" }, { list: "$" + "{ABSENT}" }],
    ]) {
      const entries = normaliseEntries(deployedLists(lists, env));
      assert.deepEqual(
        entries.map(({ unusable }) => unusable?.code),
        [undefined, "bad-input"],
      );
      const { result } = await fetchList(entries[1] ?? assert.fail());
      assert.equal(result.error?.code, "bad-input");
      assert.match(result.error.message, /environment variable ABSENT, which is not set/);
      // nobody takes the rest for all lists of the profile, whose titles would be forgotten
      assert.equal(listIds(entries), undefined);
    }
  });
});
