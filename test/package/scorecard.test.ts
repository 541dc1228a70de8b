import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { nodeBinary, pack, withoutNpmVariables } from "./tarball.ts";

const npm = resolve(import.meta.dirname, "../../node_modules/npm/bin/npm-cli.js");

/**
 * The scorecard asks the flow library whether another package has the same name or node types. That answer depends on
 * the day and the network, so here the library answers that it has none; all other checks are the real ones.
 */
const EMPTY_CATALOGUE = `
const https = require("node:https");
const { PassThrough } = require("node:stream");
const request = https.request;
https.request = function (...args) {
  const target = args[0]?.hostname ?? args[0]?.host ?? String(args[0]);
  if (!String(target).includes("catalogue.nodered.org")) return request.apply(this, args);
  const answer = Object.assign(new PassThrough(), { statusCode: 200, headers: { "content-type": "application/json" } });
  const sent = Object.assign(new PassThrough(), { setTimeout() {}, abort() {}, setNoDelay() {}, setSocketKeepAlive() {} });
  const callback = args.find((arg) => typeof arg === "function");
  setImmediate(() => {
    if (callback) callback(answer);
    sent.emit("response", answer);
    answer.end('{"modules":[]}');
  });
  return sent;
};
`;

describe("the flow library's scorecard", function () {
  this.timeout(240_000);

  it("passes every check on the unpacked tarball", () => {
    const folder = mkdtempSync(join(tmpdir(), "list-sync-card-"));
    const options = {
      cwd: folder,
      env: withoutNpmVariables(),
      stdio: "pipe" as const,
      encoding: "utf8" as const,
    };
    execFileSync("tar", ["-xzf", pack(), "-C", folder]);
    mkdirSync(join(folder, "tool"));
    execFileSync(
      nodeBinary("24"),
      [npm, "install", "--no-audit", "--no-fund", "--prefix", join(folder, "tool"), "node-red-dev@0.1.6"],
      options,
    );
    writeFileSync(join(folder, "empty-catalogue.cjs"), EMPTY_CATALOGUE);
    const card = join(folder, "card.json");
    execFileSync(
      nodeBinary("24"),
      [
        "--require",
        join(folder, "empty-catalogue.cjs"),
        join(folder, "tool/node_modules/node-red-dev/bin/run"),
        "validate",
        "-p",
        join(folder, "package"),
        "-o",
        card,
      ],
      options,
    );
    const checks = JSON.parse(readFileSync(card, "utf8")) as Record<
      string,
      { test: boolean; nodes?: unknown; packages?: string[] }
    >;
    const failed = Object.entries(checks).filter(
      ([name, check]) => /^[PND]\d\d$/.test(name) && check.test !== true,
    );
    // D01 asks for at most six dependencies; CONTRIBUTING says what each of ours is for. D03 asks for the newest version of each:
    // chokidar 6 needs a newer Node.js than Node-RED does.
    assert.deepEqual(checks.D03?.packages, ["chokidar"]);
    assert.deepEqual(
      failed.map(([name]) => name).filter((name) => name !== "D01" && name !== "D03"),
      [],
    );
    // N02 also passes when it can read no node at all, so what it read is checked too.
    const read = JSON.stringify(checks.N02?.nodes ?? checks.N02);
    for (const type of [
      "list-source",
      "overseerr-search",
      "overseerr-request",
      "sync-state",
      "sync-entities",
    ])
      assert.ok(read.includes(type), `N02 did not read ${type}: ${read}`);
  });
});
