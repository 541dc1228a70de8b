import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import { monitoredPerTest } from "./monitored-flow.ts";
import { sampleValue } from "./prometheus-text.ts";

/** Milliseconds that a turn of the event loop may take, on a machine four times slower. */
const LONGEST_MS = 1000;

/** A sync of so many titles that is asked for its metrics and statistics all the while. */
export function describeScrapedRun(count: number): void {
  describe(`the metrics during a sync of ${count} titles`, function () {
    this.timeout(600_000);
    const start = monitoredPerTest();

    it("are given again and again, and hold nothing up", async () => {
      const { flow, samples, ask } = await start(
        { metrics: true, stats: true },
        { server: { synthetic: count }, lists: [{ provider: "own", list: "payload", enabled: true }] },
      );
      const payload = syntheticTitles(count).map(({ title, year, mediaType, tmdbId }) => ({
        title,
        year,
        mediaType,
        tmdb_id: tmdbId,
      }));
      const delay = monitorEventLoopDelay({ resolution: 10 });
      flow.send("source", { payload });
      let longest = 0;
      let scrapes = 0;
      let deepest = 0;
      delay.enable();
      while (flow.sink("summaries").messages.length === 0) {
        const asked = performance.now();
        const [found, stats] = await Promise.all([samples(), ask("/stats")]);
        longest = Math.max(longest, performance.now() - asked);
        deepest = Math.max(deepest, sampleValue(found, "listsync_queue_depth") ?? 0);
        assert.equal(stats.status, 200);
        scrapes += 1;
        await sleep(100);
      }
      delay.disable();
      const held = delay.max / 1e6;
      const said = `${scrapes} scrapes, longest ${Math.round(longest)} ms, loop held ${Math.round(held)} ms at most`;
      assert.ok(scrapes >= 2, said);
      assert.ok(deepest > 0, "titles were still to be handled");
      assert.ok(held < LONGEST_MS, said);
      const after = await samples();
      const handled = after
        .filter(({ name }) => name === "listsync_items_processed_total")
        .reduce((sum, { value }) => sum + value, 0);
      assert.equal(handled, count, said);
      assert.ok(after.length < 200, "however many titles");
    });
  });
}
