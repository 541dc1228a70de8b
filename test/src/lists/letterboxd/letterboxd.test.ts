import assert from "node:assert/strict";
import { load } from "cheerio";
import type { Item } from "../../../../src/items/item.ts";
import { conformance } from "../../../../src/lists/conformance.ts";
import { readGrid } from "../../../../src/lists/letterboxd/film-grid.ts";
import { readFilm, readIdentity } from "../../../../src/lists/letterboxd/film-page.ts";
import { letterboxd } from "../../../../src/lists/letterboxd/index.ts";
import type { FetchContext } from "../../../../src/lists/provider.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import {
  CHALLENGE,
  type LetterboxdOptions,
  slugOf,
  startLetterboxd,
} from "../../../servers/letterboxd/start-letterboxd.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture } from "../../../support/fixtures.ts";

const titles = syntheticTitles(1000);
const [film, , , show] = titles;
if (!film || show?.mediaType !== "tv") throw new Error("The fourth invented title is a show.");
const site = (more: Partial<LetterboxdOptions> = {}) =>
  startLetterboxd({
    lists: {
      "dave/list/best": titles,
      "dave/list/best/share/AbCdE": titles.slice(0, 3),
      "dave/list/best/genre/horror": titles.slice(0, 7),
      "dave/list/empty": [],
      "dave/watchlist": titles,
      "dave/films": titles.slice(0, 200),
      "dave/likes/films": titles.slice(0, 5),
      "films/popular/this/week": titles,
      "films/in/alien-collection": titles.slice(0, 6),
      "director/akira-kurosawa": titles.slice(0, 9),
    },
    links: { "1aBcD": "dave/list/best", "2xYz": "film/nothing", "3m": "members/popular" },
    privateMembers: ["hermit"],
    ...more,
  });
const answer = (status: number, body = "", headers: Record<string, string> = {}) =>
  ({ kind: "answer", status, headers, body }) as const;

describe("Letterboxd", () => {
  const checks = conformance(letterboxd, {
    understands: [
      { input: "https://letterboxd.com/dave/list/best/", id: "letterboxd:dave/list/best" },
      { input: "letterboxd.com/dave/list/best/detail/page/3/", id: "letterboxd:dave/list/best" },
      {
        input: "https://letterboxd.com/dave/list/best/genre/horror/by/rating/",
        id: "letterboxd:dave/list/best/genre/horror/by/rating",
      },
      { input: "https://letterboxd.com/dave/list/best/share/AbCdE/", id: "letterboxd:dave/list/best/shared" },
      { input: "dave/list/best", id: "letterboxd:dave/list/best" },
      { input: "letterboxd:dave/list/best", id: "letterboxd:dave/list/best" },
      { input: "https://boxd.it/1aBcD", id: "letterboxd:boxd.it/1aBcD" },
      { input: "https://letterboxd.com/Dave/watchlist/", id: "letterboxd:dave/watchlist" },
      {
        input: "https://letterboxd.com/dave/watchlist/genre/horror/",
        id: "letterboxd:dave/watchlist/genre/horror",
      },
      {
        input: "https://letterboxd.com/dave/films/rated/4.5-5/page/2/",
        id: "letterboxd:dave/films/rated/4.5-5",
      },
      { input: "https://letterboxd.com/dave/diary/", id: "letterboxd:dave/films/diary" },
      { input: "https://letterboxd.com/dave/films/diary/", id: "letterboxd:dave/films/diary" },
      { input: "https://letterboxd.com/dave/likes/films/", id: "letterboxd:dave/likes/films" },
      { input: "https://letterboxd.com/films/popular/this/week/", id: "letterboxd:films/popular/this/week" },
      { input: "https://letterboxd.com/films/decade/2020s/", id: "letterboxd:films/decade/2020s" },
      {
        input: "https://letterboxd.com/films/in/alien-collection/",
        id: "letterboxd:films/in/alien-collection",
      },
      { input: "https://letterboxd.com/director/akira-kurosawa/", id: "letterboxd:director/akira-kurosawa" },
      { input: "https://letterboxd.com/studio/a24/", id: "letterboxd:studio/a24" },
      { input: "https://letterboxd.com/film/heat-1995/", id: "letterboxd:film/heat-1995" },
      { input: "https://letterboxd.com/film/heat-1995/similar/", id: "letterboxd:film/heat-1995/similar" },
      { input: "https://letterboxd.com/tmdb/949", id: "letterboxd:tmdb/949" },
      { input: "https://letterboxd.com/imdb/tt0113277/", id: "letterboxd:imdb/tt0113277" },
      { input: "https://letterboxd.com/dave/rss/", id: "letterboxd:dave/rss" },
    ],
    refuses: [
      "https://letterboxd.com/",
      "https://letterboxd.com/dave/",
      "https://letterboxd.com/dave/lists/",
      "https://letterboxd.com/dave/tag/horror/lists/",
      "https://letterboxd.com/members/popular/",
      "https://letterboxd.com/journal/",
      "letterboxd:",
    ],
    ignores: [
      "dave/best",
      "https://example.org/dave/list/best",
      "https://notletterboxd.com/dave/watchlist",
      "lists/film.json",
    ],
    start: site,
    list: { input: "dave/list/best", titles: 1000, total: 1000, requests: 10 },
    empty: "letterboxd:dave/list/empty",
    situations: [
      { title: "there is no such list", code: "not-found", input: "dave/list/nothing" },
      { title: "the member hides the watchlist", code: "private", input: "letterboxd:hermit/watchlist" },
      {
        title: "Cloudflare asks for a browser",
        code: "blocked",
        fault: answer(403, CHALLENGE.body, CHALLENGE.headers),
      },
      { title: "Cloudflare asks for one with HTTP 503", code: "blocked", fault: answer(503, CHALLENGE.body) },
      {
        title: "Cloudflare counts too many requests",
        code: "rate-limited",
        fault: answer(429, "error code: 1015"),
      },
      { title: "a link leads to members", code: "bad-input", input: "https://boxd.it/3m" },
    ],
    // the pause between pages is the person's to shorten
    http: {},
  });
  // ten pages with a second between them would take their time in each check
  for (const { title, run } of checks) it(title, run).timeout(60_000);
});

