import assert from "node:assert/strict";
import { shownEntry } from "../../nodes/dialogs/lists/list-entry.ts";
import { problemOf } from "../../nodes/dialogs/lists/list-problem.ts";
import { createVerdicts } from "../../nodes/dialogs/lists/list-verdicts.ts";

describe("a row of lists in the dialog", () => {
  for (const [entry, problem] of [
    [{ list: "top" }, undefined],
    [{ list: " " }, "list"],
    [{ list: "top", limit: "0" }, undefined],
    [{ list: "top", limit: "-1" }, "limit"],
    [{ list: "top", limit: "  " }, "limit"],
    [{ list: "top", yearFrom: "0", yearTo: 0, requestAs: "0" }, undefined],
    [{ list: "top", yearFrom: "2000", yearTo: "0" }, undefined],
    [{ list: "top", limit: "" }, undefined],
    [{ list: "top", yearFrom: "99" }, "year"],
    [{ list: "top", yearFrom: "2000", yearTo: "1990" }, "yearOrder"],
    [{ list: "top", minRating: "11" }, "minRating"],
    [{ list: "top", requestAs: "1.5" }, "requestAs"],
  ] as const)
    it(`has ${problem ?? "no problem"} with ${JSON.stringify(entry)}`, () => {
      assert.equal(problemOf(entry), problem);
    });

  it("shows plain texts and other words for types as the dialog's own", () => {
    assert.deepEqual(shownEntry("top"), { enabled: true, provider: "detect", list: "top" });
    assert.equal(shownEntry({ list: "top", mediaType: "Shows" }).mediaType, "tv");
    assert.equal(shownEntry({ list: "top", mediaType: "books" }).mediaType, "");
  });
});

describe("what the runtime says of the texts of lists", () => {
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it("is asked once, and told when the answer is there", async () => {
    let asked = 0;
    let changes = 0;
    const verdicts = createVerdicts(() => changes++);
    const ask = async () => {
      asked++;
      return { ok: false, message: "Nobody knows it." };
    };
    assert.equal(verdicts.whyNot({ list: "x" }, ask), undefined);
    assert.equal(verdicts.whyNot({ list: " x " }, ask), undefined);
    await settled();
    assert.equal(verdicts.whyNot({ list: "x" }, ask), "Nobody knows it.");
    assert.deepEqual([asked, changes], [1, 1]);
  });

  it("is asked again when nobody answered, and never for a variable", async () => {
    let asked = 0;
    const verdicts = createVerdicts(() => {});
    const ask = async () => {
      asked++;
      return { ok: false, status: 0, message: "no answer" };
    };
    verdicts.whyNot({ list: "x" }, ask);
    await settled();
    assert.equal(verdicts.whyNot({ list: "x" }, ask), undefined);
    verdicts.whyNot({ list: "$" + "{LIST}" }, ask);
    assert.equal(asked, 2);
  });
});
