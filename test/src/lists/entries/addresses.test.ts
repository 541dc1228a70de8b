import assert from "node:assert/strict";
import { ListError } from "../../../../src/lists/list-error.ts";
import { parseList, providers } from "../../../../src/lists/registry.ts";

/** Addresses that show a list, and the provider and id of it. */
const LISTS = `
https://www.imdb.com/list/ls055592025/ = imdb ls055592025
https://m.imdb.com/list/ls055592025/?ref_=x#top = imdb ls055592025
HTTPS://WWW.IMDB.COM/de/list/ls055592025 = imdb ls055592025
//www.imdb.com/es-mx/user/ur12345678/watchlist/ = imdb ur12345678
imdb.com/chart/top = imdb top
https://www.imdb.com:443/title/tt0113277/?ref_=nv = imdb tt0113277
https://mdblist.com/lists/anna/external/12345 = mdblist external/12345
https://www.mdblist.com/lists/anna/external/12345/ = mdblist external/12345
https://mdblist.com/lists/external/12345?x=1#y = mdblist external/12345
https://mdblist.com/lists/official/movies/justwatch-streaming-charts?locale=en_US&rank=1 = mdblist official/movies/justwatch-streaming-charts
https://MDBLIST.com/lists/linda/big/?append=yes = mdblist linda/big
https://app.trakt.tv/discover/trending?mode=show = trakt shows/trending
https://app.trakt.tv/discover/anticipated?mode=movie = trakt movies/anticipated
https://app.trakt.tv/discover/popular = trakt media/popular
https://app.trakt.tv/discover/popular?mode=media = trakt media/popular
https://app.trakt.tv/profile/anna/favorites = trakt users/anna/favorites
https://app.trakt.tv/profile/anna/favorites?mode=show = trakt users/anna/favorites/shows
https://app.trakt.tv/profile/me/history = trakt users/me/watched
https://app.trakt.tv/lists/smart/view/some-list = trakt smart/some-list
https://app.trakt.tv/lists/smart/view/some-list-1a2b?mode=movie = trakt smart/some-list-1a2b?mode=movie
https://api.trakt.tv/smart-lists/some-list/items = trakt smart/some-list
https://trakt.tv/users/anna/lists/horror?sort=rank,asc#x = trakt anna/horror
trakt.tv/users/anna/watchlist/ = trakt users/anna/watchlist
https://app.trakt.tv/shows/severance?view=seasons&season=2 = trakt shows/severance/seasons/2
https://trakt.tv/watchlist = trakt users/me/watchlist
https://letterboxd.com/dave/film/heat-1995/ = letterboxd letterboxd:film/heat-1995
https://letterboxd.com/dave/film/heat-1995/1/ = letterboxd letterboxd:film/heat-1995
https://letterboxd.com/dave/list/official-top-250/by/rating/page/2/?x=y = letterboxd letterboxd:dave/list/official-top-250/by/rating
letterboxd.com/dave/watchlist#films = letterboxd letterboxd:dave/watchlist
https://boxd.it/1aBcD?utm_source=x = letterboxd letterboxd:boxd.it/1aBcD
https://www.themoviedb.org/list/8136-x?language=de-DE = tmdb tmdb:list/8136
themoviedb.org/movie?language=en#a = tmdb tmdb:movie
https://thetvdb.com/lists/marvel?x#y = tvdb tvdb:list/marvel
https://anilist.co/user/Anna/animelist/Planning/ = anilist anilist:anna/planning
https://myanimelist.net/animelist/anna?status=6&order=5 = myanimelist mal:anna/plan_to_watch
https://simkl.com/5743957/list/216324/some-name = simkl simkl:list/216324
https://simkl.com/movies/trending/week/ = simkl simkl:movies/trending/week
https://watch.plex.tv/watchlist?x=1 = plex plex:watchlist
https://watch.plex.tv/de/watchlist/ = plex plex:watchlist
https://app.plex.tv/desktop/#!/provider/tv.plex.provider.discover/watchlist = plex plex:watchlist
jellyfin:watchlist = jellyfin jellyfin:watchlist
jellyfin:watchlist:Anna = jellyfin jellyfin:watchlist:anna
http://192.168.1.20:8096/web/#/details?id=0123456789abcdef0123456789abcdef = jellyfin jellyfin:item:0123456789abcdef0123456789abcdef
http://192.168.1.20:7878/wanted/missing = radarr radarr:missing
http://homeassistant.local:8123/todo?entity_id=todo.films = home-assistant todo.films
https://example.org/films.json = own
https://www.rottentomatoes.com/feed.rss = own
https://docs.google.com/spreadsheets/d/e/abc/pub?output=csv = own
https://drive.google.com/uc?export=download&id=abc = own
https://docs.google.com/spreadsheets/d/abc/gviz/tq?tqx=out:csv = own
json:https://www.justwatch.com/films = own
https://api.themoviedb.org/3/list/1?api_key=0 = own
`;

