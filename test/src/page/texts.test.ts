import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { createFormat } from "../../../src/page/i18n/format.ts";
import { createText, lookupIn } from "../../../src/page/i18n/texts.ts";
import { usableLocale } from "../../../src/page/i18n/usable-locale.ts";

const catalogue = JSON.parse(
  readFileSync(new URL("../../../src/page/locales/en-US.json", import.meta.url), "utf8"),
);

describe("the texts of the page", () => {
  it("say one of one and many of many, with numbers as people write them", () => {
    const text = createText(lookupIn(catalogue), "en-US");
    assert.equal(text("titles.count", { count: 1 }), "1 title");
    assert.equal(text("titles.count", { count: 0 }), "0 titles");
    assert.equal(text("titles.count", { count: 100_000 }), "100,000 titles");
  });

  it("hold what they are filled with as it is, braces of a title included", () => {
    const text = createText(lookupIn(catalogue), "en-US");
    assert.equal(text("profile.label", { profile: "{count} <b>" }), "Profile {count} <b>");
  });

  it("give a name back for which there is no text, and never what every object has", () => {
    const lookup = lookupIn(catalogue);
    assert.equal(lookup("constructor.name"), undefined);
    assert.equal(lookup("titles"), undefined);
    assert.equal(lookup("titles.nothing"), undefined);
  });

  it("are told in a locale that Intl understands, whatever the browser calls its own", () => {
    assert.equal(usableLocale(["en-US@posix", "en-GB"]), "en-GB");
    assert.equal(usableLocale(["en-US@posix", ""]), "en-US");
  });
});

/** Names of all texts; a plural is one. */
function namesIn(texts: object, above = ""): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === "string" || "other" in text ? [above + name] : namesIn(text, `${above}${name}.`),
  );
}

describe("the catalogue of the page", () => {
  it("has no text that nothing shows; that none is missing the compiler knows", () => {
    const root = new URL("../../../src/page/", import.meta.url);
    const code = globSync("**/*.{ts,tsx}", { cwd: root }).map((file) =>
      readFileSync(new URL(file, root), "utf8"),
    );
    const isShown = (name: string) => {
      const group = `\`${name.slice(0, name.lastIndexOf("."))}.\${`;
      return code.some((text) => text.includes(`"${name}"`) || text.includes(group));
    };
    const names = namesIn(catalogue);
    assert.ok(names.length > 150, "nothing was read");
    assert.deepEqual(
      names.filter((name) => !isShown(name)),
      [],
    );
  });
});

describe("dates and durations of the page", () => {
  const format = createFormat("en-US");
  const now = Date.parse("2026-11-29T12:00:00Z");

  it("are told from now, backwards and forwards", () => {
    assert.equal(format.ago("2026-11-29T11:55:00Z", now), "5 minutes ago");
    assert.equal(format.ago("2026-11-29T14:00:00Z", now), "in 2 hours");
    assert.equal(format.ago("2026-11-28T12:00:00Z", now), "yesterday");
  });

  it("stay as they came when they are none", () => {
    assert.equal(format.ago("<img>", now), "<img>");
    assert.equal(format.dateTime("soon"), "soon");
  });

  it("have two units at most", () => {
    assert.equal(format.duration(95_000), "1 min 35 sec");
    assert.equal(format.duration(3_725_000), "1 hr 2 min");
    assert.equal(format.duration(400), "0.4 sec");
  });
});
