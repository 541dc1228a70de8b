import assert from "node:assert/strict";
import { builtInProviders } from "../../../src/lists/built-in.ts";
import type { ListProvider } from "../../../src/lists/provider.ts";
import {
  parseList,
  provider,
  providers,
  registerProvider,
  unregisterProvider,
} from "../../../src/lists/registry.ts";

const club: ListProvider = {
  id: "film-club",
  name: "Film club",
  forms: [{ example: "film-club:2026", meaning: "the programme of a year" }],
  parse: (text) =>
    /^film-club:\d{4}$/.test(text)
      ? { provider: "film-club", kind: "programme", id: text.slice(10), label: `Film club ${text.slice(10)}` }
      : undefined,
  fetch: async () => ({ items: [], complete: true, via: "api", warnings: [] }),
};

describe("the registry of list providers", () => {
  afterEach(() => {
    unregisterProvider("film-club");
  });

  it("has the built-in providers, and asks the one that takes any address last", () => {
    assert.deepEqual(
      providers().map(({ id }) => id),
      builtInProviders.map(({ id }) => id),
    );
    registerProvider(club);
    assert.equal(providers().at(-1)?.id, "own");
  });

  it("lets a third party's provider understand what people paste", () => {
    assert.throws(() => parseList("film-club:2026"), { code: "bad-input" });
    registerProvider(club);
    assert.equal(parseList(" film-club:2026 ").label, "Film club 2026");
    assert.equal(unregisterProvider("film-club"), true);
    assert.equal(provider("film-club"), undefined);
  });

  it("takes an id only once, unless the newcomer is to replace the old one", () => {
    registerProvider(club);
    assert.throws(() => registerProvider(club), { code: "bad-config", message: /already.*replace/ });
    registerProvider({ ...club, name: "Another" }, { replace: true });
    assert.equal(provider("film-club")?.name, "Another");
  });

  it("says what is wrong with a provider that cannot be used", () => {
    const broken = [
      {},
      { ...club, id: "Film Club" },
      { ...club, parse: undefined },
      { ...club, forms: [] },
      null,
    ];
    for (const each of broken)
      assert.throws(() => registerProvider(each as unknown as ListProvider), { code: "bad-config" });
  });

  it("is one for the whole process, however often the package is loaded", async () => {
    registerProvider(club);
    const copy = (await import(`${import.meta.resolve("../../../src/lists/registry.ts")}?copy`)) as {
      provider: typeof provider;
    };
    assert.equal(copy.provider("film-club"), club);
  });

  const forms: [string, string, string?][] = [
    ["ls012345678", "imdb"],
    ["https://www.imdb.com/user/ur12345678/watchlist/", "imdb"],
    ["top", "imdb"],
    ["https://trakt.tv/users/sean/lists/horror", "trakt"],
    ["trending:movies", "trakt"],
    ["https://mdblist.com/lists/linda/big", "mdblist"],
    ["linda/big", "mdblist"],
    ["linda/big", "trakt", "trakt"],
    ["stevenlu", "stevenlu"],
    ["https://example.org/list.json", "own"],
    ["/data/list.csv", "own"],
    ["payload", "own"],
    ["https://letterboxd.community/list.csv", "own"],
    ["https://thetvdb.company/list.csv", "own"],
    ["https://simkl.company/list.json", "own"],
  ];
  for (const [text, owner, chosen] of forms)
    it(`gives "${text}" to ${owner}${chosen ? " when the person chose it" : ""}`, () => {
      assert.equal(parseList(text, chosen).provider, owner);
    });

  const words: [string, string, string][] = [
    ["Anna", "anilist", "anilist:anna"],
    ["trending", "anilist", "anilist:trending"],
    ["season/WINTER/2026", "anilist", "anilist:season/WINTER/2026"],
    ["anna", "myanimelist", "mal:anna"],
    ["plantowatch", "simkl", "simkl:all/plantowatch"],
    ["trending/week", "simkl", "simkl:trending/week"],
    ["favorites", "jellyfin", "jellyfin:favorites"],
    ["favorites:anna", "emby", "emby:favorites:anna"],
    ["watchlist", "plex", "plex:watchlist"],
    ["missing", "radarr", "radarr:missing"],
    ["dave/official-top-250", "letterboxd", "letterboxd:dave/list/official-top-250"],
    ["avengers", "tvdb", "tvdb:list/avengers"],
    ["movies", "stevenlu", "stevenlu"],
    ["recommendations", "trakt", "movies/recommended"],
  ];
  for (const [text, chosen, id] of words)
    it(`understands "${text}" of ${chosen} when the person chose it`, () => {
      assert.equal(parseList(text, chosen).id, id);
    });

  it("takes no text apart that is too long for any address", () => {
    assert.equal(parseList(`https://x.example/${"a".repeat(3900)}`).provider, "own");
    for (const text of [`https://x.example/${"/".repeat(200_000)}!`, "a-".repeat(100_000)])
      assert.throws(() => parseList(text), { code: "bad-input", message: /longer than 4000 characters/ });
  });

  it("says what is understood when nobody understands", () => {
    assert.throws(() => parseList(""), { code: "bad-input", message: /empty/ });
    assert.throws(() => parseList("a title, no list"), { code: "bad-input", message: /IMDb.*Trakt/ });
    assert.throws(() => parseList("ls012345678", "stevenlu"), { code: "bad-input", message: /Steven Lu/ });
    assert.throws(() => parseList("nothing/of/it", "simkl"), {
      code: "bad-input",
      message: /^Simkl has no list that is written "nothing\/of\/it"\. It understands: /,
    });
    assert.throws(() => parseList("x", "no-such-site"), { code: "bad-input", message: /no-such-site/ });
  });
});
