import assert from "node:assert/strict";
import { deviceId, deviceName, slugOf } from "../../../../src/home-assistant/entities/entity-ids.ts";
import { fitAttributes, fitText } from "../../../../src/home-assistant/entities/fit.ts";

describe("what Home Assistant takes", () => {
  it("is a state of 255 characters as Home Assistant counts them, the last one a …", () => {
    const emoji = "🎬".repeat(300);
    const cut = fitText(emoji);
    assert.equal(Array.from(cut).length, 255);
    assert.ok(cut.endsWith("🎬…"));
    assert.equal(fitText("🎬".repeat(255)), "🎬".repeat(255));
    assert.equal(fitText('"Quoted" \\ title'), '"Quoted" \\ title');
  });

  it("is JSON without half characters", () => {
    assert.equal(fitText("half \ud83c title"), "half \ufffd title");
    assert.equal(fitAttributes({ title: "\udfac" }).title, "\ufffd");
  });

  it("is less than 16 KiB of attributes, of which the longest are cut first", () => {
    const attributes = fitAttributes({
      error: "ä🎬".repeat(20_000),
      list: "x".repeat(9_000),
      year: 1999,
      title: "Heat",
      none: undefined,
    });
    assert.ok(Buffer.byteLength(JSON.stringify(attributes)) <= 15_000);
    assert.deepEqual([attributes.year, attributes.title, "none" in attributes], [1999, "Heat", false]);
    assert.match(String(attributes.error), /^ä🎬.*…$/u);
  });

  it("is an entity id of small letters, digits and single underscores", () => {
    const slugs = ["ListSync", "ListSync 4K", "Señor Ünïcode’s  Films!", "🎬", "映画", "__a__"].map((name) =>
      slugOf(name, "listsync_a1b2"),
    );
    assert.deepEqual(slugs, [
      "listsync",
      "listsync_4k",
      "senor_unicode_s_films",
      "listsync_a1b2",
      "listsync_a1b2",
      "a",
    ]);
    assert.equal(deviceId("1a2b.3c/4d"), "listsync_1a2b_3c_4d");
    assert.deepEqual([deviceName("Main"), deviceName("4K")], ["ListSync", "ListSync 4K"]);
  });
});
