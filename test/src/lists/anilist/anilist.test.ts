import assert from "node:assert/strict";
import { anilist } from "../../../../src/lists/anilist/index.ts";
import { conformance } from "../../../../src/lists/conformance.ts";
import { animeTable } from "../../../servers/anime/anime-table.ts";
import { startAnime } from "../../../servers/anime/start-anime.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture } from "../../../support/fixtures.ts";

const rows = (count: number, from = 1) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
const site = () =>
  startAnime({
    table: animeTable(1200),
    lists: {
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
        id: "anilist:anna/Favourite films",
      },
      { input: "anilist:Anna", id: "anilist:anna" },
      { input: "anilist:Anna/Planning", id: "anilist:anna/planning" },
      { input: "Anna:PLANNING", id: "anilist:anna/planning" },
      { input: "anilist:Anna:PAUSED", id: "anilist:anna/paused" },
      { input: "anilist:trending", id: "anilist:trending" },
      { input: "https://anilist.co/search/anime/trending", id: "anilist:trending" },
      { input: "https://anilist.co/search/anime/top-100", id: "anilist:top" },
      { input: "anilist:season/fall/2026", id: "anilist:season/FALL/2026" },
    ],
    refuses: [
      "https://anilist.co/",
      "anilist:",
      "https://anilist.co/user/Anna/mangalist",
      "https://anilist.co/anime/1/Cowboy-Bebop",
      "anilist:season/AUTUMN/2026",
    ],
    ignores: ["Anna", "trending", "season/FALL/2026", "https://example.org/user/Anna", "movie:PLANNED"],
    start: site,
    settings,
    list: { input: "anilist:Anna/Planning", titles: 600, total: 600, requests: 2 },
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
    assert.equal(requests.length, 3);
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
