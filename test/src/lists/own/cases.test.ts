import assert from "node:assert/strict";
import { readOwn, said } from "./read-own.ts";

/** What people kept and was misread once, with the titles that they mean. */
const CASES: [string, string, string[]][] = [
  [
    "a table whose id counts the rows",
    "id,title,year,type\n1,Heat,1995,movie\n2,Alien,1979,movie",
    ["Heat · 1995 · movie", "Alien · 1979 · movie"],
  ],
  [
    "objects whose id counts them",
    '{"movies": [{"id": 1, "title": "Heat", "year": 1995}]}',
    ["Heat · 1995 · movie"],
  ],
  ["numbers alone under id, as in Radarr's lists", '[{"id": 949}, {"id": 348}]', ["tmdb 949", "tmdb 348"]],
  [
    "a request of a server, whose own number is no title's",
    '{"results": [{"id": 7, "type": "movie", "media": {"id": 3, "mediaType": "movie", "tmdbId": 603}}]}',
    ["movie · tmdb 603"],
  ],
  [
    "of an object with several arrays each",
    '{"movies": [{"title": "Heat", "year": 1995}], "tv_shows": [{"title": "Lost", "year": 2004}]}',
    ["Heat · 1995 · movie", "Lost · 2004 · tv"],
  ],
  [
    "a table without a header whose cells are known words",
    "Heat;1995;movie\nAlien;1979;movie\nBreaking Bad;2008;tv",
    ["Heat · 1995 · movie", "Alien · 1979 · movie", "Breaking Bad · 2008 · tv"],
  ],
  ["a numbered table", "1,Heat,1995\n2,Alien,1979", ["Heat · 1995", "Alien · 1979"]],
  [
    "titles that begin with a hash",
    "# my list\n#Alive (2020)\n#Horror (2015)\n//comment\n",
    ["#Alive · 2020", "#Horror · 2015"],
  ],
  [
    "several titles in one line",
    "Heat (1995), Alien (1979), Dune (2021), Tenet (2020)\n",
    ["Heat · 1995", "Alien · 1979", "Dune · 2021", "Tenet · 2020"],
  ],
  ["lines of an old Mac", "Heat (1995)\rAlien (1979)\r", ["Heat · 1995", "Alien · 1979"]],
  ["a table of tabs under the name of a text", "Title\tYear\r\nHeat\t1995\r\n", ["Heat · 1995"]],
  [
    "years before the first films",
    "Date,Name,Year,Letterboxd URI\n2026-01-01,The Kiss,1882,https://boxd.it/aaaa",
    ["The Kiss · 1882"],
  ],
  ["lines by voice", "Dune 2021\nThe Matrix, 1999", ["Dune 2021", "The Matrix · 1999"]],
];

describe("own lists: what was misread once", () => {
  for (const [what, text, expected] of CASES)
    it(`reads ${what}`, async () => assert.deepEqual((await readOwn(text)).items.map(said), expected));

  for (const [what, table, expected] of [
    [
      "a name of the show and ids of the episode",
      "Show,Season,Episode,IMDb ID\nLost,1,2,tt0636289",
      "Lost · tv · season 1",
    ],
    [
      "names of both and one id",
      "series_title,season_number,episode_number,title,tvdb_id\nLost,1,2,Tabula Rasa,127131",
      "Lost · tv · season 1",
    ],
    [
      "a name of the show and an address",
      "Show,Season,Episode,URL\nLost,1,2,https://www.imdb.com/title/tt0636289/",
      "Lost · tv · season 1",
    ],
    [
      "ids of both",
      "title,imdb_id,season_number,episode_number,episode_imdb_id\nLost,tt0411008,1,2,tt0636289",
      "Lost · tv · imdb tt0411008 · season 1",
    ],
  ] as const)
    it(`reads an episode with ${what}`, async () =>
      assert.deepEqual((await readOwn(table)).items.map(said), [expected]));

  for (const [text, expected] of [
    ["id\n603\n1396", ["tmdb 603", "tmdb 1396"]],
    ["imdb\ntt0113277\ntt0078748", ["imdb tt0113277", "imdb tt0078748"]],
    ["tmdb\n603", ["tmdb 603"]],
  ] as const)
    it(`reads a column of ids alone: ${JSON.stringify(text)}`, async () => {
      const { items, warnings } = await readOwn(text);
      assert.deepEqual(items.map(said), expected);
      const bare = text.startsWith("id");
      assert.equal(warnings.filter((each) => /read as TMDB ids/.test(each)).length, bare ? 1 : 0);
    });

  it("takes nothing from the prose of a feed where its link names the title, and a TMDB number there for a hint", async () => {
    const entry = (more: string) =>
      `<?xml version="1.0"?><rss version="2.0"><channel><title>W</title><item><title>Heat</title>${more}</item></channel></rss>`;
    const prose = "<description>see https://www.themoviedb.org/movie/603</description>";
    const linked = await readOwn(entry(`${prose}<link>https://letterboxd.com/u/film/heat-1995/</link>`));
    assert.deepEqual(linked.items.map(said), ["Heat · 1995"]);
    const [bare] = (await readOwn(entry(prose))).items;
    assert.deepEqual([bare?.title, bare?.ids, bare?.hints], ["Heat", {}, { tmdb: 603 }]);
  });

  it("drops numbers that count the rows, and says so once", async () => {
    const { items, warnings } = await readOwn("id,title,year\n1,Heat,1995\n2,Alien,1979\n3,Dune,2021");
    assert.ok(items.every(({ hints, ids }) => !hints && !ids.tmdb));
    assert.deepEqual(
      warnings.map((each) => each.slice(0, 40)),
      ['The numbers under "id" count the rows: t'],
    );
    const hinted = await readOwn('[{"id": 949, "title": "Heat"}, {"id": 348, "title": "Alien"}]');
    assert.deepEqual(
      hinted.items.map(({ hints }) => hints?.tmdb),
      [949, 348],
    );
    assert.deepEqual(hinted.warnings, []);
  });

  it("leaves out a name whose year no title can have", async () => {
    const { items, warnings } = await readOwn("Name,Year\nThe Kiss,1066\nHeat,1995\nSoon,0\nLater,TBA");
    assert.deepEqual(items.map(said), ["Heat · 1995", "Soon", "Later"]);
    assert.deepEqual(warnings, ["1 left out: an impossible year."]);
  });

  it("never takes an episode's ids for its show's", async () => {
    const { items } = await readOwn(
      "imdb_id,tvdb_id,type,title,season,episode\ntt9900200,73739,episode,Breaking Bad,2,3\ntt0903747,81189,show,Breaking Bad,,\n",
    );
    assert.ok(items.every(({ ids }) => ids.tvdb !== 73739 && ids.imdb !== "tt9900200"));
  });
});
