import assert from "node:assert/strict";
import { superfluous } from "../../../src/backup/kept-backups.ts";

const at = (...times: string[]) => times.map((time) => ({ file: time, at: new Date(`${time}:00Z`) }));

describe("the backups that stay", () => {
  const names = (keep: { daily: number; weekly: number }, ...times: string[]) => {
    const gone = new Set(superfluous(at(...times), keep));
    return at(...times)
      .filter(({ file }) => ![...gone].some((each) => each.file === file))
      .map(({ file }) => file);
  };

  it("are the newest of each of the last days and weeks that have one", () => {
    // 2026-03-01 was a Sunday
    const times = [
      "2026-03-04T18:00",
      "2026-03-04T06:00",
      "2026-03-03T06:00",
      "2026-03-01T06:00",
      "2026-02-28T06:00",
      "2026-02-20T06:00",
      "2026-01-01T06:00",
    ];
    assert.deepEqual(names({ daily: 2, weekly: 3 }, ...times), [
      "2026-03-04T18:00",
      "2026-03-03T06:00",
      "2026-03-01T06:00",
      "2026-02-20T06:00",
    ]);
  });

  it("include the newest, whatever is to be kept", () => {
    assert.deepEqual(names({ daily: 0, weekly: 0 }, "2026-03-04T18:00", "2026-03-03T06:00"), [
      "2026-03-04T18:00",
    ]);
  });

  it("stay for as long as the days on which none is made: an installation that rests loses nothing", () => {
    assert.deepEqual(names({ daily: 7, weekly: 0 }, "2026-03-04T18:00", "2020-01-01T00:00").length, 2);
  });
});
