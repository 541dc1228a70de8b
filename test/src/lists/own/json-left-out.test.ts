import assert from "node:assert/strict";
import { readObjects } from "../../../../src/lists/own/read-contents.ts";
import { readOwn, said } from "./read-own.ts";

const heat = { title: "Heat", year: 1995 };

describe("own lists: JSON that is no list of titles", () => {
  const LEFT_OUT: [string, unknown, string[], RegExp][] = [
    [
      "what is done with at Simkl",
      {
        movies: [
          { status: "completed", movie: heat },
          { status: "plantowatch", movie: { title: "Alien" } },
        ],
      },
      ["Alien · movie"],
      /1 left out: marked as completed/,
    ],
    [
      "people",
      [{ type: "person", person: { name: "Al Pacino", ids: { tmdb: 1158 } } }, heat],
      ["Heat · 1995"],
      /1 left out: a person/,
    ],
    [
      "an episode without its show",
      [{ Type: "Episode", Name: "Pilot", ProviderIds: { Tvdb: "5" } }, heat],
      ["Heat · 1995"],
      /1 left out: an episode/,
    ],
    [
      "books",
      {
        media: [
          { lot: "book", source: "openlibrary", identifier: "1" },
          { lot: "movie", source: "tmdb", identifier: "949" },
        ],
      },
      ["movie · tmdb 949"],
      /1 left out: a book/,
    ],
    ["a number alone among titles", [949, heat], ["Heat · 1995"], /1 left out: a number alone/],
    ["what is no title", [{ note: "x" }, null, heat], ["Heat · 1995"], /1 left out: no title and no id/],
    [
      "other arrays",
      { movies: [heat], genres: [{ id: 28, name: "Action" }], profiles: [{ id: 1, name: "HD" }] },
      ["Heat · 1995 · movie"],
      /1 under "genres".*1 under "profiles"|1 under "profiles".*1 under "genres"/,
    ],
  ];
  for (const [what, value, expected, warning] of LEFT_OUT)
    it(`leaves ${what} out, and says so`, async () => {
      const { items, warnings } = await readOwn(JSON.stringify(value));
      assert.deepEqual(items.map(said), expected);
      assert.match(warnings.join(" "), warning);
    });

  it("refuses JSON without a list", async () => {
    await assert.rejects(readOwn('{"error":"no"}'), { code: "markup-changed" });
    await assert.rejects(readOwn('"x"', { format: "json" }), { code: "markup-changed" });
    await assert.rejects(readOwn("[603", { format: "json" }), { code: "markup-changed" });
    await assert.rejects(readOwn('[{"note":"x"},null]'), { code: "bad-input" });
  });

  it("survives objects of a Function node that throw, or lead back to themselves", async () => {
    const throwing = {
      get title() {
        throw new Error("no");
      },
    };
    const hostile = {
      title: {
        toString: () => {
          throw new Error("no");
        },
      },
      name: "Alien",
    };
    const circle: Record<string, unknown> = { title: "Heat" };
    circle.self = circle;
    circle.list = [circle];
    const { items } = await readObjects([throwing, hostile, circle], { label: "The message", most: 10 });
    assert.deepEqual(items.map(said), ["Alien", "Heat"]);
    await readObjects({ a: circle }, { label: "The message", most: 10 });
  });
});
