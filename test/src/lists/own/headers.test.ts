import assert from "node:assert/strict";
import { readOwn, said } from "./read-own.ts";

/** The first lines of a table, and what they say. */
const TABLES: [string, string, string[]][] = [
  // exports
  [
    "IMDb, a list since 2024",
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n1,tt0113277,2024-01-01,2024-01-01,,Heat,Heat,https://www.imdb.com/title/tt0113277/,Movie,8.3,170,1995,Crime,1,1995-12-15,,,",
    ["Heat · 1995 · movie · imdb tt0113277"],
  ],
  [
    "IMDb, ratings",
    "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\ntt0903747,9,2020-01-01,Breaking Bad,https://www.imdb.com/title/tt0903747/,TV Series,9.5,49,2008,Crime,1,2008-01-20,",
    ["Breaking Bad · 2008 · tv · imdb tt0903747"],
  ],
  [
    "IMDb, the oldest",
    "position,const,created,modified,description,Title,Title type,Directors,You rated,IMDb Rating,Runtime (mins),Year\n1,tt0113277,Thu Apr  9 00:00:00 2009,,,Heat,Feature Film,Michael Mann,8,8.3,170,1995",
    ["Heat · 1995 · movie · imdb tt0113277"],
  ],
  [
    "IMDb, stored again by Excel",
    "Position;Const;Created;Title;Title Type;IMDb Rating;Year\r\n1;tt0113277;10-09-20;Heat;movie;8,3;1995\r\n;;;;;;\r\n",
    ["Heat · 1995 · movie · imdb tt0113277"],
  ],
  [
    "Letterboxd, watchlist",
    "Date,Name,Year,Letterboxd URI\n2026-01-01,Heat,1995,https://boxd.it/aaaa",
    ["Heat · 1995"],
  ],
  [
    "Letterboxd, diary",
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2026-01-01,Heat,1995,https://boxd.it/aaaa,4.5,,,2026-01-01",
    ["Heat · 1995"],
  ],
  [
    "Letterboxd, a list",
    'Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2026-01-01,Mine,,https://boxd.it/x,"two\nlines"\n\nPosition,Name,Year,URL,Description\n1,Heat,1995,https://boxd.it/y,',
    ["Heat · 1995"],
  ],
  [
    "Letterboxd, for its import",
    "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,Rating10,WatchedDate,Rewatch,Tags,Review\nhttps://letterboxd.com/film/heat-1995/,949,tt0113277,Heat,1995,Michael Mann,4.5,9,2026-01-01,,,",
    ["Heat · 1995 · imdb tt0113277 · tmdb 949"],
  ],
  [
    "Trakt, a list",
    "rank,listed_at,type,title,year,trakt_id,imdb_id,tmdb_id,tvdb_id,url,released,runtime,season_number,season_trakt_id,season_tmdb_id,season_tvdb_id,episode_number,episode_title,episode_released,episode_trakt_id,episode_imdb_id,episode_tmdb_id,episode_tvdb_id,genres\n1,2019-07-07T15:39:00Z,movie,Heat,1995,1,tt0113277,949,,https://trakt.tv/movies/heat-1995,,,,,,,,,,,,,,",
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949 · trakt 1"],
  ],
  [
    "Trakt, an episode and a season",
    "rank,type,title,year,trakt_id,imdb_id,tmdb_id,tvdb_id,season_number,season_tmdb_id,episode_number,episode_title,episode_imdb_id,episode_tmdb_id\n1,episode,Fargo,2014,1,tt2802850,60622,269613,2,9,5,The Gift of the Magi,tt4276438,8\n2,season,Fargo,2014,1,tt2802850,60622,269613,3,9,,,,",
    [
      "Fargo · 2014 · tv · imdb tt2802850 · tmdb 60622 · tvdb 269613 · trakt 1 · season 2",
      "Fargo · 2014 · tv · imdb tt2802850 · tmdb 60622 · tvdb 269613 · trakt 1 · season 3",
    ],
  ],
  [
    "TMDB, ratings",
    "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n949,tt0113277,movie,Heat,1995-12-15T00:00:00Z,,,7.9,9,2026-01-01T00:00:00Z\n1396,tt0903747,tv,Breaking Bad,2008-01-20T00:00:00Z,,,8.9,9,2026-01-01T00:00:00Z",
    [
      "Heat · 1995 · movie · imdb tt0113277 · tmdb 949",
      "Breaking Bad · 2008 · tv · imdb tt0903747 · tmdb 1396",
    ],
  ],
  [
    "TV Time, followed shows",
    "tv_show_name,tv_show_id,created_at,user_id,active,archived\nBreaking Bad,81189,2020-01-01 00:00:00,1,1,0",
    ["Breaking Bad · tv · tvdb 81189"],
  ],
  [
    "TV Time, seen episodes",
    "series_name,episode_id,season_number,episode_number,s_id,bulk_type,created_at\nBreaking Bad,349232,2,3,81189,,2020-01-01",
    ["Breaking Bad · tv · tvdb 81189 · season 2"],
  ],
  [
    "TV Time, movies",
    "uuid,type,entity_type,movie_name,release_date,watch_date\nx,follow,movie,Heat,1995-12-15,",
    ["Heat · 1995 · movie"],
  ],
  [
    "TV Time Liberator",
    "imdb_id,tvdb_id,type,title,season,episode,is_special,is_watched,watched_at,status,is_watchlisted,rating\r\ntt0903747,81189,show,Breaking Bad,,,,,,continuing,true,\r\ntt0113277,171,movie,Heat,,,false,false,,,true,\r\n",
    ["Breaking Bad · tv · imdb tt0903747 · tvdb 81189", "Heat · movie · imdb tt0113277"],
  ],
  [
    "Simkl",
    "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n1029,Star Trek: The Next Generation,tv show,1987,plantowatch,,,,,71470,655,tt0092455",
    ["Star Trek: The Next Generation · 1987 · tv · imdb tt0092455 · tmdb 655 · tvdb 71470 · simkl 1029"],
  ],
  [
    "Yamtrack",
    "media_id,source,media_type,title,image,season_number,episode_number,score,status,notes,start_date,end_date,progress\n246,tmdb,tv,Avatar: The Last Airbender,,,,8,Planning,,,,\n246,tmdb,season,Avatar: The Last Airbender,,1,,8,Planning,,,,\n949,tmdb,movie,Heat,,,,,Planning,,,,",
    [
      "Avatar: The Last Airbender · tv · tmdb 246",
      "Avatar: The Last Airbender · tv · tmdb 246 · season 1",
      "Heat · movie · tmdb 949",
    ],
  ],
  [
    "Movary",
    'title,year,tmdbId,imdbId,addedAt\n"Heat",1995,949,tt0113277,2024-01-01',
    ["Heat · 1995 · imdb tt0113277 · tmdb 949"],
  ],
  // tables that people make
  ["title and year", "title,year\nHeat,1995", ["Heat · 1995"]],
  ["any case", "TITLE;YEAR;TYPE\nHeat;1995;Movie", ["Heat · 1995 · movie"]],
  ["tabs", "Title\tYear\nHeat\t1995", ["Heat · 1995"]],
  ["Excel's sep line", "sep=;\r\nTitle;Year\r\nHeat;1995\r\n", ["Heat · 1995"]],
  ["decimals of Excel", "Title,Year,TMDB ID\nHeat,1995.0,949.0", ["Heat · 1995 · tmdb 949"]],
  [
    "quotes",
    '"Title","Year"\n"Me, Myself & Irene","2000"\n"The ""Burbs""","1989"',
    ["Me, Myself & Irene · 2000", 'The "Burbs" · 1989'],
  ],
  [
    "German",
    "Titel;Jahr;Typ\nHeat;1995;Film\nFargo;2014;Serie",
    ["Heat · 1995 · movie", "Fargo · 2014 · tv"],
  ],
  ["French", "Titre;Année\nLéon;1994", ["Léon · 1994"]],
  ["Spanish", "Título;Año\nHeat;1995", ["Heat · 1995"]],
  ["Italian", "Titolo;Anno\nHeat;1995", ["Heat · 1995"]],
  ["Polish", "Tytuł;Rok\nHeat;1995", ["Heat · 1995"]],
  ["Portuguese", "Título,Ano\nHeat,1995", ["Heat · 1995"]],
  ["a column that implies shows", "Show,Season\nFargo,2", ["Fargo · tv · season 2"]],
  ["TV show", "TV Show,Year\nFargo,2014", ["Fargo · 2014 · tv"]],
  [
    "lines about the list before the header",
    "My list\nExported on 2024-01-01\n\nTitle,Year\nHeat,1995",
    ["Heat · 1995"],
  ],
  ["one word alone", "title\nHeat\nAlien", ["Heat", "Alien"]],
  [
    "years in the titles",
    "Title,Rating\nHeat (1995),9\nFargo (TV Series 2014–2024),8",
    ["Heat · 1995", "Fargo · 2014 · tv"],
  ],
  ["IMDb ids alone", "imdb_id\ntt0113277", ["imdb tt0113277"]],
  [
    "addresses",
    "Title,Link\nHeat,https://www.imdb.com/title/tt0113277/\nFargo,https://www.themoviedb.org/tv/60622",
    ["Heat · imdb tt0113277", "Fargo · tv · tmdb 60622"],
  ],
  [
    "the years of a show in IMDb's export",
    "Position,Const,Title,Title Type,Year\n1,tt3398540,Fargo,TV Series,2014–2024\n2,tt4158110,Mr. Robot,TV Series,2015–\n3,tt5834204,Der Tatortreiniger,TV Series,2015-2017",
    [
      "Fargo · 2014 · tv · imdb tt3398540",
      "Mr. Robot · 2015 · tv · imdb tt4158110",
      "Der Tatortreiniger · 2015 · tv · imdb tt5834204",
    ],
  ],
  ["the years of a show", "Title,Year,Type\nFargo,2014–2024,TV Series", ["Fargo · 2014 · tv"]],
  ["release dates", "Name,Release Date\nHeat,1995-12-15", ["Heat · 1995"]],
  ["empty cells and rows", "title,year,imdb_id\nHeat,,\n,,\nAlien,1979,\n", ["Heat", "Alien · 1979"]],
  // no header
  [
    "no header: title, year, type",
    "Heat;1995;movie\nAlien;1979;movie\nBreaking Bad;2008;tv",
    ["Heat · 1995 · movie", "Alien · 1979 · movie", "Breaking Bad · 2008 · tv"],
  ],
  ["no header, numbered", "1,Heat,1995\n2,Alien,1979", ["Heat · 1995", "Alien · 1979"]],
  [
    "no header: title and id",
    "Heat,tt0113277\nAlien,tt0078748",
    ["Heat · imdb tt0113277", "Alien · imdb tt0078748"],
  ],
  ["no header: one column", "Heat (1995)\ntt0078748", ["Heat · 1995", "imdb tt0078748"]],
  ["no header: titles that are years", "1917,2019\n2012,2009", ["1917 · 2019", "2012 · 2009"]],
  ["no header: types are no header", "Heat;Movie\nFargo;TV", ["Heat · movie", "Fargo · tv"]],
];

