import assert from "node:assert/strict";
import { fetchDeps } from "../../../../src/node-red/settings/fetch-options.ts";

describe("what lists are fetched with", () => {
  it("bounds own lists as settings.js says", () => {
    const deps = (own: object) => fetchDeps({}, [], { origins: {}, sites: { own } });
    assert.deepEqual(deps({ mostTitles: 20_000 }).settings?.own, { mostTitles: 20_000 });
    assert.equal(deps({}).settings?.own, undefined);
    assert.throws(() => deps({ mostTitles: 0 }), { code: "bad-config", message: /mostTitles/ });
  });
});
