import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * The folder of recorded answers; it is no part of this repository. Who names one means it: then its absence is a failure.
 * `CI` says nothing here, because services that build pull requests set it as well, and they have no recordings.
 */
const named = process.env.LISTSYNC_FIXTURES;
const folder = resolve(named ?? join(import.meta.dirname, "../../../shared/fixtures"));

const haveFixtures = existsSync(folder);

/** Absolute path of a recording, for instance `imdb/chart-top-2024-07.html`. */
export const fixturePath = (name: string): string => join(folder, name);

/** Text of a recording. */
export const readFixture = (name: string): string => readFileSync(fixturePath(name), "utf8");

/** A recording in JSON. */
export const readJsonFixture = <T = unknown>(name: string): T => JSON.parse(readFixture(name)) as T;

/** `describe` for tests on recordings: skipped, and said so, where they are absent; failing when the variable names a folder that is not there. */
export function describeWithFixtures(title: string, body: () => void): void {
  if (haveFixtures) return void describe(title, body);
  describe(title, () => {
    it("reads the recorded answers", function () {
      if (named)
        throw new Error(
          `The recorded answers are missing: LISTSYNC_FIXTURES names ${folder}, which does not exist.`,
        );
      console.log(`      skipped: no recorded answers here (LISTSYNC_FIXTURES)`);
      this.skip();
    });
  });
}
