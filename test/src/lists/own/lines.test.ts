import assert from "node:assert/strict";
import { normaliseItem } from "../../../../src/items/normalise.ts";
import { readLine } from "../../../../src/lists/own/text/title-line.ts";
import { readOwn, said } from "./read-own.ts";

const read = (line: string): string[] =>
  readLine(line).map((entry) =>
    "leftOut" in entry
      ? `left out: ${entry.leftOut}`
      : said(normaliseItem({ mediaType: "unknown", ...entry })),
  );

/** A line, and what it says: one string for each title. */
const LINES: [string, ...string[]][] = [
  // plain titles and years
  ["Dune (2021)", "Dune · 2021"],
  ["Dune(2021)", "Dune · 2021"],
  ["Dune [2021]", "Dune · 2021"],
  ["Dune {2021}", "Dune · 2021"],
  ["Dune （2021）", "Dune · 2021"],
  ["   Dune   (2021)  ", "Dune · 2021"],
  ["Dune, 2021", "Dune · 2021"],
  ["Dune - 2021", "Dune · 2021"],
  ["Dune – 2021", "Dune · 2021"],
  ["Dune — 2021", "Dune · 2021"],
  ["Dune | 2021", "Dune · 2021"],
  ["(2021) Dune", "Dune · 2021"],
  ["Dune, 2021, movie", "Dune · 2021 · movie"],
  ["Blade Runner 2049", "Blade Runner 2049"],
  ["Blade Runner 2049 (2017)", "Blade Runner 2049 · 2017"],
  ["Heat 1995", "Heat 1995"],
  ["1917", "1917"],
  ["1917 (2019)", "1917 · 2019"],
  ["1984 (1984)", "1984 · 1984"],
  ["2012", "2012"],
  ["2001: A Space Odyssey", "2001: A Space Odyssey"],
  ["2001: A Space Odyssey [1968]", "2001: A Space Odyssey · 1968"],
  ["Class of 1984 (1982)", "Class of 1984 · 1982"],
  ["Wonder Woman 1984", "Wonder Woman 1984"],
  ["(500) Days of Summer (2009)", "(500) Days of Summer · 2009"],
  ["[REC] (2007)", "[REC] · 2007"],
  ["3:10 to Yuma (2007)", "3:10 to Yuma · 2007"],
  ["11:14 (2003)", "11:14 · 2003"],
  ["11.22.63 (2016)", "11.22.63 · 2016"],
  ["9 (2009)", "9 · 2009"],
  ["12 Angry Men (1957)", "12 Angry Men · 1957"],
  ["10 Things I Hate About You (1999)", "10 Things I Hate About You · 1999"],
  ["'71 (2014)", "'71 · 2014"],
  ["50/50 (2011)", "50/50 · 2011"],
  ["Fahrenheit 9/11 (2004)", "Fahrenheit 9/11 · 2004"],
  ["Face/Off (1997)", "Face/Off · 1997"],
  ["Se7en", "Se7en"],
  ["M*A*S*H (1970)", "M*A*S*H · 1970"],
  ["*batteries not included (1987)", "*batteries not included · 1987"],
  ["E.T. the Extra-Terrestrial (1982)", "E.T. the Extra-Terrestrial · 1982"],
  ["WALL·E (2008)", "WALL·E · 2008"],
  ["tick, tick... BOOM! (2021)", "tick, tick... BOOM! · 2021"],
  ["What's Up, Doc? (1972)", "What's Up, Doc? · 1972"],
  [
    "Birdman (or The Unexpected Virtue of Ignorance) (2014)",
    "Birdman (or The Unexpected Virtue of Ignorance) · 2014",
  ],
  ["The Office (US) (2005)", "The Office (US) · 2005"],
  ["Crouching Tiger, Hidden Dragon (2000)", "Crouching Tiger, Hidden Dragon · 2000"],
  ["千と千尋の神隠し (2001)", "千と千尋の神隠し · 2001"],
  ["Amélie – Die fabelhafte Welt (2001)", "Amélie – Die fabelhafte Welt · 2001"],
  ["#Alive (2020)", "#Alive · 2020"],
  ["#Horror (2015)", "#Horror · 2015"],
  // list marks
  ["- Dune (2021)", "Dune · 2021"],
  ["* Dune (2021)", "Dune · 2021"],
  ["+ Dune (2021)", "Dune · 2021"],
  ["• Dune (2021)", "Dune · 2021"],
  ["– Dune (2021)", "Dune · 2021"],
  ["◦ Dune", "Dune"],
  ["> Dune (2021)", "Dune · 2021"],
  ["> - Dune (2021)", "Dune · 2021"],
  ["- [ ] Dune (2021)", "Dune · 2021"],
  ["- [x] Dune (2021)", "Dune · 2021"],
  ["* [X] tv: Fargo", "Fargo · tv"],
  ["[ ] Dune", "Dune"],
  ["☐ Dune (2021)", "Dune · 2021"],
  ["✅ Dune (2021)", "Dune · 2021"],
  ["1. Dune (2021)", "Dune · 2021"],
  ["2) Dune (2021)", "Dune · 2021"],
  ["3.) Dune", "Dune"],
  ["10. 2001: A Space Odyssey (1968)", "2001: A Space Odyssey · 1968"],
  ["3. 12 Angry Men (1957)", "12 Angry Men · 1957"],
  ["- 1. Dune", "Dune"],
  ["1. **Dune** (2021)", "Dune · 2021"],
  ["**Dune** (2021)", "Dune · 2021"],
  ["__Dune__ (2021)", "Dune · 2021"],
  ["*Dune* (2021)", "Dune · 2021"],
  ["_Dune_", "Dune"],
  ["**Dune (2021)**", "Dune · 2021"],
  ['"Dune" (2021)', "Dune · 2021"],
  ["“Dune” (2021)", "Dune · 2021"],
  ["„Dune“ (2021)", "Dune · 2021"],
  ["«Dune» (2021)", "Dune · 2021"],
  ["「七人の侍」 (1954)", "七人の侍 · 1954"],
  ["🎬 Dune (2021) 🔥", "Dune · 2021"],
  ["~~Dune~~ (2021)", "left out: crossed out"],
  // notes behind
  ["Dune (2021) - must see", "Dune · 2021"],
  ["Dune (2021) # must see", "Dune · 2021"],
  ["Dune # must see", "Dune"],
  ["Dune (2021) ★★★★☆", "Dune · 2021"],
  ["Dune (2021) 8/10", "Dune · 2021"],
  ["Dune 8/10", "Dune"],
  ["Dune (2021): my favourite", "Dune · 2021"],
  ["Dune (Denis Villeneuve, 2021)", "Dune · 2021"],
  ["Dune (2021, Denis Villeneuve)", "Dune · 2021"],
  // kinds
  ["Dune (2021 film)", "Dune · 2021 · movie"],
  ["Dune (film, 2021)", "Dune · 2021 · movie"],
  ["Dune (film)", "Dune · movie"],
  ["Fargo (TV Series 2014–2024)", "Fargo · 2014 · tv"],
  ["Fargo (2014 TV series)", "Fargo · 2014 · tv"],
  ["Fargo (2014–2024)", "Fargo · 2014"],
  ["Severance (TV Series 2022– )", "Severance · 2022 · tv"],
  ["Severance (2022 - present)", "Severance · 2022"],
  ["Chernobyl (TV Mini Series 2019)", "Chernobyl · 2019 · tv"],
  ["Chernobyl (miniseries)", "Chernobyl · tv"],
  ["Fargo (TV)", "Fargo · tv"],
  ["Behind the Candelabra (2013 TV Movie)", "Behind the Candelabra · 2013 · movie"],
  ["Blackfish (2013 Documentary)", "Blackfish · 2013"],
  ["Ozymandias (TV Episode 2013)", "left out: an episode, not a show"],
  ["tv: Fargo (2014)", "Fargo · 2014 · tv"],
  ["TV show: Fargo", "Fargo · tv"],
  ["series: Fargo", "Fargo · tv"],
  ["movie: Fargo", "Fargo · movie"],
  ["Film: Heat (1995)", "Heat · 1995 · movie"],
  ["movie: 1917", "1917 · movie"],
  // seasons
  ["Fargo Season 2", "Fargo · tv · season 2"],
  ["Fargo, Season 2", "Fargo · tv · season 2"],
  ["Fargo - Season 2", "Fargo · tv · season 2"],
  ["Fargo (Season 2)", "Fargo · tv · season 2"],
  ["Fargo (2014) Season 2", "Fargo · 2014 · tv · season 2"],
  ["Fargo S02", "Fargo · tv · season 2"],
  ["Fargo S2", "Fargo · tv · season 2"],
  ["Fargo S02E05", "Fargo · tv · season 2"],
  ["Fargo, Seasons 1-3", "Fargo · tv · season 1+2+3"],
  ["Dark Staffel 3", "Dark · tv · season 3"],
  ["Dix pour cent, saison 2", "Dix pour cent · tv · season 2"],
  ["La casa de papel temporada 4", "La casa de papel · tv · season 4"],
  ["Open Season 2 (2008)", "Open Season 2 · 2008"],
  // ids
  ["tt0133093", "imdb tt0133093"],
  ["The Matrix tt0133093", "The Matrix · imdb tt0133093"],
  ["tt0133093 The Matrix", "The Matrix · imdb tt0133093"],
  ["imdb:tt0133093", "imdb tt0133093"],
  ["tmdb:603", "tmdb 603"],
  ["TMDB: 603", "tmdb 603"],
  ["movie:603", "movie · tmdb 603"],
  ["tv:1396", "tv · tmdb 1396"],
  ["tv: tvdb:81189", "tv · tvdb 81189"],
  ["tmdb:tv/1396", "tv · tmdb 1396"],
  ["The Matrix (1999) {tmdb-603}", "The Matrix · 1999 · tmdb 603"],
  ["The Matrix (1999) {imdb-tt0133093}", "The Matrix · 1999 · imdb tt0133093"],
  ["The Matrix (1999) [imdbid-tt0133093]", "The Matrix · 1999 · imdb tt0133093"],
  ["The Matrix (1999) [tmdbid=603]", "The Matrix · 1999 · tmdb 603"],
  ["Breaking Bad (2008) {tvdb-81189}", "Breaking Bad · 2008 · tvdb 81189"],
  ["The Matrix [1999] (tmdb 603)", "The Matrix · 1999 · tmdb 603"],
  // addresses
  ["https://www.themoviedb.org/movie/603-the-matrix", "movie · tmdb 603"],
  ["https://www.themoviedb.org/tv/1396-breaking-bad", "tv · tmdb 1396"],
  ["https://www.themoviedb.org/tv/1396-breaking-bad/season/2", "tv · tmdb 1396 · season 2"],
  ["https://www.imdb.com/title/tt0133093/", "imdb tt0133093"],
  ["https://www.imdb.com/de/title/tt0133093/?ref_=x", "imdb tt0133093"],
  ["m.imdb.com/title/tt0133093", "imdb tt0133093"],
  ["The Matrix (1999) https://www.imdb.com/title/tt0133093/", "The Matrix · 1999 · imdb tt0133093"],
  ["[The Matrix](https://www.imdb.com/title/tt0133093/) (1999)", "The Matrix · 1999 · imdb tt0133093"],
  ["<https://www.imdb.com/title/tt0133093/>", "imdb tt0133093"],
  ["- [ ] The Matrix – https://www.themoviedb.org/movie/603", "The Matrix · movie · tmdb 603"],
  ["https://trakt.tv/movies/heat-1995", "heat · 1995 · movie"],
  ["https://trakt.tv/shows/the-wire", "the wire · tv"],
  ["https://app.trakt.tv/shows/the-wire/seasons/2", "the wire · tv · season 2"],
  ["https://letterboxd.com/film/heat-1995/", "heat · 1995"],
  ["https://letterboxd.com/dave/film/heat-1995/", "heat · 1995"],
  ["https://letterboxd.com/film/blade-runner-2049/", "blade runner 2049"],
  ["https://www.thetvdb.com/series/breaking-bad", "breaking bad · tv"],
  ["https://thetvdb.com/dereferrer/series/81189", "tv · tvdb 81189"],
  ["https://mdblist.com/movie/tt0133093", "imdb tt0133093"],
  ["https://simkl.com/tv/4483/breaking-bad", "breaking bad · tv"],
  ["https://www.example.org/films/heat", "left out: an address without a title"],
  // several
  ["Heat (1995), Alien (1979), Dune (2021)", "Heat · 1995", "Alien · 1979", "Dune · 2021"],
  ["Heat (1995); Alien (1979)", "Heat · 1995", "Alien · 1979"],
  ["Heat (1995) & Alien (1979)", "Heat · 1995", "Alien · 1979"],
  ["Heat (1995) Alien (1979)", "left out: several titles in one line"],
  // no entries
  [""],
  ["   "],
  ["# seen"],
  ["## Movies to watch"],
  ["#"],
  ["// seen"],
  ["//seen"],
];

