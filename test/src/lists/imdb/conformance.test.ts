import { conformance } from "../../../../src/lists/conformance.ts";
import { imdb } from "../../../../src/lists/imdb/index.ts";
import type { ListProvider } from "../../../../src/lists/provider.ts";
import { inventedRecords } from "../../../servers/imdb/imdb-data.ts";
import { startImdb } from "../../../servers/imdb/start-imdb.ts";

/** IMDb as it is, but without the time that it gives the site between two requests. */
const impatient: ListProvider = {
  ...imdb,
  fetch: (list, context) => imdb.fetch(list, { ...context, pause: () => context.pause(1) }),
};

describe("IMDb keeps to the contract of list providers", () => {
  const checks = conformance(impatient, {
    understands: [
      { input: "https://www.imdb.com/list/ls006123300/?ref_=x", id: "ls006123300" },
      { input: "https://www.imdb.com/de/list/ls006123300/", id: "ls006123300" },
      { input: "https://www.imdb.com/list/ls006123300/?sort=alpha&genres=Drama", id: "ls006123300" },
      { input: "https://www.imdb.com/user/ur15738437/watchlist", id: "ur15738437" },
      { input: "https://www.imdb.com/user/p.colneedham/watchlist/", id: "p.colneedham" },
      { input: "https://www.imdb.com/chart/top/", id: "top" },
      { input: "https://www.imdb.com/india/upcoming/", id: "india/upcoming" },
      {
        input: "https://www.imdb.com/search/title/?genres=drama&title=q%26a%20%2B",
        id: "search/title?genres=drama&title=q%26a%20%2B",
      },
      { input: "https://www.imdb.com/title/tt0133093/", id: "tt0133093" },
    ],
    refuses: [
      "https://www.imdb.com/user/ur15738437/ratings",
      "https://www.imdb.com/list/watchlist",
      "https://www.imdb.com/user/ur15738437/lists",
      "https://www.imdb.com/name/nm0000206/",
      "https://www.imdb.com/search/title/",
    ],
    start: () =>
      startImdb({
        lists: {
          ls006123300: { name: "Many", entries: inventedRecords(520) },
          ls006123301: { name: "None", entries: [] },
          ls006123302: { private: true, entries: [] },
        },
      }),
    list: { input: "ls006123300", titles: 520, total: 520, requests: 3 },
    empty: "ls006123301",
    settings: { access: "graphql" },
    situations: [
      { title: "the list is private", code: "private", input: "ls006123302" },
      { title: "there is no such list", code: "not-found", input: "ls006123399" },
      {
        title: "IMDb challenges its visitor",
        code: "blocked",
        fault: { kind: "answer", status: 202, headers: { "x-amzn-waf-action": "challenge" }, body: "" },
      },
      {
        title: "IMDb wants a puzzle to be solved",
        code: "blocked",
        fault: { kind: "answer", status: 405, headers: { "x-amzn-waf-action": "captcha" }, body: "" },
      },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});