describe("Letterboxd's pages", () => {
  async function reading(more: Partial<LetterboxdOptions> = {}) {
    const server = await site(more);
    const pauses: number[] = [];
    const read = (input: string, change: Partial<FetchContext> = {}) =>
      fetchWith(
        letterboxd,
        input,
        contextFor(server.origin, {
          pause: async (milliseconds) => void pauses.push(milliseconds),
          ...change,
        }),
      );
    return { server, read, pauses };
  }
  /** A real browser passes the challenge. */
  function browser(open: string, closed: string) {
    const urls: string[] = [];
    const reader: FetchContext["browser"] = {
      async read(url) {
        urls.push(url);
        const request = { url: url.replace(closed, open), as: "text" } as const;
        return (await contextFor("").http.request<string>(request)).body;
      },
    };
    return { reader, urls };
  }

  it("are read in turn with a second between them: 10 for a list of 1,000, 36 for a watchlist", async () => {
    const { server, read, pauses } = await reading();
    try {
      await read("dave/list/best");
      assert.deepEqual([server.requests.length, pauses.length, pauses[0]], [10, 9, 1000]);
      server.requests.length = 0;
      const { items, total, complete } = await read("letterboxd:dave/watchlist");
      assert.deepEqual([items.length, total, complete, server.requests.length], [1000, 1000, true, 36]);
    } finally {
      await server.close();
    }
  });

  it("give title, year and the film's name on the site, but no type, since shows stand among them", async () => {
    const { server, read } = await reading();
    try {
      const { items } = await read("dave/list/best", { limit: 4 });
      assert.deepEqual(items[3], {
        title: show.title,
        year: show.year,
        mediaType: "unknown",
        ids: { letterboxd: slugOf(show) },
        rank: 4,
        sources: [],
      });
      assert.equal(server.requests.length, 1);
    } finally {
      await server.close();
    }
  });

  it("keep filters and the code of a shared list, and say nothing of the code", async () => {
    const { server, read } = await reading();
    try {
      assert.equal((await read("https://letterboxd.com/dave/list/best/genre/horror/")).items.length, 7);
      assert.equal((await read("https://letterboxd.com/dave/list/best/share/AbCdE/")).items.length, 3);
      const parsed = letterboxd.parse("https://letterboxd.com/dave/list/best/share/AbCdE/");
      assert.doesNotMatch(`${parsed?.id} ${parsed?.label} ${parsed?.url}`, /AbCdE/);
    } finally {
      await server.close();
    }
  });

  it("are read as far as it says where there is no end", async () => {
    const { server, read } = await reading();
    try {
      const { items, complete, warnings } = await read("https://letterboxd.com/films/popular/this/week/");
      assert.deepEqual([items.length, complete], [100, false]);
      assert.match(warnings.join(), /first 100 films/);
      assert.match(server.requests[0]?.url ?? "", /^\/films\/ajax\/popular\/this\/week\/page\/1\/$/);
      assert.equal((await read("https://letterboxd.com/films/in/alien-collection/")).items.length, 6);
      assert.equal((await read("https://letterboxd.com/director/akira-kurosawa/")).items.length, 9);
      assert.equal((await read("https://letterboxd.com/dave/films/")).items.length, 200);
    } finally {
      await server.close();
    }
  });

  it("follow a short link, and read a single film with its ids", async () => {
    const { server, read } = await reading();
    try {
      assert.equal((await read("https://boxd.it/1aBcD", { limit: 5 })).items.length, 5);
      const { items } = await read(`https://letterboxd.com/film/${slugOf(show)}/`);
      assert.deepEqual([items[0]?.mediaType, items[0]?.ids.tmdb], ["tv", show.tmdbId]);
      assert.equal(
        (await read(`https://letterboxd.com/tmdb/${film.tmdbId}`)).items[0]?.ids.imdb,
        film.imdbId,
      );
    } finally {
      await server.close();
    }
  });

  it("are read with the browser from the first challenge on, without asking plainly again", async () => {
    const { server, read } = await reading({ challenge: true });
    const open = await site();
    const { reader, urls } = browser(open.origin, server.origin);
    try {
      const { items, via } = await read("dave/list/best", { browser: reader });
      assert.deepEqual([items.length, via], [1000, "browser"]);
      assert.deepEqual([server.requests.length, urls.length], [1, 10]);
    } finally {
      await Promise.all([server.close(), open.close()]);
    }
  });

  it("are closed to whoever has no browser, and the sentence names the ways that remain", async () => {
    const { server, read } = await reading({ challenge: true });
    try {
      await assert.rejects(read("dave/list/best"), {
        code: "blocked",
        message: /browser.*CSV.*mdblist\.com/s,
      });
    } finally {
      await server.close();
    }
  });

  it("of a diary are read as a feed, which shows the newest only", async () => {
    const { server, read } = await reading({ challenge: true });
    try {
      const { items, incremental } = await read("https://letterboxd.com/dave/rss/");
      assert.deepEqual([items.length, incremental, items[0]?.ids.tmdb], [50, true, film.tmdbId]);
    } finally {
      await server.close();
    }
  });

  it("of a film tell which title it is, by the link and not by the body", async () => {
    const server = await site();
    try {
      const item = (slug: string | undefined): Item => ({
        title: "x",
        mediaType: "unknown",
        ids: { ...(slug && { letterboxd: slug }) },
        sources: [],
      });
      const identify = (slug: string | undefined) =>
        letterboxd.identify?.(item(slug), contextFor(server.origin));
      assert.deepEqual(await identify(slugOf(show)), {
        mediaType: "tv",
        ids: { tmdb: show.tmdbId, imdb: show.imdbId },
      });
      assert.equal(await identify(undefined), undefined);
      await assert.rejects(identify("nothing") ?? Promise.resolve(), { code: "not-found" });
    } finally {
      await server.close();
    }
  });
});