describe("own lists: lines of text", () => {
  for (const [line, ...titles] of LINES) it(`reads "${line}"`, () => assert.deepEqual(read(line), titles));

  it("leaves a line out that is no title for its length", () => {
    assert.deepEqual(read(`Heat ${"x".repeat(2000)}`), ["left out: longer than 2,000 characters"]);
  });
});

describe("own lists: texts as a whole", () => {
  const titles = async (text: string) => (await readOwn(text)).items.map(said);

  const WHOLE: [string, string, string[]][] = [
    ["numbers that count on", "1 Heat\n2 Alien\n3 Dune", ["Heat", "Alien", "Dune"]],
    ["numbers that count on, with a sign", "#1 Heat\n#2 Alien", ["Heat", "Alien"]],
    ["numbers in brackets that count on", "(1) Heat\n(2) Alien", ["Heat", "Alien"]],
    ["numbers without a blank that count on", "1.Heat\n2.Alien", ["Heat", "Alien"]],
    ["numbers that count down", "3: Heat\n2: Alien\n1: Dune", ["Heat", "Alien", "Dune"]],
    ["numbers of titles side by side", "12 Angry Men\n13 Going on 30", ["12 Angry Men", "13 Going on 30"]],
    ["a number of a title in a list", "Heat\n9\nAlien", ["Heat", "9", "Alien"]],
    ["nothing but numbers", "603\n604", ["tmdb 603", "tmdb 604"]],
    ["headings", "Movies:\nHeat\n\nTV shows:\nFargo", ["Heat · movie", "Fargo · tv"]],
    ["headings of Markdown", "# Films\n- Heat\n## Series\n- Fargo", ["Heat · movie", "Fargo · tv"]],
    ["old Macs", "Heat (1995)\rAlien (1979)\r", ["Heat · 1995", "Alien · 1979"]],
    ["Windows", "Heat (1995)\r\n\r\nAlien (1979)\r\n", ["Heat · 1995", "Alien · 1979"]],
    [
      "a Markdown table",
      "| Title | Year |\n|---|:-:|\n| Heat | 1995 |\n| Fargo | 2014 |",
      ["Heat · 1995", "Fargo · 2014"],
    ],
    [
      "a Markdown table without a header",
      "| Heat | 1995 |\n| Fargo | 2014 |",
      ["Heat · 1995", "Fargo · 2014"],
    ],
    [
      "a table within a text",
      "My films\n\n| Film | Jahr |\n|--|--|\n| **Heat** | 1995 |\n\nAlien (1979)",
      ["My films", "Heat · 1995", "Alien · 1979"],
    ],
    ["columns of tabs", "Title\tYear\nHeat\t1995", ["Heat · 1995"]],
  ];
  for (const [what, text, expected] of WHOLE)
    it(`reads ${what}`, async () => assert.deepEqual(await titles(text), expected));

  it("says that a list of numbers was taken for TMDB ids", async () => {
    const { warnings } = await readOwn("603\n604");
    assert.match(warnings.join(), /TMDB ids/);
  });

  const NO_LISTS: [string, string | Uint8Array][] = [
    ["YAML of Kometa", "collections:\n  Heat:\n    tmdb_movie: 949, 348\n"],
    ["YAML with its mark", "---\nfilms:\n  - Heat\n"],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
    ["text with zeros", "Heat\0(1995)\nAlien"],
    ["damaged JSON", '[{"title": "Heat"}, {"title": "Al'],
    ["one endless line", "x".repeat(80_000)],
    ["a PDF", "%PDF-1.7\n%something\n"],
    ["a gzip file", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0)],
    ["nothing but addresses of something else", "https://example.org/a\nhttps://example.org/b"],
  ];
  for (const [what, text] of NO_LISTS)
    it(`says that ${what} is no list`, () =>
      assert.rejects(readOwn(text), { code: "bad-input", message: /The list/ }));

  it("reads UTF-16 with and without a mark, either way round, UTF-8 with a mark, and Windows-1252", async () => {
    const text = "Léon (1994)\nAlien (1979)\n";
    const little = Buffer.from(text, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const bytes of [
      little,
      big,
      Buffer.concat([Buffer.of(0xff, 0xfe), little]),
      Buffer.concat([Buffer.of(0xfe, 0xff), big]),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text),
      Buffer.from(text, "latin1"),
    ])
      assert.deepEqual((await readOwn(bytes)).items.map(said), ["Léon · 1994", "Alien · 1979"]);
  });
});
