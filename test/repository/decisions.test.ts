import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(join(root, name), "utf8");

describe("the decisions", () => {
  it("stand in their list, each once", () => {
    const listed = [...read("docs/decisions/README.md").matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)].map(
      ([, file]) => file,
    );
    assert.deepEqual(listed, globSync("[0-9]*.md", { cwd: join(root, "docs/decisions") }).sort());
  });

  it("say of every dependency what it is for, and of no other", () => {
    const rows = read("docs/decisions/0006-dependencies.md").match(/^\| `.*$/gm) ?? [];
    const named = rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
    assert.deepEqual(named.sort(), Object.keys(dependencies).sort());
  });
});