describeWithFixtures("Letterboxd's recorded pages", () => {
  const grid = (name: string) => readGrid(load(readFixture(`letterboxd/${name}`)));

  it("give 100 films of a list of 250, with a next page", () => {
    const { items, total, more, isGrid } = grid("list-raw-2025-12.html");
    assert.deepEqual([items.length, total, more, isGrid], [100, 250, true, true]);
    assert.deepEqual(
      [items[0]?.title, items[0]?.year, items[0]?.ids.letterboxd],
      ["Harakiri", 1962, "harakiri"],
    );
  });

  it("give all 20 films of a watchlist whose attributes are written in entities", () => {
    const { items, total, more } = grid("sample_letterboxd_user_watchlist_page.html");
    assert.deepEqual([items.length, total, more], [20, 20, false]);
  });

  it("give 72 of a member's films", () => {
    const { items, more } = grid("sample_letterboxd_user_ratings_page.html");
    assert.deepEqual([items.length, more], [72, true]);
  });

  it("show no films where members are listed, which is no empty list", () => {
    const { items, isGrid } = grid("sample_letterboxd_user_list_page.html");
    assert.deepEqual([items.length, isGrid], [0, false]);
  });

  it("name a film's ids, and a series by its link", () => {
    const identity = (name: string) => readIdentity(load(readFixture(`letterboxd/${name}`)));
    assert.deepEqual(identity("film-mulholland-drive-raw-2026-01.html"), {
      mediaType: "movie",
      ids: { tmdb: 1018, imdb: "tt0166924" },
    });
    assert.deepEqual(identity("film-unbelievable-2019-tv-raw-2026-01.html"), {
      mediaType: "tv",
      ids: { tmdb: 91275, imdb: "tt7909970" },
    });
    const page = load(readFixture("letterboxd/film-unbelievable-2019-tv-raw-2026-01.html"));
    assert.deepEqual([readFilm(page)?.title, readFilm(page)?.year], ["Unbelievable", 2019]);
  });
});
