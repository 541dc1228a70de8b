import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import picomatch from "picomatch";
import { biomeOverrides, PORTS, picture, WALLS } from "./walls.ts";

const root = resolve(import.meta.dirname, "../..");
const src = join(root, "src");
const isPort = picomatch([...PORTS]);
const read = (name: string) => readFileSync(join(root, name), "utf8");
const roomOf = (file: string) => (file.includes("/") ? (file.split("/")[0] ?? "") : "");

/** Every import of src/, as files below src/. */
const imports = globSync("**/*.{ts,tsx}", { cwd: src }).flatMap((file) =>
  [...readFileSync(join(src, file), "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(
    ([, path = ""]) => ({
      file,
      to: relative(src, join(src, file, "..", path)),
    }),
  ),
);

describe("the walls between the rooms", function () {
  this.timeout(120_000);

  it("stand in the linter's rules and in the picture of CONTRIBUTING.md", () => {
    assert.deepEqual(JSON.parse(read("biome.json")).overrides, biomeOverrides(), "run `npm run docs`");
    assert.ok(read("CONTRIBUTING.md").includes(picture()), "run `npm run docs`");
  });

  it("are those of the folders", () => {
    const rooms = globSync("*/", { cwd: src, withFileTypes: true }).map(({ name }) => name);
    assert.deepEqual(rooms.sort(), Object.keys(WALLS).sort());
  });

  it("let nothing through that the picture does not show", () => {
    const broken = imports.filter(({ file, to }) => {
      const [from, into] = [roomOf(file), roomOf(to)];
      if (into === "" || into === from || isPort(to) || file === "index.ts") return false;
      return !WALLS[from]?.includes(into);
    });
    assert.deepEqual(broken, []);
  });

  it("are kept by the linter", () => {
    const tries: [file: string, path: string, refused: boolean][] = [
      ["src/items/a.ts", "../state/sqlite-store.ts", true],
      ["src/items/b.ts", "../state/store.ts", false],
      ["src/items/k.ts", "../state/port/titles.ts", false],
      ["src/state/tables/i.ts", "../../runs/run.ts", false],
      ["src/state/j.ts", "../runs/runs.ts", true],
      ["src/overseerr/search/c.ts", "../../requests/decide.ts", true],
      ["src/lists/own/d.ts", "../../home-assistant/todo/todo-lists.ts", true],
      ["src/lists/entries/e.ts", "../home-assistant/index.ts", false],
      ["src/runs/f.ts", "../lists/provider.ts", false],
      ["src/g.ts", "./items/item.ts", true],
      ["src/node-red/controllers/h.ts", "@node-red/util", true],
    ];
    const folder = mkdtempSync(join(tmpdir(), "list-sync-walls-"));
    const { linter, overrides } = JSON.parse(read("biome.json"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ linter, overrides }));
    for (const [file, path] of tries) {
      mkdirSync(join(folder, file, ".."), { recursive: true });
      writeFileSync(join(folder, file), `import * as other from "${path}";\n\nconsole.log(other);\n`);
    }
    mkdirSync(join(folder, "src/page/api"), { recursive: true });
    copyFileSync(join(src, "page/text-only.grit"), join(folder, "src/page/text-only.grit"));
    writeFileSync(join(folder, "src/page/api/text.ts"), "export const a = (b: Text) => b.data;\n");
    const unsafe = "export const a = (b: Element, c: string) => {\n  b.innerHTML = c;\n};\n";
    writeFileSync(join(folder, "src/page/api/markup.ts"), unsafe);
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    const { stdout, stderr } = spawnSync(process.execPath, [biome, "lint", "."], {
      cwd: folder,
      encoding: "utf8",
    });
    const refused = (stdout + stderr).matchAll(/^(src\S+?):\S* lint\/style\/noRestrictedImports/gm);
    assert.deepEqual(
      [...refused].map(([, file]) => file).sort(),
      tries.flatMap(([file, , expected]) => (expected ? file : [])).sort(),
    );
    const asMarkup = (stdout + stderr).matchAll(/^(src\S+?):\S* plugin/gm);
    assert.deepEqual(
      [...asMarkup].map(([, file]) => file),
      ["src/page/api/markup.ts"],
    );
  });

  it("have no door in the picture that nobody uses", () => {
    const used = new Set(
      imports.filter(({ to }) => !isPort(to)).map(({ file, to }) => `${roomOf(file)} → ${roomOf(to)}`),
    );
    const doors = Object.entries(WALLS).flatMap(([room, open]) => open.map((other) => `${room} → ${other}`));
    assert.deepEqual(
      doors.filter((door) => !used.has(door)),
      [],
    );
  });

  it("lead in one direction", () => {
    const above = new Set<string>();
    for (const [room, open] of Object.entries(WALLS)) {
      for (const other of open) assert.ok(above.has(other), `${room} → ${other}`);
      above.add(room);
    }
  });

  it("enclose rooms in which one finds one's way: 25 files at most in a folder", () => {
    const counts = new Map<string, number>();
    for (const file of globSync("{src,nodes,plugins}/**/*.{ts,tsx}", { cwd: root }))
      counts.set(join(file, ".."), (counts.get(join(file, "..")) ?? 0) + 1);
    assert.deepEqual(
      [...counts].filter(([, count]) => count > 25),
      [],
    );
  });
});
