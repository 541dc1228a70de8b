import assert from "node:assert/strict";
import type { Item } from "../../../src/items/item.ts";
import { itemKey } from "../../../src/items/key.ts";
import { createProcessCache } from "../../../src/lists/fetching/process-cache.ts";
import { createIdentifier } from "../../../src/lists/ids/identify.ts";
import { ListError } from "../../../src/lists/list-error.ts";
import type { FetchCache, Identity } from "../../../src/lists/provider.ts";
import { registerProvider, unregisterProvider } from "../../../src/lists/registry.ts";
import type { Overseerr } from "../../../src/overseerr/overseerr.ts";
import { searchIdentified } from "../../../src/requests/identified-search.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const TED_FILM = { mediaType: "movie", ids: { tmdb: 72105 } } as const;

describe("a title that only its site can tell apart", () => {
  const { start } = overseerrPerTest();
  let asked: string[];
  let answer: (item: Item) => Identity | undefined;
  let cache: FetchCache;
  let now: Date;

  beforeEach(() => {
    asked = [];
    answer = () => TED_FILM;
    now = new Date("2026-03-01T00:00:00Z");
    cache = createProcessCache(() => now);
    registerProvider({
      id: "film-diary",
      name: "Film diary",
      forms: [{ example: "film-diary:1", meaning: "a list" }],
      parse: () => undefined,
      fetch: async () => ({ items: [], complete: true, via: "api", warnings: [] }),
      async identify(item) {
        asked.push(item.title);
        return answer(item);
      },
    });
  });
  afterEach(() => void unregisterProvider("film-diary"));

  /** On its site it is `ted`; without a year film and show fit equally well. */
  const item = (title = "Ted"): Item => ({
    title,
    mediaType: "unknown",
    ids: {},
    sources: [{ provider: "film-diary", list: "1" }],
  });
  const identifier = () => createIdentifier({ cache }, () => now);
  const search = async (overseerr: Overseerr, given: Item, by = identifier()) => {
    const { kind, item: found } = await searchIdentified(given, { overseerr }, {}, by);
    return { kind, tmdbId: found.match?.tmdbId, reason: found.outcome?.reason ?? "" };
  };

  it("is asked about there, once for good", async () => {
    const { server, overseerr } = await start();
    assert.deepEqual(await search(overseerr, item()), { kind: "found", tmdbId: 72105, reason: "" });
    server.resetCalls();
    now = new Date("2027-03-01T00:00:00Z");
    assert.equal((await search(overseerr, item())).tmdbId, 72105);
    assert.deepEqual(asked, ["Ted"]);
    assert.equal(server.calls["GET /search"], undefined, "what is known needs no search by title");
  });

  it("keeps the name under which the memory knows it from its list", async () => {
    const { overseerr } = await start();
    for (const by of [identifier(), identifier()]) {
      const { item: found } = await searchIdentified(item(), { overseerr }, {}, by);
      assert.equal(found.match?.tmdbId, 72105);
      assert.equal(itemKey(found), itemKey(item()));
    }
  });

  it("is not asked about when the server can tell by itself", async () => {
    const { overseerr } = await start();
    assert.equal((await search(overseerr, { ...item("Heat"), year: 1995 })).kind, "found");
    assert.deepEqual(asked, []);
  });

  it("stays undecided when its site does not know either, which is asked again after a week", async () => {
    const { overseerr } = await start();
    answer = () => undefined;
    assert.equal((await search(overseerr, item())).kind, "ambiguous");
    await search(overseerr, item());
    assert.equal(asked.length, 1);
    now = new Date("2026-03-09T00:00:00Z");
    await search(overseerr, item());
    assert.equal(asked.length, 2);
  });

  it("stays undecided when its site keeps programs out, says so, and asks only once in a run", async () => {
    const { overseerr } = await start();
    answer = () => {
      throw new ListError("blocked", "Film diary keeps programs out.");
    };
    const run = identifier();
    for (const title of ["Ted", "Fargo", "Westworld"]) {
      const { kind, reason } = await search(overseerr, item(title), run);
      assert.equal(kind, "ambiguous");
      assert.match(reason, /site could not identify it either: Film diary keeps programs out\.$/);
    }
    assert.deepEqual(asked, ["Ted"]);
    answer = () => TED_FILM;
    assert.equal((await search(overseerr, item())).kind, "found", "the next run tries again");
  });
});
