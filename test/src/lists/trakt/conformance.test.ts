import { conformance } from "../../../../src/lists/conformance.ts";
import { trakt } from "../../../../src/lists/trakt/index.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { startTrakt } from "../../../servers/trakt/start-trakt.ts";

const answer = (status: number, headers: Record<string, string> = {}, body = "") =>
  ({ kind: "answer", status, headers, body }) as const;

describe("Trakt", () => {
  const checks = conformance(trakt, {
    understands: [
      { input: "https://trakt.tv/users/sean/lists/horror", id: "sean/horror" },
      { input: "https://app.trakt.tv/users/sean/lists/horror?sort=rank,asc&ref=x", id: "sean/horror" },
      {
        input: "https://app.trakt.tv/users/sean/lists/horror?display=movie",
        id: "sean/horror?display=movie",
      },
      { input: "trakt.tv/users/sean/lists/horror?sort=added,desc", id: "sean/horror?sort=added,desc" },
      { input: "https://api.trakt.tv/users/sean/lists/horror/items", id: "sean/horror" },
      { input: "https://api.trakt.tv/users/sean/lists/horror/items/shows", id: "sean/horror?display=show" },
      { input: "sean/horror", id: "sean/horror" },
      { input: "sean.o/best-of-2024", id: "sean.o/best-of-2024" },
      { input: "https://trakt.tv/lists/12345", id: "12345" },
      { input: "12345", id: "12345" },
      { input: "https://trakt.tv/lists/official/star-wars", id: "official/star-wars" },
      { input: "https://trakt.tv/users/sean/watchlist", id: "users/sean/watchlist" },
      { input: "https://app.trakt.tv/users/sean/watchlist?sort=rank,asc", id: "users/sean/watchlist" },
      { input: "https://trakt.tv/users/sean/watchlist/movies/rank/asc", id: "users/sean/watchlist/movies" },
      { input: "https://app.trakt.tv/users/sean/watchlist?display=show", id: "users/sean/watchlist/shows" },
      { input: "https://trakt.tv/users/sean/favorites", id: "users/sean/favorites" },
      { input: "https://trakt.tv/users/sean/collection/movies", id: "users/sean/collection/movies" },
      { input: "https://trakt.tv/users/sean/history", id: "users/sean/watched" },
      { input: "https://trakt.tv/users/sean/ratings", id: "users/sean/ratings" },
      { input: "https://trakt.tv/users/me/watchlist", id: "users/me/watchlist" },
      { input: "me/watchlist", id: "users/me/watchlist" },
      { input: "trending:movies", id: "movies/trending" },
      { input: "popular:shows", id: "shows/popular" },
      { input: "anticipated:tv", id: "shows/anticipated" },
      { input: "boxoffice:movies", id: "movies/boxoffice" },
      { input: "watched:movies", id: "movies/watched/weekly" },
      { input: "favorited:show:monthly", id: "shows/favorited/monthly" },
      { input: "https://trakt.tv/movies/trending", id: "movies/trending" },
      { input: "https://trakt.tv/shows/streaming", id: "shows/streaming" },
      { input: "https://trakt.tv/shows/hot", id: "shows/hot" },
      { input: "https://trakt.tv/movies/played/all", id: "movies/played/all" },
      { input: "https://trakt.tv/movies/collected", id: "movies/collected/weekly" },
      { input: "https://trakt.tv/movies/trending?genres=horror&page=2", id: "movies/trending?genres=horror" },
      { input: "https://trakt.tv/movies/recommended", id: "movies/recommended" },
      { input: "https://trakt.tv/recommendations", id: "movies/recommended" },
      { input: "https://api.trakt.tv/recommendations/shows", id: "shows/recommended" },
      {
        input: "https://app.trakt.tv/lists/official/horror?sort=rank,asc&display=movie",
        id: "official/horror?display=movie",
      },
      { input: "trakt:recommendations/shows", id: "shows/recommended" },
      { input: "https://trakt.tv/movies/heat-1995", id: "movies/heat-1995" },
      { input: "https://trakt.tv/shows/severance", id: "shows/severance" },
      { input: "https://trakt.tv/shows/severance/seasons/2/episodes/1", id: "shows/severance/seasons/2" },
    ],
    refuses: [
      "https://trakt.tv",
      "https://trakt.tv/dashboard",
      "https://trakt.tv/users/sean",
      "https://trakt.tv/users/sean/lists",
      "https://trakt.tv/lists/trending",
      "watched:shows:yearly",
      "https://trakt.tv/movies/watched/yearly",
      "boxoffice:shows",
    ],
    ignores: [
      "https://example.org/users/sean/watchlist",
      "https://nottrakt.tv/users/sean/watchlist",
      "./lists",
      "lists.json",
      "sean/list.json",
      "tmdb:603",
      "Heat (1995)",
    ],
    start: () =>
      startTrakt({
        key: "trakt-demo-client-id",
        lists: {
          "users/sean/lists/horror": syntheticTitles(600),
          "users/sean/lists/empty": [],
          "users/hermit/lists/films": syntheticTitles(3),
        },
        privateUsers: ["hermit"],
      }),
    account: { key: "trakt-demo-client-id" },
    list: { input: "sean/horror", titles: 600, total: 600, requests: 3 },
    empty: "sean/empty",
    situations: [
      { title: "there is no client id", code: "auth-required", account: null },
      {
        title: "the client id is wrong or its app deleted",
        code: "auth-required",
        account: { key: "another-id" },
      },
      {
        title: "the list needs a login",
        code: "auth-required",
        input: "https://trakt.tv/users/me/watchlist",
      },
      { title: "recommendations need a login", code: "auth-required", input: "recommended:movies" },
      { title: "there is no such list", code: "not-found", input: "sean/nothing" },
      {
        title: "there is no such official list",
        code: "not-found",
        input: "https://trakt.tv/lists/official/nothing",
      },
      { title: "there is no such title", code: "not-found", input: "https://trakt.tv/movies/nothing-1900" },
      { title: "the profile is private", code: "private", input: "hermit/films" },
      {
        title: "the profile is private and the answer empty",
        code: "private",
        fault: answer(200, { "x-private-user": "true" }, "[]"),
      },
      {
        title: "Cloudflare keeps programs out",
        code: "blocked",
        fault: answer(
          403,
          { "content-type": "text/html" },
          "<html><title>Attention Required!</title></html>",
        ),
      },
      { title: "a login is demanded", code: "auth-required", fault: answer(401) },
      { title: "the account was closed", code: "not-found", fault: answer(410) },
      { title: "the account is over its limits", code: "plan-required", fault: answer(420) },
      { title: "the account is locked", code: "private", fault: answer(423) },
      { title: "it is for VIP members", code: "plan-required", fault: answer(426) },
      { title: "the address is refused", code: "bad-input", fault: answer(422) },
      { title: "Cloudflare cannot reach Trakt", code: "unavailable", fault: answer(522) },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});
