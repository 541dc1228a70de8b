import assert from "node:assert/strict";
import { readOwn, said } from "./read-own.ts";

/** Lines and small lists that were thought of without a look at the reader, and the titles that their writers mean. */
const TEXTS: [string, ...string[]][] = [
  ["The Matrix (1999)", "The Matrix · 1999"],
  ["- [x] Heat (1995)\n- [ ] Ronin (1998)", "Heat · 1995", "Ronin · 1998"],
  ["1. Alien (1979)\n2. Aliens (1986)", "Alien · 1979", "Aliens · 1986"],
  ["1917 (2019)", "1917 · 2019"],
  ["2001: A Space Odyssey (1968)", "2001: A Space Odyssey · 1968"],
  ["Blade Runner 2049 (2017)", "Blade Runner 2049 · 2017"],
  ["300 (2006)\n12 Monkeys (1995)", "300 · 2006", "12 Monkeys · 1995"],
  ["#Alive (2020)", "#Alive · 2020"],
  ["(500) Days of Summer (2009)", "(500) Days of Summer · 2009"],
  [
    "Birdman or (The Unexpected Virtue of Ignorance) (2014)",
    "Birdman or (The Unexpected Virtue of Ignorance) · 2014",
  ],
  ["Oldboy (2003) 9/10", "Oldboy · 2003"],
  ["Parasite (2019) ⭐⭐⭐⭐⭐", "Parasite · 2019"],
  ["Arrival (2016) ✅", "Arrival · 2016"],
  ["Drive (2011) - watched ✅", "Drive · 2011"],
  ["🎬 Amélie (2001)", "Amélie · 2001"],
  ["Heat, 1995", "Heat · 1995"],
  ["Heat - 1995", "Heat · 1995"],
  ["Heat [1995]", "Heat · 1995"],
  ["(1995) Heat", "Heat · 1995"],
  ["Stalker (Andrei Tarkovsky, 1979)", "Stalker · 1979"],
  ["Stalker (1979) dir. Andrei Tarkovsky", "Stalker · 1979"],
  ["The Godfather (1972) https://www.imdb.com/title/tt0068646/", "The Godfather · 1972 · imdb tt0068646"],
  ["tt0068646 The Godfather", "The Godfather · imdb tt0068646"],
  ["[Fight Club](https://www.themoviedb.org/movie/550-fight-club)", "Fight Club · movie · tmdb 550"],
  ["- [[Perfect Days]] (2023)", "Perfect Days · 2023"],
  ["[12/03/2024, 21:14:05] Anna: Past Lives (2023)", "Past Lives · 2023"],
  ["12/03/24, 21:14 - Tom: Aftersun (2022)", "Aftersun · 2022"],
  ["> The Thing (1982)", "The Thing · 1982"],
  ["**Whiplash** (2014)", "Whiplash · 2014"],
  ["~~Cats (2019)~~\nTár (2022)", "Tár · 2022"],
  ["# Movies\n\n* Se7en (1995)\n* Zodiac (2007)", "Se7en · 1995 · movie", "Zodiac · 2007 · movie"],
  ["Filme:\n– Das Boot (1981)\n– Lola rennt (1998)", "Das Boot · 1981 · movie", "Lola rennt · 1998 · movie"],
  ["千と千尋の神隠し (2001)", "千と千尋の神隠し · 2001"],
  ["Брат (1997)", "Брат · 1997"],
  ["Breaking Bad (2008-2013)", "Breaking Bad · 2008"],
  ["Severance S02", "Severance · tv · season 2"],
  ["Dark (2017) Season 1", "Dark · 2017 · tv · season 1"],
  ["Dark (2017), Staffel 2", "Dark · 2017 · tv · season 2"],
  ['"Good Bye, Lenin!" (2003)', "Good Bye, Lenin! · 2003"],
  ["1. 1917\n2. 1984\n3. 300", "1917", "1984", "300"],
  // these four were thought of with the reader in view
  ["[[Heat]]\n[[films/ronin|Ronin]] (1998)", "Heat", "Ronin · 1998"],
  ["[REC]² (2009)", "[REC]² · 2009"],
  ["12.03.24, 21:14 - Tom: 1. Heat", "Heat"],
  ["[3/12/24, 9:14:05 PM] Anna: Mission: Impossible (1996)", "Mission: Impossible · 1996"],
];

const TABLES: [string, ...string[]][] = [
  ["Titel;Jahr;Bewertung\nDas Boot;1981;9,5\nDark;2017;8", "Das Boot · 1981", "Dark · 2017"],
  ["Titre;Année;Réalisateur\nLa Haine;1995;Mathieu Kassovitz", "La Haine · 1995"],
  ["Título;Año;Visto\nEl laberinto del fauno;2006;sí", "El laberinto del fauno · 2006"],
  ["Titolo;Anno;Regista\nLa vita è bella;1997;Benigni", "La vita è bella · 1997"],
  ["Titel;Jaar;Gezien\nZwartboek;2006;ja", "Zwartboek · 2006"],
  ["Tytuł;Rok;Ocena\nZimna wojna;2018;8", "Zimna wojna · 2018"],
  ["Título;Ano;Diretor\nCidade de Deus;2002;Meirelles", "Cidade de Deus · 2002"],
  [
    "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year\ntt0068646,10,2020-01-02,The Godfather,https://www.imdb.com/title/tt0068646/,movie,9.2,175,1972",
    "The Godfather · 1972 · movie · imdb tt0068646",
  ],
  ["Date,Name,Year,Letterboxd URI\n2024-01-05,Aftersun,2022,https://boxd.it/xyz1", "Aftersun · 2022"],
  ["sep=;\nTitle;Year\nRonin;1998", "Ronin · 1998"],
  ["My films\n\nTitle,Year\nRonin,1998", "Ronin · 1998"],
  ["Title\tYear\tType\nDark\t2017\tshow\nHeat\t1995\tmovie", "Dark · 2017 · tv", "Heat · 1995 · movie"],
  ["title,tmdb_id,type\nFight Club,550,movie", "Fight Club · movie · tmdb 550"],
  ["Show,Season\nSeverance,2", "Severance · tv · season 2"],
  ["#,Movie,Rating\n1,1917,8\n2,300,7", "1917", "300"],
  ["Nr.;Film;Jahr\n1;Heat;1995\n2;Ronin;1998", "Heat · 1995", "Ronin · 1998"],
  ['"Name","Release Year","IMDb ID"\n"Say ""Hi""","2011","tt1234567"', 'Say "Hi" · 2011 · imdb tt1234567'],
  ["\uFEFFTitle;Year\r\nAmélie;2001\r\n", "Amélie · 2001"],
];

describe("own lists that were written without knowing the reader", () => {
  for (const [text, ...expected] of [...TEXTS, ...TABLES])
    it(`reads ${JSON.stringify(text)}`, async () =>
      assert.deepEqual((await readOwn(text)).items.map(said), expected));
});