describe("own lists: tables", () => {
  for (const [what, text, expected] of TABLES)
    it(`reads ${what}`, async () => {
      const { items, total, warnings } = await readOwn(text, { format: "csv" });
      assert.deepEqual(items.map(said), expected);
      assert.equal(total, expected.length, warnings.join());
      assert.deepEqual(warnings, []);
    });

  const LEFT_OUT: [string, string, string, string[]][] = [
    [
      "an episode whose ids are its own",
      "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number\n85987,tt0583459,tv,Pier Nine S1E1,1994-09-22,1,1",
      "1 left out: an episode, not a show.",
      [],
    ],
    [
      "an episode of TV Time Liberator",
      "imdb_id,tvdb_id,type,title,season,episode\ntt9900200,73739,episode,Breaking Bad,2,3\ntt0903747,81189,show,Breaking Bad,,",
      "1 left out: an episode, not a show.",
      ["Breaking Bad · tv · imdb tt0903747 · tvdb 81189"],
    ],
    [
      "what is done with at Simkl",
      "SIMKL_ID,Title,Type,Year,Watchlist\n1,Heat,movie,1995,completed\n2,Alien,movie,1979,plantowatch",
      "1 left out: marked as completed.",
      ["Alien · 1979 · movie · simkl 2"],
    ],
    [
      "what is not followed any more at TV Time",
      "tv_show_name,tv_show_id,active,archived\nLost,73739,0,0\nFargo,269613,1,0",
      "1 left out: no longer followed.",
      ["Fargo · tv · tvdb 269613"],
    ],
    [
      "games and books",
      "media_id,source,media_type,title\n1,igdb,game,Zelda\n2,openlibrary,book,Dune\n949,tmdb,movie,Heat",
      "1 left out: a game.",
      ["Heat · movie · tmdb 949"],
    ],
    [
      "a row without a title",
      "title,year\n,1995\nAlien,1979",
      "1 left out: no title and no id.",
      ["Alien · 1979"],
    ],
  ];
  for (const [what, text, warning, expected] of LEFT_OUT)
    it(`leaves ${what} out, and says so`, async () => {
      const { items, warnings } = await readOwn(text, { format: "csv" });
      assert.deepEqual(items.map(said), expected);
      assert.ok(warnings.includes(warning), warnings.join());
    });

  it("quotes a header whose words nobody is known to use", async () => {
    const { items, warnings } = await readOwn("Kino;Rokk\nHeat;1995\nAlien;1979", { format: "csv" });
    assert.deepEqual(items.map(said), ["Heat · 1995", "Alien · 1979"]);
    assert.match(warnings.join(), /"Kino, Rokk"/);
  });

  it("takes a column that nobody is known to name for the title, and says so", async () => {
    const { items, warnings } = await readOwn("Watch,Year,Rating\nHeat,1995,8", { format: "csv" });
    assert.deepEqual(items.map(said), ["Heat · 1995"]);
    assert.match(warnings.join(), /"Watch, Year, Rating".*"Watch" was used/);
  });

  it("reads the stars of Letterboxd as half of ten, and IMDb's ratings with a comma", async () => {
    const stars = await readOwn(
      "Date,Name,Year,Letterboxd URI,Rating\n2024-01-02,Heat,1995,https://boxd.it/2a1m,4.5\n",
    );
    assert.equal(stars.items[0]?.rating, 9);
    assert.equal((await readOwn("title,year,rating\nHeat,1995,4.5\n")).items[0]?.rating, 4.5);
    const imdb = await readOwn('Const;Title;IMDb Rating;Description\ntt0113277;Heat;8,3;"a; b"\n');
    assert.deepEqual([imdb.items[0]?.rating, imdb.items[0]?.description], [8.3, "a; b"]);
  });

  it("takes a list of people for no list", async () => {
    await assert.rejects(readOwn("Position,Const,Title\n1,nm0000206,Keanu Reeves\n"), {
      code: "bad-input",
      message: /a person/,
    });
  });

  it("takes a header without rows for an empty list", async () => {
    const { items, total, complete } = await readOwn("title,year\n");
    assert.deepEqual([items, total, complete], [[], 0, true]);
  });

  it("reads quotes as spreadsheets do: line breaks within, one within a cell, one never closed", async () => {
    const read = async (text: string) => (await readOwn(text, { format: "csv" })).items.map(said);
    assert.deepEqual(await read('title,year\n"Tick, Tick...\nBoom!",2021\n'), ["Tick, Tick... Boom! · 2021"]);
    assert.deepEqual(await read('title,year\nThe 6" Man,2000\nHeat,1995\n'), [
      'The 6" Man · 2000',
      "Heat · 1995",
    ]);
    assert.deepEqual(await read('title,year\n"Moon,2009\nHeat,1995\n'), ['"Moon · 2009', "Heat · 1995"]);
  });
});
