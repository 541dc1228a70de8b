import assert from "node:assert/strict";
import {
  closeSync,
  copyFileSync,
  openSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { isSuspect } from "../../../../src/state/damage/is-suspect.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../../support/state-samples.ts";

describe("a database is read through when it is opened", () => {
  const path = temporaryFolder();

  /** One with five hundred titles, and a copy as somebody leaves it who is killed. */
  async function filled(name: string): Promise<{ closed: string; killed: string }> {
    const [closed, killed] = [path(`${name}.db`), path(`${name}-killed.db`)];
    const store = await openStore({ file: closed });
    await store.insertRun(sampleRun());
    for (let tmdb = 1; tmdb <= 500; tmdb += 1) {
      const item = sampleItem({ ids: { tmdb }, outcome: sampleOutcome("not_found") });
      await store.record("run-1", "srv", item, SAMPLE_TIME);
    }
    await store.maintain();
    await store.record("run-1", "srv", sampleItem({ outcome: sampleOutcome("failed") }), SAMPLE_TIME);
    for (const end of ["", "-wal"]) copyFileSync(`${closed}${end}`, `${killed}${end}`);
    await store.close();
    return { closed, killed };
  }

  /** Spoils pages in the middle, which its length does not tell. */
  function spoil(file: string): void {
    const middle = Math.floor(statSync(file).size / 4096 / 2) * 4096;
    const opened = openSync(file, "r+");
    writeSync(opened, Buffer.alloc(4 * 4096, 0xff), 0, 4 * 4096, middle);
    closeSync(opened);
  }

  it("after an end without a close, and refused where it is damaged", async () => {
    const { killed } = await filled("crashed");
    await (await openStore({ file: killed })).close();
    const { killed: damaged } = await filled("damaged");
    spoil(damaged);
    await assert.rejects(openStore({ file: damaged }), {
      code: "state-open",
      message: /the file is damaged\. Replace it with a backup/,
    });
  });

  it("not after a close as it should be: there the maintenance of the week finds what is damaged", async () => {
    const { closed } = await filled("closed");
    spoil(closed);
    const week = 7 * 24 * 60 * 60 * 1000;
    const store = await openStore({ file: closed, now: () => new Date(Date.now() + week) });
    assert.notDeepEqual((await store.maintainAfter(7))?.problems ?? [], []);
    await store.close();
  });

  it("when it is not as long as it says", async () => {
    const { closed } = await filled("short");
    assert.equal(isSuspect(closed), false);
    truncateSync(closed, statSync(closed).size - 4096);
    assert.equal(isSuspect(closed), true);
    truncateSync(closed, 50);
    assert.equal(isSuspect(closed), true);
    truncateSync(closed, 0);
    assert.equal(isSuspect(closed), false);
    writeFileSync(closed, "These are my notes. ".repeat(50));
    assert.equal(isSuspect(closed), true);
  });

  it("while a log of another kind lies beside it", async () => {
    const { closed } = await filled("journal");
    writeFileSync(`${closed}-journal`, "");
    assert.equal(isSuspect(closed), true);
    assert.equal(isSuspect(":memory:"), false);
  });

  it("by whatever link it is opened", async () => {
    const { closed, killed } = await filled("linked");
    for (const file of [closed, killed]) symlinkSync(file, `${file}-link`);
    assert.deepEqual([isSuspect(`${closed}-link`), isSuspect(`${killed}-link`)], [false, true]);
  });
});
