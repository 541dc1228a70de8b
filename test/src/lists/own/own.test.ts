import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, type FetchDeps } from "../../../../src/lists/fetching/context.ts";
import { own } from "../../../../src/lists/own/index.ts";
import { type ListSite, startListSite } from "../../../servers/list-site.ts";
import { describeWithFixtures, fixturePath } from "../../../support/fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "list-sync-own-"));
const http = { backoffMs: 1, timeoutMs: 2000 };

function fetchOwn(input: string, deps: FetchDeps = {}, limit?: number) {
  const parsed = own.parse(input);
  if (!parsed) throw new Error(`"${input}" is not understood`);
  const { signal } = new AbortController();
  return own.fetch(parsed, createContext(own, parsed, { http, ...deps }, { signal, limit }));
}

describe("own lists", () => {
  let site: ListSite;
  before(async () => {
    site = await startListSite(({ segments }) => {
      if (segments[0] === "list.json")
        return { json: [{ title: "Dune", year: 2021 }, "tmdb:603", { note: "nothing" }] };
      if (segments[0] === "login") return { body: "<!DOCTYPE html><title>Sign in</title>" };
      return { status: 404, json: {} };
    });
  });
  after(() => site.close());

  it("reads a file, counts its entries and keeps to the limit", async () => {
    const path = join(folder, "list.txt");
    writeFileSync(path, "# mine\nDune (2021)\ntt0133093\ntv: Fargo (2014)\n");
    const all = await fetchOwn(path);
    assert.deepEqual([all.items.length, all.total, all.complete, all.via], [3, 3, true, "file"]);
    assert.deepEqual(all.items[2]?.mediaType, "tv");
    assert.equal((await fetchOwn(path, {}, 2)).items.length, 2);
  });

  it("reads an address, and says what names no title", async () => {
    const list = await fetchOwn(`${site.origin}/list.json`);
    assert.deepEqual(
      list.items.map(({ title, ids }) => [title, ids]),
      [
        ["Dune", {}],
        ["", { tmdb: 603 }],
      ],
    );
    assert.deepEqual([list.total, list.warnings], [3, ["1 left out: no title and no id."]]);
  });

  it("logs in with the name and the password of the address", async () => {
    const guarded = await startListSite(({ headers }) =>
      headers.authorization === `Basic ${Buffer.from("me:s3cret").toString("base64")}`
        ? { json: [603] }
        : { status: 401, json: {} },
    );
    try {
      const address = guarded.origin.replace("://", "://me:s3cret@");
      assert.equal((await fetchOwn(`${address}/list.json`)).items.length, 1);
      await assert.rejects(fetchOwn(`${guarded.origin}/list.json`), { code: "auth-required" });
    } finally {
      await guarded.close();
    }
  });

  it("reads what arrives in the message", async () => {
    assert.equal((await fetchOwn("payload", { payload: [603, 604] })).items.length, 2);
    assert.equal((await fetchOwn("payload", { payload: "Dune (2021)\nHeat (1995)" })).via, "message");
    assert.equal((await fetchOwn("payload", { payload: Buffer.from("[603]") })).items[0]?.ids.tmdb, 603);
    await assert.rejects(fetchOwn("payload", { payload: 5 }), { code: "bad-input" });
  });

  it("takes an empty list for an empty list", async () => {
    assert.deepEqual((await fetchOwn("payload", { payload: [] })).items, []);
  });

  it("takes IMDb's export by its own rules, episodes left out", async () => {
    const csv =
      "Position,Const,Created,Title,Title Type,Year\n1,tt0133093,2020-01-01,The Matrix,Movie,1999\n2,tt0959621,2020-01-01,Pilot,TV Episode,2008\n";
    const list = await fetchOwn("payload", { payload: csv });
    assert.deepEqual([list.items.length, list.total, list.warnings.length], [1, 2, 1]);
  });

  const faults: [string, () => Promise<unknown>, string][] = [
    ["a missing file", () => fetchOwn(join(folder, "none.json")), "not-found"],
    ["a folder", () => fetchOwn(`text:${folder}`), "bad-input"],
    ["a login page", () => fetchOwn(`${site.origin}/login`), "markup-changed"],
    ["an address without anything", () => fetchOwn(`${site.origin}/none.json`), "not-found"],
    ["a list behind a login", () => failing(401), "auth-required"],
    ["a list for others", () => failing(403), "private"],
    ["a redirect to nowhere", () => failing(304), "bad-input"],
    ["redirects without end", () => failing(302), "bad-answer"],
    ["a site that wants fewer requests", () => failing(429), "rate-limited"],
    ["a site that fails", () => failing(503), "unavailable"],
  ];
  for (const [what, act, code] of faults) it(`calls ${what} ${code}`, () => assert.rejects(act(), { code }));

  async function failing(status: number): Promise<unknown> {
    const other = await startListSite(() => ({
      status,
      json: {},
      ...(status === 302 && { headers: { location: "/list.json" } }),
    }));
    try {
      return await fetchOwn(`${other.origin}/list.json`, { http: { ...http, retries: 0 } });
    } finally {
      await other.close();
    }
  }
});

describeWithFixtures("own lists: recorded exports of Letterboxd", () => {
  for (const name of ["export-2025-01-watchlist", "export-2026-07-list-5-star-tv-shows"])
    it(`does not take what stands in ${name} for movies`, async () => {
      const { items } = await fetchOwn(fixturePath(`letterboxd/csv/${name}.csv`));
      assert.ok(items.length > 0);
      assert.deepEqual([...new Set(items.map(({ mediaType }) => mediaType))], ["unknown"]);
    });
});

describeWithFixtures("own lists: recorded exports of IMDb", () => {
  for (const name of [
    "export-v1",
    "export-v3",
    "export-v4",
    "list-export-2023-08",
    "watchlist-export-2024-12",
  ]) {
    it(`reads ${name}`, async () => {
      const { items } = await fetchOwn(fixturePath(`imdb/csv/${name}.csv`));
      assert.ok(items.length > 0);
      assert.ok(items.every(({ ids }) => /^tt\d{7,}$/.test(ids.imdb ?? "")));
    });
  }
});
