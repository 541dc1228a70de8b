import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import { myanimelist } from "../../../../src/lists/myanimelist/index.ts";
import type { Account } from "../../../../src/lists/provider.ts";
import { animeTable } from "../../../servers/anime/anime-table.ts";
import { MAL_CLIENT_ID, startAnime } from "../../../servers/anime/start-anime.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture, readJsonFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

const rows = (count: number, from = 1) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
const site = () =>
  startAnime({
    table: animeTable(1500),
    lists: {
      long: { Planning: rows(1000) },
      odd: { Planning: [{ id: 1 }, { id: 2, isAdult: true }, { id: 3, format: "Music" }] },
      anna: { Planning: rows(1200), Completed: rows(10, 1300) },
      nobody: { Planning: [] },
      hermit: { Planning: rows(3) },
    },
    privateUsers: ["hermit"],
    chart: rows(700),
  });
const settings = { mappingRows: 1000 };
const account = { key: MAL_CLIENT_ID };
const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  ({ kind: "answer", status, headers, body }) as const;

const shared = {
  start: site,
  settings,
  empty: "mal:nobody/plan_to_watch",
};
const situations = [
  { title: "there is no such user", code: "not-found", input: "mal:carla" },
  {
    title: "Cloudflare stands in front",
    code: "blocked",
    fault: answer(403, "<title>Just a moment...</title>", { "content-type": "text/html" }),
  },
] as const;

describe("MyAnimeList with a client id", () => {
  const checks = conformance(myanimelist, {
    ...shared,
    understands: [
      { input: "https://myanimelist.net/animelist/anna?status=6", id: "mal:anna/plan_to_watch" },
      { input: "https://myanimelist.net/animelist/Anna?status=7", id: "mal:anna" },
      { input: "myanimelist.net/animelist/anna", id: "mal:anna" },
      { input: "https://myanimelist.net/profile/anna", id: "mal:anna" },
      { input: "mal:anna/plan_to_watch", id: "mal:anna/plan_to_watch" },
      { input: "MAL:anna/Plan to watch", id: "mal:anna/plan_to_watch" },
      { input: "https://myanimelist.net/topanime.php", id: "mal:top/all" },
      { input: "https://myanimelist.net/topanime.php?type=bypopularity", id: "mal:top/bypopularity" },
      { input: "mal:top/airing", id: "mal:top/airing" },
    ],
    refuses: [
      "https://myanimelist.net/",
      "https://myanimelist.net/mangalist/anna",
      "https://myanimelist.net/animelist/anna?status=5",
      "https://myanimelist.net/anime/1/Cowboy_Bebop",
      "mal:",
      "mal:anna/finished",
      "mal:top/manga",
    ],
    ignores: ["anna", "https://example.org/animelist/anna", "top/airing"],
    account,
    list: { input: "mal:anna/plan_to_watch", titles: 1200, total: 1200, requests: 2 },
    situations: [
      ...situations,
      { title: "the user hides the list", code: "private", input: "mal:hermit/plan_to_watch" },
      { title: "the client id is wrong", code: "auth-required", account: { key: "another-id" } },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});

describe("MyAnimeList without a client id", () => {
  const checks = conformance(myanimelist, {
    ...shared,
    understands: [],
    refuses: [],
    ignores: [],
    list: { input: "mal:anna/plan_to_watch", titles: 1200, total: 1200, requests: 5 },
    situations: [
      ...situations,
      { title: "the user hides the list or is not there", code: "not-found", input: "mal:hermit" },
      { title: "a ranking is read", code: "auth-required", input: "mal:top/airing" },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});

describe("MyAnimeList", () => {
  async function read(input: string, given?: Account, limit?: number) {
    const server = await site();
    try {
      const fetched = await fetchWith(
        myanimelist,
        input,
        contextFor(server.origin, { account: given, settings, limit }),
      );
      return { ...fetched, requests: server.requests.length };
    } finally {
      await server.close();
    }
  }

  it("reads everything on a list, and a ranking as far as it says", async () => {
    assert.equal((await read("mal:anna", account)).items.length, 1210);
    const ranking = await read("mal:top/airing", account);
    assert.deepEqual([ranking.items.length, ranking.complete], [100, false]);
    assert.equal((await read("mal:top/airing", account, 600)).items.length, 600);
  });

  it("reads a list of 1,000 in one request, or four without a client id, and the table in another", async () => {
    for (const [given, requests] of [
      [account, 2],
      [undefined, 5],
    ] as const) {
      const long = await read("mal:long", given);
      assert.deepEqual([long.items.length, long.requests, long.complete], [1000, requests, true]);
    }
  });

  it("leaves out what is for adults and music videos, either way", async () => {
    for (const given of [account, undefined]) {
      const { items, warnings, total } = await read("mal:odd/plan_to_watch", given);
      assert.deepEqual([items.map(({ ids }) => ids.mal), total], [[10_001], 3]);
      assert.deepEqual(warnings, ["1 is for adults, and left out.", "1 is a music video, and left out."]);
    }
  });

  it("keeps what the person gave as a rating, either way", async () => {
    for (const given of [account, undefined])
      assert.equal((await read("mal:odd/plan_to_watch", given)).items[0]?.rating, 7);
  });

  it("says no total of a list that it did not read to its end", async () => {
    const { items, total, complete } = await read("mal:anna/plan_to_watch", account, 3);
    assert.deepEqual([items.length, total, complete], [3, undefined, true]);
  });

  it("fails when no entry can be read any more, and does not call the list empty", async () => {
    for (const [given, body] of [
      [account, '{"data":[{"anime":{"id":1}}],"paging":{}}'],
      [undefined, '[{"animeId":1}]'],
    ] as const) {
      const server = await site();
      server.fault(answer(200, body, { "content-type": "application/json" }));
      try {
        const context = contextFor(server.origin, { account: given, settings });
        await assert.rejects(fetchWith(myanimelist, "mal:anna", context), { code: "markup-changed" });
      } finally {
        await server.close();
      }
    }
  });

  it("proves its client id", async () => {
    const server = await site();
    try {
      const test = (key: string) =>
        myanimelist.account?.test?.(contextFor(server.origin, { account: { key } }));
      assert.equal(await test(MAL_CLIENT_ID), "MyAnimeList accepted the client id.");
      await assert.rejects(test("x") ?? Promise.resolve(), { code: "auth-required" });
      server.fault(answer(403, '{"error":"forbidden"}', { "content-type": "application/json" }));
      await assert.rejects(test(MAL_CLIENT_ID) ?? Promise.resolve(), { code: "auth-required" });
    } finally {
      await server.close();
    }
  });
});

describeWithFixtures("MyAnimeList's recorded page", () => {
  it("is the last one, because its paging is empty", async () => {
    const recorded = readJsonFixture<{ data: unknown[] }>("myanimelist/userAnimeList.json");
    const server = await listen((request, response) =>
      response.end(
        request.url?.includes("anime-list-full")
          ? JSON.stringify(animeTable(20))
          : readFixture("myanimelist/userAnimeList.json"),
      ),
    );
    try {
      const context = contextFor(server.url, { account, settings: { mappingRows: 20 } });
      const { items, total, complete } = await fetchWith(myanimelist, "mal:anna", context);
      assert.deepEqual([items.length, total, complete], [recorded.data.length, recorded.data.length, true]);
      assert.equal(items[0]?.title, "Hokuto no Ken");
      assert.equal(items[0]?.ids.mal, 967);
    } finally {
      await server.close();
    }
  });
});
