import assert from "node:assert/strict";
import type { SettingField } from "../../../../src/lists/provider.ts";
import { readSiteSettings } from "../../../../src/node-red/settings/site-settings.ts";

const settings: SettingField[] = [
  { id: "region", label: "Region", kind: "text", default: "de" },
  { id: "pages", label: "Pages", kind: "number", default: 3, min: 1, max: 9 },
  { id: "shorts", label: "Short films", kind: "yes-no", default: true },
  {
    id: "order",
    label: "Order",
    kind: "choice",
    default: "year",
    choices: [
      { value: "year", label: "by year" },
      { value: "name", label: "by name" },
    ],
  },
];
const club = { id: "film-club", name: "Film club", settings };

describe("settings of sites that other packages add", () => {
  it("are what is stored, each with its default", () => {
    assert.deepEqual(readSiteSettings(undefined, [club, { id: "plain", name: "Plain" }]), {
      "film-club": { region: "de", pages: 3, shorts: true, order: "year" },
    });
    const stored = { "film-club": { region: "at", pages: "5", shorts: false, order: "name" } };
    assert.deepEqual(readSiteSettings(stored, [club]), {
      "film-club": { region: "at", pages: 5, shorts: false, order: "name" },
    });
  });

  for (const [id, value, why] of [
    ["pages", "many", /"Pages" of Film club/],
    ["pages", "10", /from 1 to 9/],
    ["shorts", "perhaps", /"Short films" of Film club/],
    ["order", "colour", /"Order" of Film club/],
  ] as const)
    it(`are refused by name: ${id} "${value}"`, () => {
      assert.throws(() => readSiteSettings({ "film-club": { [id]: value } }, [club]), { message: why });
    });
});
