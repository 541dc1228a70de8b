import assert from "node:assert/strict";
import type { Item, MediaType } from "../../../../src/items/item.ts";
import type { TitleResult } from "../../../../src/overseerr/search/search-result.ts";
import { matchTitle } from "../../../../src/overseerr/search/title-match.ts";

const item = (title: string, year?: number, mediaType: Item["mediaType"] = "movie"): Item => ({
  title,
  ...(year !== undefined && { year }),
  mediaType,
  ids: {},
  sources: [],
});
let nextId = 1;
const result = (
  title: string,
  year?: number,
  mediaType: MediaType = "movie",
  originalTitle?: string,
): TitleResult => ({
  tmdbId: nextId++,
  mediaType,
  title,
  ...(year !== undefined && { year }),
  ...(originalTitle && { originalTitle }),
});

describe("matchTitle", () => {
  const found = (match: ReturnType<typeof matchTitle>) =>
    match.kind === "found" ? [match.result.title, match.result.year, match.score] : match.kind;
  const dunes = [result("Dune", 1984), result("Dune", 2021), result("Dune: Part Two", 2024)];

  it("takes the one of the right year", () => {
    assert.deepEqual(found(matchTitle(item("Dune", 1984), dunes)), ["Dune", 1984, 1]);
  });

  it("accepts a year that is one off, unless told not to", () => {
    assert.deepEqual(found(matchTitle(item("Dune", 2020), dunes)), ["Dune", 2021, 0.95]);
    assert.equal(found(matchTitle(item("Dune", 2020), dunes, { yearTolerance: false })), "none");
  });

  it("prefers the exact year to one that is one off", () => {
    const matches = [result("Crash", 2004), result("Crash", 2005)];
    assert.deepEqual(found(matchTitle(item("Crash", 2005), matches)), ["Crash", 2005, 1]);
  });

  it("does not choose between a year before and a year after", () => {
    assert.equal(
      found(matchTitle(item("Crash", 2004), [result("Crash", 2003), result("Crash", 2005)])),
      "ambiguous",
    );
  });

  it("does not choose between two titles of one name and year", () => {
    const match = matchTitle(item("Pinocchio", 2022), [result("Pinocchio", 2022), result("Pinocchio", 2022)]);
    assert.equal(match.kind === "ambiguous" && match.candidates.length, 2);
  });

  it("sees that the same title stands on two pages", () => {
    const one = result("Heat", 1995);
    assert.deepEqual(found(matchTitle(item("Heat", 1995), [one, { ...one }])), ["Heat", 1995, 1]);
  });

  it("compares with the original title too", () => {
    const match = matchTitle(item("기생충", 2019), [result("Parasite", 2019, "movie", "기생충")]);
    assert.deepEqual(found(match), ["Parasite", 2019, 1]);
  });

  it("refuses a title of another year, or without one", () => {
    assert.equal(found(matchTitle(item("Dune", 2000), dunes)), "none");
    assert.equal(found(matchTitle(item("Dune", 2000), [result("Dune")])), "none");
  });

  it("refuses names that are only similar", () => {
    assert.equal(found(matchTitle(item("The Office", 2005), [result("The Orifice", 2005)])), "none");
    assert.equal(found(matchTitle(item("Beef", 2023), [result("Totally Different", 2023)])), "none");
  });

  describe("without a year", () => {
    it("takes the only title of that name", () => {
      assert.deepEqual(
        found(matchTitle(item("Stalker"), [result("Stalker", 1979), result("Stalkers", 2013)])),
        ["Stalker", 1979, 0.9],
      );
    });
    it("does not choose between two, of whatever media type", () => {
      assert.equal(found(matchTitle(item("Dune"), dunes)), "ambiguous");
      assert.equal(
        found(matchTitle(item("Fargo"), [result("Fargo", 1996), result("Fargo", 2014, "tv")])),
        "ambiguous",
      );
    });
    it("is not certain while there are pages that nobody has read", () => {
      assert.equal(
        found(matchTitle(item("Stalker"), [result("Stalker", 1979)], { allSeen: false })),
        "ambiguous",
      );
    });
  });

  describe("with a number beside the name", () => {
    const hinted = (number: number, title = "Dune") => ({ ...item(title), hints: { tmdb: number } });

    it("takes the one of several that has it", () => {
      const [first] = dunes;
      assert.deepEqual(found(matchTitle(hinted(first?.tmdbId ?? 0), dunes)), ["Dune", 1984, 0.9]);
    });

    it("is not led to a title of another name, or of another year", () => {
      const [first, , sequel] = dunes;
      assert.equal(found(matchTitle(hinted(sequel?.tmdbId ?? 0), dunes)), "ambiguous");
      assert.equal(found(matchTitle(hinted(sequel?.tmdbId ?? 0, "Heat"), dunes)), "none");
      const dated = { ...hinted(first?.tmdbId ?? 0), year: 2021 };
      assert.deepEqual(found(matchTitle(dated, dunes)), ["Dune", 2021, 1]);
    });
  });

  describe("media type", () => {
    const both = [result("Fargo", 1996), result("Fargo", 2014, "tv")];
    it("must be the list's", () => {
      assert.deepEqual(found(matchTitle(item("Fargo", 2014, "tv"), both)), ["Fargo", 2014, 1]);
      assert.equal(found(matchTitle(item("Fargo", 2014, "movie"), both)), "none");
    });
    it("may differ when types are loose, but the list's own still comes first", () => {
      const options = { typeStrict: false };
      assert.deepEqual(found(matchTitle(item("Fargo", 2014, "movie"), both, options)), ["Fargo", 2014, 1]);
      const twins = [result("Ted", 2012, "tv"), result("Ted", 2012)];
      const match = matchTitle(item("Ted", 2012), twins, options);
      assert.equal(match.kind === "found" && match.result.mediaType, "movie");
    });
    it("of a better fit casts doubt: the list may have it wrong", () => {
      const matches = [result("Beef", 2022), result("Beef", 2023, "tv")];
      assert.equal(found(matchTitle(item("Beef", 2023, "movie"), matches)), "ambiguous");
    });
    it("unknown does not choose between a movie and a show of one year", () => {
      const matches = [result("Ted", 2012), result("Ted", 2012, "tv")];
      assert.equal(found(matchTitle(item("Ted", 2012, "unknown"), matches)), "ambiguous");
    });
  });

  describe("names that only resemble", () => {
    it("fit with the same year", () => {
      assert.deepEqual(found(matchTitle(item("Rocky 2", 1979), [result("Rocky II", 1979)])), [
        "Rocky II",
        1979,
        0.92,
      ]);
    });
    it("do not fit with another year, or without one", () => {
      assert.equal(found(matchTitle(item("Rocky 2", 1978), [result("Rocky II", 1979)])), "none");
      assert.equal(found(matchTitle(item("Rocky 2"), [result("Rocky II", 1979)])), "none");
    });
    it("are doubtful beside a title of exactly that name: the list's year may be wrong", () => {
      const matches = [result("Frozen: Sing-Along", 2016), result("Frozen", 2013)];
      assert.equal(found(matchTitle(item("Frozen", 2016), matches)), "ambiguous");
    });
    it("fit below 0.92 only when the minimum score is lowered", () => {
      const match = matchTitle(item("Rocky 2", 1978), [result("Rocky II", 1979)], { minScore: 0.75 });
      assert.deepEqual(found(match), ["Rocky II", 1979, 0.8]);
    });
  });
});
