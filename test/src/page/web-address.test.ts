import assert from "node:assert/strict";
import { isWebAddress } from "../../../src/page/parts/web-address.ts";

describe("the addresses that the page links to", () => {
  it("are those of the web", () => {
    assert.ok(isWebAddress("https://trakt.tv/users/sean"));
    assert.ok(isWebAddress("http://127.0.0.1:5055/movie/603"));
  });

  for (const address of [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JAVA\nSCRIPT:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "list",
    "",
  ])
    it(`are not ${JSON.stringify(address)}`, () => assert.equal(isWebAddress(address), false));
});
