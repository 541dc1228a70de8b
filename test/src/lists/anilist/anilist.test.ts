import assert from "node:assert/strict";
import { anilist } from "../../../../src/lists/anilist/index.ts";
import { conformance } from "../../../../src/lists/conformance.ts";
import type { FetchedList } from "../../../../src/lists/provider.ts";
import { animeTable } from "../../../servers/anime/anime-table.ts";
import { startAnime } from "../../../servers/anime/start-anime.ts";
import { startListSite } from "../../../servers/list-site.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture, readJsonFixture } from "../../../support/fixtures.ts";

const rows = (count: number, from = 1) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
const site = (atOnce?: number) =>
  startAnime({
    ...(atOnce !== undefined && { atOnce }),
    table: animeTable(1200),
    lists: {
      Long: { Planning: rows(1000) },
      Anna: { Planning: rows(600), Completed: rows(10, 700), "*Favourite films": rows(5, 3) },
      Nobody: { Planning: [] },
      Hermit: {},
    },
    privateUsers: ["Hermit"],
    chart: rows(1000),
  });
const settings = { mappingRows: 1000 };
const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  ({ kind: "answer", status, headers, body }) as const;

describe("AniList", () => {
  const checks = conformance(anilist, {
    understands: [
      { input: "https://anilist.co/user/Anna", id: "anilist:anna" },
      { input: "https://anilist.co/user/Anna/animelist", id: "anilist:anna" },
      { input: "https://anilist.co/user/Anna/animelist/Planning", id: "anilist:anna/planning" },
      { input: "anilist.co/user/Anna/animelist/Rewatching?x=1", id: "anilist:anna/repeating" },
      {
        input: "https://anilist.co/user/Anna/animelist/Favourite%20films",
        id: "anilist:anna/favourite films",
      },
      { input: "anilist:Anna/favourite films", id: "anilist:anna/favourite films" },
      { input: "anilist:Anna/A/B: the rest", id: "anilist:anna/a/b: the rest" },
      { input: "anilist:Anna", id: "anilist:anna" },
      { input: "anilist:Anna/Planning", id: "anilist:anna/planning" },
      { input: "Anna:PLANNING", id: "anilist:anna/planning" },
      { input: "anilist:Anna:PAUSED", id: "anilist:anna/paused" },
      { input: "anilist:trending", id: "anilist:trending" },
      { input: "https://anilist.co/search/anime/trending", id: "anilist:trending" },
      { input: "https://anilist.co/search/anime/top-100", id: "anilist:top" },
      { input: "anilist:season/fall/2026", id: "anilist:season/FALL/2026" },
      { input: "https://anilist.co/search/anime?year=2026&season=FALL", id: "anilist:season/FALL/2026" },
    ],
    refuses: [
      "https://anilist.co/",
      "anilist:",
      "https://anilist.co/user/Anna/mangalist",
      "https://anilist.co/user/Anna/favorites",
      "https://anilist.co/user/Anna/stats/anime/overview",
      "https://anilist.co/search/manga/trending",
      "https://anilist.co/search/anime/trending?genres=Action",
      "https://anilist.co/search/anime?year=2026&season=FALL&format=MOVIE",
      "https://anilist.co/search/anime",
      "https://anilist.co/anime/1/Cowboy-Bebop",
      "anilist:season/AUTUMN/2026",
    ],
    ignores: [
      "Anna",
      "trending",
      "season/FALL/2026",
      "https://example.org/user/Anna",
      "movie:PLANNED",
      "simkl:completed",
    ],
    // one answer that is not the whole list, two chunks, and the table
    start: () => site(500),
    settings,
    list: { input: "anilist:Anna/Planning", titles: 600, total: 600, requests: 4 },
    empty: "anilist:Nobody/Planning",
    situations: [
      { title: "the user hides the list", code: "private", input: "anilist:Hermit" },
      { title: "there is no such user", code: "not-found", input: "anilist:Carla" },
      { title: "there is no such custom list", code: "not-found", input: "anilist:Anna/Films" },
      {
        title: "AniList is down and says so",
        code: "unavailable",
        fault: answer(
          403,
          '{"errors":[{"message":"The AniList API has been temporarily disabled due to severe stability issues.","status":403}],"data":null}',
        ),
      },
      {
        title: "there were too many requests",
        code: "rate-limited",
        fault: answer(429, '{"data":null,"errors":[{"message":"Too Many Requests.","status":429}]}', {
          "retry-after": "7",
        }),
      },
      {
        title: "the error comes with HTTP 200",
        code: "not-found",
        fault: answer(200, '{"errors":[{"message":"User not found","status":404}],"data":null}'),
      },
      {
        title: "Cloudflare stands in front",
        code: "blocked",
        fault: answer(403, "<title>Just a moment...</title>", { "content-type": "text/html" }),
      },
    ],
  });
  for (const { title, run } of checks) it(title, run);

  async function read(input: string, limit?: number) {
    const server = await site();
    try {
      const fetched = await fetchWith(anilist, input, contextFor(server.origin, { settings, limit }));
      return { ...fetched, requests: server.requests };
    } finally {
      await server.close();
    }
  }

  it("says who it is, and poses as nobody", async () => {
    const { requests } = await read("anilist:Anna/Completed");
    assert.match(requests[0]?.headers.referer ?? "", /^https:\/\/github\.com\/list-sync\//);
    assert.match(requests[0]?.headers["user-agent"] ?? "", /^ListSync\//);
  });

  it("counts an entry once, though it stands in a status list and in custom lists", async () => {
    const { items, requests } = await read("anilist:Anna");
    assert.equal(items.length, 610);
    assert.equal(requests.length, 2);
  });

  it("reads a list of 1,000 in one request, and the table in another", async () => {
    const { items, requests, complete } = await read("anilist:Long/Planning");
    assert.deepEqual([items.length, requests.length, complete], [1000, 2, true]);
  });

  it("fails when no entry can be read any more, and does not call the list empty", async () => {
    const server = await site();
    const lists = [{ name: "Planning", entries: [{ media: { anilistId: 1 } }] }];
    server.fault(answer(200, JSON.stringify({ data: { MediaListCollection: { lists } } })));
    try {
      await assert.rejects(fetchWith(anilist, "anilist:Anna", contextFor(server.origin)), {
        code: "markup-changed",
      });
    } finally {
      await server.close();
    }
  });

  it("counts titles against the limit, not entries, so that a limited chart never looks like a whole one", async () => {
    // every show has four entries
    const seasons = rows(200).map(({ id }) => ({
      anilist_id: id,
      themoviedb_id: { tv: 5000 + Math.ceil(id / 4) },
    }));
    const server = await startAnime({ table: animeTable(200, seasons), chart: rows(200) });
    try {
      const context = contextFor(server.origin, { settings: { mappingRows: 100 }, limit: 20 });
      const { items, complete, total } = await fetchWith(anilist, "anilist:popular", context);
      assert.deepEqual([items.length, complete, total], [20, true, undefined]);
      const all = await fetchWith(anilist, "anilist:popular", { ...context, limit: 60 });
      assert.deepEqual([all.items.length, all.complete, all.total], [50, true, 200]);
    } finally {
      await server.close();
    }
  });

  it("warns of what was kept only: entries behind the limit are nobody's worry", async () => {
    const server = await startAnime({ table: animeTable(20), chart: rows(200) });
    try {
      const context = contextFor(server.origin, { settings: { mappingRows: 10 }, limit: 10 });
      const ten = await fetchWith(anilist, "anilist:popular", context);
      assert.deepEqual([ten.items.length, ten.warnings, ten.rows], [10, [], { read: 10, left: {} }]);
      const more = await fetchWith(anilist, "anilist:popular", { ...context, limit: 25 });
      assert.match(more.warnings.join(), /^5 of 25 are not in the table/);
    } finally {
      await server.close();
    }
  });

  it("reads a custom list alone, and names those that there are", async () => {
    const { items } = await read("anilist:Anna/favourite films");
    assert.deepEqual(
      items.map(({ ids }) => ids.anilist),
      [3, 4, 5, 6, 7],
    );
    await assert.rejects(read("anilist:Anna/Films"), { message: /custom lists are: Favourite films\./ });
  });

  it("reads charts four pages a request, and says where it stopped", async () => {
    const { items, requests, complete, warnings } = await read("anilist:trending");
    assert.deepEqual([items.length, requests.length, complete], [100, 2, false]);
    assert.match(warnings.join(), /first 100/);
    const long = await read("anilist:popular", 450);
    assert.deepEqual([long.items.length, long.requests.length, long.complete], [450, 4, true]);
    assert.equal((await read("anilist:season/FALL/2026")).items.length, 1000);
  });

  it("asks to be left alone for a while when it is down", async () => {
    const server = await site();
    server.fault(answer(403, '{"errors":[{"message":"temporarily disabled","status":403}]}'));
    try {
      await assert.rejects(fetchWith(anilist, "anilist:Anna", contextFor(server.origin)), {
        retryAfterMs: 600_000,
      });
    } finally {
      await server.close();
    }
  });
});

describeWithFixtures("A recorded list of 52 planned anime, with its part of the real table", () => {
  async function planned(more: Record<string, unknown> = {}) {
    const recording = "anilist/seanime-MediaListCollection-planning-52.excerpt.json";
    const server = await startListSite(({ method }) => ({
      json: readJsonFixture(
        method === "POST" ? recording : "anime-mapping/fribb-2026-06-30.joined-for-planning-list.json",
      ),
    }));
    try {
      const context = contextFor(server.origin, { settings: { mappingRows: 1, ...more } });
      return await fetchWith(anilist, "anilist:someone/Planning", context);
    } finally {
      await server.close();
    }
  }
  const by = ({ items }: FetchedList, id: "tmdb" | "imdb") =>
    items.filter(({ ids }) => ids[id] !== undefined);

  it("is 37 titles when specials count as their shows: 47 entries are 33 of TMDB, four have an IMDb id only", async () => {
    const read = await planned({ specials: "parent" });
    assert.deepEqual([read.total, read.items.length], [52, 38]);
    assert.deepEqual([by(read, "tmdb").length, by(read, "imdb").length], [33, 4]);
    assert.deepEqual(read.warnings, [
      "1 of 52 is not in the table of anime ids and is searched for by title.",
    ]);
    const left = read.items.filter(({ ids: { tmdb, imdb } }) => tmdb === undefined && imdb === undefined);
    assert.deepEqual(
      left.map(({ title, year, mediaType, ids }) => [title, year, mediaType, ids]),
      [["Tsuki ga Kirei Special", 2017, "unknown", { anilist: 100305, mal: 36539 }]],
    );
    assert.equal(read.items.filter(({ ids }) => ids.tmdb === 890).length, 1);
  });

  it("is 36 titles as a rule, because six entries are specials", async () => {
    const read = await planned();
    assert.deepEqual([by(read, "tmdb").length, by(read, "imdb").length], [32, 4]);
    assert.match(read.warnings.join(), /6 are specials of shows, and left out/);
  });

  it("takes the type from the table: films that are specials of shows, and films that are films", async () => {
    const { items } = await planned({ specials: "parent" });
    const types = new Map(items.map(({ ids, mediaType }) => [ids.tmdb, mediaType]));
    assert.deepEqual([types.get(890), types.get(82739), types.get(374205)], ["tv", "tv", "movie"]);
  });
});

describeWithFixtures("AniList's recorded refusals", () => {
  for (const [recording, status, code] of [
    ["outage-403-2026-09-11.json", 403, "unavailable"],
    ["outage-403-api-disabled.docsample.json", 403, "unavailable"],
    ["private-user-404.reported.json", 404, "private"],
    ["pyanilist-404-media-not-found.json", 404, "not-found"],
    ["pyanilist-429-too-many-requests.json", 429, "rate-limited"],
  ] as const)
    it(`mean ${code} (${recording})`, async () => {
      const server = await site();
      server.fault(answer(status, readFixture(`anilist/${recording}`)));
      try {
        await assert.rejects(fetchWith(anilist, "anilist:Anna", contextFor(server.origin)), { code });
      } finally {
        await server.close();
      }
    });
});