/** Pages that are no list, and whose name the sentence must hold. */
const PAGES = `
https://www.imdb.com/ = IMDb
https://www.imdb.com/name/nm0000134/ = IMDb
https://www.imdb.com/calendar/ = IMDb
https://help.imdb.com/article/x = IMDb
https://pro.imdb.com/%E0%A4%A = IMDb
https://mdblist.com/ = MDBList
https://mdblist.com/lists/anna/external = MDBList
https://mdblist.com/lists/official/movies = MDBList
https://mdblist.com/movie/tt0113277 = MDBList
https://mdblist.com/preferences/#api = MDBList
https://docs.mdblist.com/docs/api = MDBList
https://trakt.tv = Trakt
https://trakt.tv/anna/horror = Trakt
https://app.trakt.tv/people/some-actor = Trakt
https://trakt.tv/calendars/my = Trakt
https://trakt.tv/calendars/my/shows = Trakt
https://trakt.tv/settings/data = Trakt
https://trakt.tv/search/movies?query=x = Trakt
https://app.trakt.tv/search?q=x = Trakt
https://trakt.tv/users/anna/lists/liked = Trakt
https://trakt.tv/users/anna/watchlist/episodes = Trakt
https://trakt.tv/movies/heat-1995/related = Trakt
https://trakt.tv/lists/popular = Trakt
https://app.trakt.tv/lists/smart/create = Trakt
https://app.trakt.tv/discover/releases = Trakt
https://blog.trakt.tv/post/x = Trakt
https://trakt.tv/constructor/prototype = Trakt
https://letterboxd.com/ = Letterboxd
https://letterboxd.com/dave/ = Letterboxd
https://letterboxd.com/dave/lists/ = Letterboxd
https://letterboxd.com/dave/list/x/likes/ = Letterboxd
https://letterboxd.com/film/heat-1995/reviews/ = Letterboxd
https://letterboxd.com/films/reviews/ = Letterboxd
https://letterboxd.com/settings/data/ = Letterboxd
https://letterboxd.com/search/films/heat/ = Letterboxd
https://boxd.it/ = Letterboxd
https://api.letterboxd.com/api/v0/list/x = Letterboxd
https://www.themoviedb.org/search?query=heat = TMDB
https://www.themoviedb.org/settings/account = TMDB
https://www.themoviedb.org?x = TMDB
https://www.themoviedb.org/u/anna = TMDB
https://forums.thetvdb.com/x = TheTVDB
https://thetvdb.com/search?query=heat = TheTVDB
https://anilist.co/user/anna/mangalist = AniList
https://anilist.co/user/anna/favorites = AniList
https://anilist.co/anime/1/Cowboy-Bebop/ = AniList
https://anilist.co/settings = AniList
https://myanimelist.net//[ = MyAnimeList
https://myanimelist.net/anime/1 = MyAnimeList
https://myanimelist.net/profile/anna/friends = MyAnimeList
https://simkl.com/movies/53992/heat = Simkl
https://simkl.com/search/?q=x = Simkl
https://simkl.com/movies/trending/decade = Simkl
https://support.plex.tv/articles/universal-watchlist/ = Plex
https://watch.plex.tv/movie/heat = Plex
https://watch.plex.tv/u/anna/watchlist = Plex
emby:watchlist = Emby
radarr:library?tag= = Radarr
http://192.168.1.20:7878/movie/heat = Radarr
http://192.168.1.20:5055/discover/movies = request server
http://homeassistant.local:8123/lovelace/0 = Home Assistant
http://192.168.1.20:8096/web/#/home.html = runs in the browser
https://www.justwatch.com/us/lists/my-lists = JustWatch
justwatch.com/de/Liste/meine = JustWatch
https://flixpatrol.com/top10/netflix/ = FlixPatrol
https://www.serializd.com/user/anna/watchlist = Serializd
https://www.rottentomatoes.com/browse/movies_at_home = Rotten Tomatoes
https://www.icheckmovies.com/lists/imdbs+top+250/ = iCheckMovies
https://www.netflix.com/browse/my-list = Netflix
https://docs.google.com/spreadsheets/d/abc/edit#gid=0 = Google
`;

