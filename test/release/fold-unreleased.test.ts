import assert from "node:assert/strict";
import { foldUnreleased } from "./fold-unreleased.ts";

const made = "# Changelog\n\n## 0.2.0\n\n### Minor Changes\n\n- 1234567: By week.\n\n";
const older = "## 0.1.0\n\n- First.\n";

describe("a new version in CHANGELOG.md", () => {
  it("takes in what was written by hand", () => {
    const byHand = "### Added\n\n- Nodes.\n\n";
    assert.equal(foldUnreleased(`${made}## [Unreleased]\n\n${byHand}${older}`), `${made}${byHand}${older}`);
  });

  it("is left alone where nothing was, or where there is no new version", () => {
    assert.equal(foldUnreleased(made + older), made + older);
    const waiting = "# Changelog\n\n## [Unreleased]\n\n- Nodes.\n";
    assert.equal(foldUnreleased(waiting), waiting);
  });
});
