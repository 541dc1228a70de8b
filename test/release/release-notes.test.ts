import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { releaseNotes } from "./release-notes.ts";

const changelog =
  "# Changelog\n\n## 0.2.0\n\n### Minor Changes\n\n- Second.\n\n## [0.1.0] - 2026-01-01\n\n- First.\n";

describe("the notes of a release", () => {
  it("are the section of its version", () => {
    assert.equal(releaseNotes(changelog, "0.2.0"), "### Minor Changes\n\n- Second.");
    assert.equal(releaseNotes(changelog, "0.1.0"), "- First.");
    assert.equal(releaseNotes(changelog, "0.2"), undefined);
  });

  it("are refused for a tag that is not the version of the package", () => {
    const args = [join(import.meta.dirname, "release-notes.ts"), "v99.0.0"];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    assert.equal(status, 1);
    assert.match(stderr, /The tag is "v99\.0\.0", but package\.json has version/);
  });
});
