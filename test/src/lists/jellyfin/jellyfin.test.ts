import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import { emby, jellyfin } from "../../../../src/lists/jellyfin/index.ts";
import type { Account } from "../../../../src/lists/provider.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import {
  playlistId,
  SERVER_KEY,
  seasonId,
  startJellyfin,
  titleId,
} from "../../../servers/jellyfin/start-jellyfin.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

const titles = syntheticTitles(1200);
const [movie, , , show] = titles;
if (!movie || show?.mediaType !== "tv")
  throw new Error("The first invented title is a movie, the fourth a show.");
const HEX = "0123456789abcdef0123456789abcdef";
const answer = (status: number, body = "", headers: Record<string, string> = {}) =>
  ({ kind: "answer", status, headers, body }) as const;

for (const provider of [jellyfin, emby]) {
  const { id, name } = provider;
  const product = id as "jellyfin" | "emby";
  const account: Account = { key: SERVER_KEY, url: "http://media.example", user: "Anna" };
  const site = () =>
    startJellyfin({
      product,
      favorites: { Anna: titles, Ben: titles.slice(0, 5), Nobody: [] },
      likes: { Anna: titles.slice(0, 2), Ben: titles.slice(5, 8) },
      playlists: {
        Requests: [
          { of: show, season: 2 },
          { of: show, season: 3, episode: 1 },
          { kind: "Audio", name: "A song" },
          ...titles.slice(0, 2),
        ],
        Songs: [...Array(600).fill({ kind: "Audio", name: "A song" }), ...titles.slice(0, 8)],
      },
      collections: { "Alien Collection": titles.slice(0, 6), Alien: titles.slice(0, 4) },
    });
  async function read(input: string, change: Partial<Account> = {}) {
    const server = await site();
    try {
      const context = contextFor(server.origin, { account: { ...account, ...change } });
      const fetched = await fetchWith(provider, input, context);
      return { ...fetched, requests: server.requests.length };
    } finally {
      await server.close();
    }
  }

  describe(name, () => {
    const page = id === "jellyfin" ? `#/details?id=${HEX}&serverId=x` : `#!/item?id=${HEX}&serverId=x`;
    const checks = conformance(provider, {
      understands: [
        { input: `${id}:favorites`, id: `${id}:favorites` },
        { input: `${id}:favourites`, id: `${id}:favorites` },
        { input: `${id}:favorites:Ben`, id: `${id}:favorites:ben` },
        { input: `${id}:playlist:Requests`, id: `${id}:playlist:requests` },
        { input: `${id}:collection:Alien: Romulus`, id: `${id}:collection:alien: romulus` },
        { input: `http://nas:8096/web/${page}`, id: `${id}:item:${HEX}` },
        { input: `https://home.example/media/web/index.html${page}`, id: `${id}:item:${HEX}` },
      ],
      refuses: [`${id}:`, `${id}:library`, `${id}:playlist:`],
      ignores: ["favorites", "http://nas:8096/web/", "https://example.org/#/details"],
      start: site,
      account,
      list: { input: `${id}:favorites`, titles: 1200, total: 1200, requests: 4 },
      empty: `${id}:favorites:nobody`,
      situations: [
        { title: "there is no account", code: "auth-required", account: null },
        { title: "the key is wrong", code: "auth-required", account: { ...account, key: "another-key" } },
        { title: "there is no such user", code: "bad-input", input: `${id}:favorites:carl` },
        { title: "nobody says which user", code: "bad-input", account: { ...account, user: "" } },
        { title: "there is no such playlist", code: "not-found", input: `${id}:playlist:nothing` },
        { title: "there is no such item", code: "not-found", input: `${id}:item:${HEX}` },
        {
          title: "Emby cannot read an id",
          code: "unavailable",
          fault: answer(500, "Unrecognized Guid format.", { "content-type": "text/plain" }),
        },
      ],
    });
    for (const { title, run } of checks) it(title, run);

    it("reads 1,000 and more titles 500 a page, after the users", async () => {
      assert.equal((await read(`${id}:favorites`)).requests, 1 + 3);
    });

    if (id === "jellyfin")
      it("reads the watchlist of the plug-ins that have one, of the account's user or another", async () => {
        assert.equal((await read("jellyfin:watchlist")).items.length, 2);
        assert.equal((await read("jellyfin:watchlist:ben")).items.length, 3);
      });

    it("takes the ids of the title and of nothing else, whatever their case", async () => {
      const { items } = await read(`${id}:favorites:Ben`);
      const [movie, , , tv] = items;
      assert.deepEqual(movie?.ids, { tmdb: titles[0]?.tmdbId, imdb: titles[0]?.imdbId });
      assert.deepEqual(tv?.ids, { tmdb: show.tmdbId, imdb: show.imdbId, tvdb: show.tvdbId });
    });

    it("makes a show of its seasons and episodes, and says what is no title", async () => {
      const { items, warnings, name: title } = await read(`${id}:playlist:requests`);
      assert.deepEqual([items[0]?.title, items[0]?.seasons], [show.title, [2, 3]]);
      assert.equal(items.length, 3);
      assert.equal(title, "Requests");
      assert.deepEqual(warnings, ["1 entry is neither a movie nor a show, and left out."]);
    });

    it("counts titles against the limit, not songs", async () => {
      const server = await site();
      try {
        const context = contextFor(server.origin, { account, limit: 5 });
        assert.equal((await fetchWith(provider, `${id}:playlist:Songs`, context)).items.length, 5);
      } finally {
        await server.close();
      }
    });

    it("finds a collection by its whole name, and a playlist by its page", async () => {
      assert.equal((await read(`${id}:collection:alien`)).items.length, 4);
      assert.equal((await read(`${id}:item:${playlistId(0)}`)).name, "Requests");
    });

    it("takes the page of a movie, a show or a season as that one title", async () => {
      const { items: favorites } = await read(`${id}:favorites:Ben`);
      const page = async (number: string) => {
        const { items, complete } = await read(`${id}:item:${number}`);
        return [items.map(({ title, seasons }) => [title, seasons]), complete];
      };
      assert.deepEqual(await page(titleId(movie)), [[[favorites[0]?.title, undefined]], true]);
      assert.deepEqual(await page(titleId(show)), [[[show.title, undefined]], true]);
      assert.deepEqual(await page(seasonId(show, 2)), [[[show.title, [2]]], true]);
    });

    it("proves its account with version and user", async () => {
      const server = await site();
      try {
        const test = provider.account?.test?.(contextFor(server.origin, { account }));
        assert.equal(await test, `${name} 10.11.2, user Anna.`);
      } finally {
        await server.close();
      }
    });

    it("keeps the sub-path of its address, and says when it is missing", async () => {
      const server = await startJellyfin({ product, base: "media", favorites: { Anna: titles.slice(0, 3) } });
      const origin = (url: string) => url.replace("http://media.example", server.origin);
      try {
        const inside = { ...account, url: "http://media.example/media" };
        const context = contextFor(server.origin, { account: inside, origin });
        assert.equal((await fetchWith(provider, `${id}:favorites`, context)).items.length, 3);
        await assert.rejects(fetchWith(provider, `${id}:favorites`, { ...context, account }), {
          code: "markup-changed",
          message: /sub-path/,
        });
      } finally {
        await server.close();
      }
    });
  });
}

describeWithFixtures("Recorded answers of Jellyfin and Emby", () => {
  async function read(recording: string) {
    const server = await listen((request, response) => {
      const users = JSON.stringify([{ Id: HEX, Name: "Anna" }]);
      response.end(request.url?.startsWith("/Users") ? users : readFixture(recording));
    });
    try {
      const account = { key: SERVER_KEY, url: "http://media.example" };
      return await fetchWith(jellyfin, "jellyfin:favorites", contextFor(server.url, { account }));
    } finally {
      await server.close();
    }
  }

  it("give a title by its name and year where no ids came", async () => {
    const { items } = await read("jellyfin/items-no-providerids.json");
    assert.deepEqual(
      items.map(({ title, year, ids }) => [title, year, ids]),
      [["The Bourne Supremacy", 2004, {}]],
    );
  });

  it("are an empty list in Emby's form", async () => {
    const { items, complete } = await read("emby/items-isfavorite-empty-4.9.json");
    assert.deepEqual([items, complete], [[], true]);
  });
});
