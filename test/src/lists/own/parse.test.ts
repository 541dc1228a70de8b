import assert from "node:assert/strict";
import { redact } from "../../../../src/http/redact.ts";
import { ListError } from "../../../../src/lists/list-error.ts";
import { parseOwn } from "../../../../src/lists/own/parse.ts";

describe("own lists: what people paste", () => {
  const understood: [string, string, string, string?][] = [
    ["payload", "message", "payload"],
    ["msg.payload", "message", "payload"],
    ["/data/movies.csv", "file", "/data/movies.csv", "csv"],
    ["~/lists/movies.txt", "file", "~/lists/movies.txt", "text"],
    ["./movies.json", "file", "./movies.json", "json"],
    ["C:\\lists\\movies.csv", "file", "C:\\lists\\movies.csv", "csv"],
    ["file:///data/my%20list.txt", "file", "/data/my list.txt", "text"],
    ["movies.json", "file", "movies.json", "json"],
    ["https://example.org/list.json", "address", "https://example.org/list.json", "json"],
    ["https://example.org/feed.rss?x=1", "address", "https://example.org/feed.rss (64d961d4)", "rss"],
    ["https://example.org/export?id=1", "address", "https://example.org/export (245b31e7)"],
    ["csv:https://example.org/export?id=1", "address", "https://example.org/export (245b31e7)", "csv"],
    ["rss:/data/feed", "file", "/data/feed", "rss"],
  ];
  for (const [input, kind, id, format] of understood) {
    it(`understands ${input}`, () => {
      const parsed = parseOwn(input);
      assert.equal(parsed?.kind, kind);
      assert.equal(parsed?.id, id);
      assert.equal(parsed?.params?.format, format);
      assert.notEqual(parsed?.label, "");
    });
  }

  it("leaves a plain title to nobody", () => {
    assert.equal(parseOwn("The Matrix"), undefined);
    assert.equal(parseOwn("Dune (2021)"), undefined);
  });

  it("shows a key in an address nowhere, neither in the label nor in the id", () => {
    for (const address of [
      "https://example.org/list.json?apikey=hidden",
      "https://me:hidden@example.org/list.json",
      "https://hidden@example.org/list.json",
      "https://example.org/list.json?pw=hidden",
      "https://example.org/hidden0123456789abcdef/list.json",
    ]) {
      const parsed = parseOwn(address);
      assert.equal(`${parsed?.label} ${parsed?.url} ${parsed?.id}`.includes("hidden"), false);
      assert.equal(parsed?.params?.address, address);
    }
  });

  it("keeps apart two addresses that differ in their keys only", () => {
    const id = (key: string) => parseOwn(`https://example.org/export?apikey=${key}`)?.id ?? "";
    assert.notEqual(id("anna-1234"), id("ben-56789"));
    assert.equal(id("anna-1234"), id("anna-1234"));
    assert.match(id("anna-1234"), /^https:\/\/example\.org\/export \(\w{8}\)$/);
    assert.equal(parseOwn(id("anna-1234"))?.id, id("anna-1234"));
    assert.equal(redact(id("anna-1234")), id("anna-1234"));
  });

  it("says that half an address is none", () => {
    assert.throws(
      () => parseOwn("https://"),
      (error: unknown) => error instanceof ListError && error.code === "bad-input",
    );
  });
});