const rows = (table: string): [string, string][] =>
  table
    .trim()
    .split("\n")
    .map((line) => {
      const at = line.lastIndexOf(" = ");
      return [line.slice(0, at), line.slice(at + 3)];
    });

const errorOf = (text: string, provider?: string): unknown => {
  try {
    parseList(text, provider);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("Addresses of sites", () => {
  for (const [address, expected] of rows(LISTS))
    it(`takes ${address} for ${expected}`, () => {
      const list = parseList(address);
      const [provider, id] = expected.split(" ");
      assert.equal(list.provider, provider);
      if (id !== undefined) assert.equal(list.id, id);
    });

  for (const [address, name] of rows(PAGES))
    it(`refuses ${address}, naming ${name}`, () => {
      const error = errorOf(address);
      assert.ok(error instanceof ListError, `ends in a ListError, not in ${String(error)}`);
      assert.equal(error.code, "bad-input");
      assert.match(error.message, new RegExp(`${name}.*\\.$`, "s"));
    });

  it("come through every provider's parse without a foreign error, whatever they look like", () => {
    const tails = ["%", "//[", "?a=%zz&&=", "#/%", "/..//./", ":99999/", "/\u0000", "/😀/x", "/a/b/c/d/e/f"];
    const all = [...rows(LISTS), ...rows(PAGES)].flatMap(([address]) => [
      address,
      ...tails.map((tail) => address + tail),
      `https://user:pass@${address.replace(/^https?:\/\//i, "")}`,
    ]);
    for (const address of all)
      for (const { id, parse } of providers()) {
        try {
          const list = parse(address);
          if (list) assert.equal(list.provider, id);
        } catch (error) {
          assert.ok(error instanceof ListError && error.code === "bad-input", `${id} ${address}: ${error}`);
        }
      }
  });

  it("say which of their parameters are not heeded", () => {
    const warnings = (address: string) => parseList(address).warnings?.join(" ") ?? "";
    const chart = warnings("https://mdblist.com/lists/official/movies/x?locale=en_US&rank=1");
    assert.match(chart, /"locale".*"rank"/);
    assert.match(warnings("https://trakt.tv/users/anna/lists/horror?genres=drama"), /"genres"/);
    assert.match(warnings("https://www.themoviedb.org/movie/top-rated?with_genres=27"), /"with_genres"/);
    assert.match(warnings("https://simkl.com/5743957/movies/plantowatch"), /owner/);
    assert.equal(warnings("https://app.trakt.tv/users/anna/lists/horror?sort=rank,asc&mode=movie&ref=x"), "");
    assert.equal(warnings("https://www.themoviedb.org/movie/top-rated?language=de&page=2"), "");
  });
});
