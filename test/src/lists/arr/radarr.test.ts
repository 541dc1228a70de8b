import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import { radarr } from "../../../../src/lists/radarr.ts";
import { startArr } from "../../../servers/arr/start-arr.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

const account = { key: "arr-demo-key", url: "http://radarr.example/radarr" };
const movies = syntheticTitles(1600).filter(({ mediaType }) => mediaType === "movie");
const site = () =>
  startArr({
    app: "Radarr",
    titles: movies.slice(0, 20),
    missing: movies,
    lists: movies.slice(0, 10),
    excluded: movies.slice(0, 3),
    tags: { kids: movies.slice(0, 4), empty: [] },
  });

describe("Radarr", () => {
  const answer = (status: number, headers: Record<string, string> = {}, body = "") =>
    ({ kind: "answer", status, headers, body }) as const;
  const checks = conformance(radarr, {
    understands: [
      { input: "radarr:missing", id: "radarr:missing" },
      { input: "Radarr:Missing", id: "radarr:missing" },
      { input: "radarr:library", id: "radarr:library" },
      { input: "radarr:library?tag=Kids", id: "radarr:library?tag=kids" },
      { input: "radarr:library?tag=for+kids", id: "radarr:library?tag=for kids" },
      { input: "radarr:lists", id: "radarr:lists" },
      { input: "http://192.168.1.20:7878/wanted/missing", id: "radarr:missing" },
      { input: "http://192.168.1.20:7878", id: "radarr:library" },
      { input: "https://home.example/radarr/wanted/missing", id: "radarr:missing" },
      { input: "https://radarr.home.example/add/discover", id: "radarr:lists" },
    ],
    refuses: ["radarr:", "radarr:cutoff", "radarr:missing?tag=x", "http://192.168.1.20:7878/calendar"],
    ignores: ["http://192.168.1.20:8989/wanted/missing", "missing", "https://radarr.video/lists"],
    start: site,
    account,
    list: { input: "radarr:missing", titles: 1200, total: 1200, requests: 2 },
    empty: "radarr:library?tag=empty",
    situations: [
      { title: "there is no account", code: "auth-required", account: null },
      { title: "the account has no address", code: "auth-required", account: { key: "arr-demo-key" } },
      { title: "the key is wrong", code: "auth-required", account: { ...account, key: "another-key" } },
      {
        title: "the key is wrong for an older one",
        code: "auth-required",
        fault: answer(401, {}, '{"error":"Unauthorized"}'),
      },
      { title: "there is no such tag", code: "bad-input", input: "radarr:library?tag=grown-ups" },
      {
        title: "the URL base is missing",
        code: "bad-input",
        fault: answer(307, { location: "/radarr/api" }),
      },
      { title: "nothing is at the address", code: "bad-input", fault: answer(404, {}, "Not found") },
    ],
  });
  for (const { title, run } of checks) it(title, run);

  async function read(input: string) {
    const server = await site();
    try {
      const fetched = await fetchWith(radarr, input, contextFor(server.origin, { account }));
      return { ...fetched, requests: server.requests.length };
    } finally {
      await server.close();
    }
  }

  it("reads a library of any size in one request, and a tag in two", async () => {
    assert.equal((await read("radarr:library")).requests, 1);
    const tagged = await read("radarr:library?tag=KIDS");
    assert.deepEqual([tagged.items.length, tagged.requests], [4, 2]);
  });

  it("leaves out what is excluded there, and says how many", async () => {
    const { items, total, warnings } = await read("radarr:lists");
    assert.deepEqual([items.length, total], [7, 7]);
    assert.deepEqual(warnings, ["3 left out: on Radarr's list of exclusions."]);
  });

  it("names the tags that there are", async () => {
    await assert.rejects(read("radarr:library?tag=x"), { message: /no tag "x"\. It has: kids, empty\./ });
  });

  it("proves its account with its version, and notices another program", async () => {
    const server = await site();
    try {
      const context = contextFor(server.origin, { account });
      assert.equal(await radarr.account?.test?.(context), "Radarr 5.27.5.10198 answers.");
    } finally {
      await server.close();
    }
    const sonarr = await startArr({ app: "Sonarr", titles: [] });
    try {
      const test = radarr.account?.test?.(contextFor(sonarr.origin, { account }));
      await assert.rejects(test ?? Promise.resolve(), {
        code: "bad-input",
        message: /of Sonarr, not of Radarr/,
      });
    } finally {
      await sonarr.close();
    }
  });
});

describeWithFixtures("Radarr's recorded library", () => {
  it("gives 40 movies with TMDB ids", async () => {
    const rows = readJsonFixture<{ tmdbId: number; title: string }[]>(
      "radarr/watchlistarr-movie.excerpt.json",
    );
    const server = await listen((_request, response) => response.end(JSON.stringify(rows)));
    try {
      const context = contextFor(server.url, { account });
      const { items } = await fetchWith(radarr, "radarr:library", context);
      assert.equal(items.length, 40);
      assert.deepEqual(
        items.map(({ ids }) => ids.tmdb),
        rows.map(({ tmdbId }) => tmdbId),
      );
      assert.equal(items[0]?.ids.imdb, "tt13145534");
    } finally {
      await server.close();
    }
  });
});
