import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseList } from "../../../src/lists/registry.ts";

const root = resolve(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
/** Anchors of a page's headings, as GitHub makes them. */
const anchors = (file: string) =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s/g, "-"),
  );

describe("the pages of the documentation", () => {
  it("link to what is there", () => {
    for (const page of [
      "README.md",
      "SECURITY.md",
      "CONTRIBUTING.md",
      ...globSync("docs/*.md", { cwd: root }),
    ]) {
      for (const [, link = ""] of read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)\s]+)\)/g)) {
        const [path = "", anchor] = link.split("#");
        const file = join(dirname(page), path);
        assert.ok(existsSync(join(root, file)), `${page}: ${link}`);
        if (anchor && file.endsWith(".md")) assert.ok(anchors(file).includes(anchor), `${page}: ${link}`);
      }
    }
  });
});

describe("docs/recipes.md", () => {
  const text = read("docs/recipes.md");

  it("names examples that are there", () => {
    for (const [, name = ""] of text.matchAll(/example \*\*([^*]+)\*\*/g))
      assert.ok(existsSync(join(root, "examples", `${name}.json`)), name);
  });

  it("names lists that are understood", () => {
    const lists = [...text.matchAll(/`((?:plex|jellyfin|radarr|sonarr):[^`]+)`/g)].map(
      ([, list = ""]) => list,
    );
    assert.ok(lists.length > 5);
    for (const list of lists) assert.ok(parseList(list).label, list);
  });
});
