import assert from "node:assert/strict";
import { editorPath, tokenKey } from "../../../src/page/api/token.ts";

describe("the token of the editor", () => {
  for (const [page, key] of [
    ["/list-sync/", "auth-tokens"],
    ["/red/list-sync/", "auth-tokens-red"],
    ["/api/hassio_ingress/TOKEN/red/list-sync/", "auth-tokens-api-hassio_ingress-TOKEN-red"],
    ["/list-sync/list-sync/", "auth-tokens-list-sync"],
  ] as const)
    it(`is the one of the path ${page}`, () => assert.equal(tokenKey(editorPath(page)), key));
});
