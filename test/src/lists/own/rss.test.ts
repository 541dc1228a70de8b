import assert from "node:assert/strict";
import { readOwn, said } from "./read-own.ts";

const feed = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${items}</channel></rss>`;
const titles = async (text: string) => (await readOwn(text)).items.map(said);

describe("own lists: RSS and Atom", () => {
  it("prefers ids to titles and reads type marks", async () => {
    const entries =
      "<item><title>Enola Holmes 2 (2022)</title><category>movie</category><guid isPermaLink='false'>imdb://tt14641788</guid><guid>tmdb://829280</guid></item>" +
      "<item><title>Severance (2022 TV Series)</title><link>https://www.imdb.com/title/tt11280740/</link></item>" +
      "<item><title>Only words</title></item>";
    assert.deepEqual(await titles(feed(entries)), [
      "Enola Holmes 2 · 2022 · movie · imdb tt14641788 · tmdb 829280",
      "Severance · 2022 · tv · imdb tt11280740",
      "Only words",
    ]);
  });

  it("leaves a member's own lists in a Letterboxd feed out, and reads shows by their TVDB address", async () => {
    const { items, warnings, incremental } = await readOwn(
      feed(
        "<item><title>My best horror films</title><guid isPermaLink='false'>letterboxd-list-123</guid></item>" +
          "<item><title>The Wire</title><link>https://thetvdb.com/dereferrer/series/79126</link></item>",
      ),
    );
    assert.deepEqual(items.map(said), ["The Wire · tv · tvdb 79126"]);
    assert.deepEqual([warnings, incremental], [["1 left out: a list, not a title."], true]);
  });

  it("reads an Atom feed with one entry, and an empty feed", async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Dune (2021)</title></entry></feed>`;
    assert.deepEqual(await titles(atom), ["Dune · 2021"]);
    assert.deepEqual(await titles(feed("")), []);
  });

  it("says that broken or other XML is no feed", async () => {
    await assert.rejects(readOwn("<rss><channel>", { format: "rss" }), { code: "markup-changed" });
    await assert.rejects(readOwn("<other/>", { format: "rss" }), { code: "markup-changed" });
  });

  it("loads nothing that an entity points to", async () => {
    const text = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${feed("<item><title>&x; (2021)</title></item>").slice(21)}`;
    const read = await readOwn(text, { format: "rss" }).catch(() => ({ items: [] }));
    assert.equal(JSON.stringify(read).includes("root:"), false);
  });

  it("believes the text more than the extension", async () => {
    assert.deepEqual(
      (await readOwn(feed("<item><title>Heat (1995)</title></item>"), { format: "json" })).items.map(said),
      ["Heat · 1995"],
    );
    await assert.rejects(readOwn("<!DOCTYPE html><html></html>", { format: "json" }), {
      code: "markup-changed",
    });
  });
});
