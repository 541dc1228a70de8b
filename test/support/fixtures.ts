import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of recorded answers; it is no part of this repository. */
const folder = resolve(
  process.env.LISTSYNC_FIXTURES ?? join(import.meta.dirname, "../../../shared/fixtures"),
);

/** Whether the recordings are there. With `CI=true` they must be. */
export const haveFixtures = existsSync(folder);

/** Absolute path of a recording, for instance `imdb/chart-top-2024-07.html`. */
export const fixturePath = (name: string): string => join(folder, name);

/** Text of a recording. */
export const readFixture = (name: string): string => readFileSync(fixturePath(name), "utf8");

/** A recording in JSON. */
export const readJsonFixture = <T = unknown>(name: string): T => JSON.parse(readFixture(name)) as T;

/** `describe` for tests on recordings: skipped, and said so, where they are absent; failing there with `CI=true`. */
export function describeWithFixtures(title: string, body: () => void): void {
  if (haveFixtures) return void describe(title, body);
  describe(title, () => {
    it("reads the recorded answers", function () {
      if (process.env.CI === "true")
        throw new Error("The recorded answers are missing; set LISTSYNC_FIXTURES.");
      console.log(`      skipped: no recorded answers here (LISTSYNC_FIXTURES)`);
      this.skip();
    });
  });
}
