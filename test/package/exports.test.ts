import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { pack } from "./tarball.ts";

/** What the documentation of own providers speaks of, and what these types are made of. */
const PUBLIC = ["errors", "http/http", "index", "items/", "lists/", "runs/", "state/port/"];

describe("what the package exports", function () {
  this.timeout(180_000);
  let tarball: string;
  let folder: string;
  before(() => {
    tarball = pack();
    folder = mkdtempSync(join(tmpdir(), "list-sync-exports-"));
    execFileSync("tar", ["-xzf", tarball, "-C", folder]);
  });

  it("is found by every bundler and runtime", async () => {
    const { messages, pkg } = await publint({ pkgDir: join(folder, "package"), strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it("has types that are right wherever it is imported", async () => {
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
    assert.ok(analysis.types, "no types at all");
    // Node.js 22 lets CommonJS require ESM, and the package needs it; old resolvers without "exports" are no aim.
    const problems = analysis.problems.filter(
      (problem) =>
        problem.kind !== "CJSResolvesToESM" &&
        !("resolutionKind" in problem && problem.resolutionKind === "node10"),
    );
    assert.deepEqual(problems, []);
  });

  it("has every file that the html of the editor names: one that is missing stops the whole editor", () => {
    const root = join(folder, "package");
    const sources = globSync("dist/{nodes,plugins}/*.html", { cwd: root }).flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/ src="([^"]+)"/g)].map(([, src = ""]) => src),
    );
    assert.ok(sources.length > 10, "no html was read");
    const own = "resources/@list-sync/node-red-list-sync/";
    assert.deepEqual(
      sources.filter(
        (src) => !src.startsWith(own) || !existsSync(join(root, "resources", src.slice(own.length))),
      ),
      [],
    );
  });

  it("is described, and nothing else is", () => {
    const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).split("\n");
    const declared = files.filter((file) => file.endsWith(".d.ts"));
    assert.ok(declared.includes("package/dist/src/index.d.ts"));
    assert.deepEqual(
      declared.filter((file) => !PUBLIC.some((part) => file.startsWith(`package/dist/src/${part}`))),
      [],
    );
    assert.ok(declared.length < 20, `${declared.length} declaration files`);
    assert.ok(files.includes("package/CHANGELOG.md"));
  });
});
