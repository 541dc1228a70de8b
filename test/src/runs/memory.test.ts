import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../../src/errors.ts";
import { type Memory, shareMemory } from "../../../src/runs/memory.ts";
import { StateError } from "../../../src/state/state-error.ts";
import { sampleItem, sampleOutcome } from "../../support/state-samples.ts";

describe("shareMemory", () => {
  let folder = "";
  const held: Memory[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-memory-"));
  });
  afterEach(async () => {
    await Promise.all(held.splice(0).map((memory) => memory.close()));
    rmSync(folder, { recursive: true });
  });
  const hold = (more: Partial<Parameters<typeof shareMemory>[0]> = {}) => {
    const memory = shareMemory({ file: join(folder, "state.db"), closeMs: 200, ...more });
    held.push(memory);
    return memory;
  };
  const letGo = (memory: Memory) => {
    held.splice(held.indexOf(memory), 1);
    return memory.close();
  };

  it("opens the file when somebody needs it, and not before", () => {
    const memory = hold();
    assert.equal(existsSync(memory.file), false);
    memory.store();
    assert.equal(existsSync(memory.file), true);
  });

  it("is one for all who name the same file, until the last one lets go", async () => {
    const [first, second] = [
      hold(),
      hold({ file: join(folder, "..", folder.split("/").at(-1) ?? "", "state.db") }),
    ];
    assert.equal(first.store(), second.store());
    assert.equal(first.runs(), second.runs());
    const { id } = first.runs().begin({ profile: "Main", trigger: "manual" });
    await letGo(first);
    assert.equal(second.runs().current("Main")?.id, id);
    await letGo(second);
    assert.throws(() => second.store(), { code: "state-closed" });
    assert.equal(hold().store().run(id)?.state, "interrupted");
  });

  it("waits for work under way before it closes, but not for ever", async () => {
    const memory = hold();
    const release = memory.use();
    const runs = memory.runs();
    const { id } = runs.begin({ profile: "Main", trigger: "manual" });
    const closing = letGo(memory);
    await new Promise((resolve) => setImmediate(resolve));
    runs.record(id, undefined, sampleItem({ outcome: sampleOutcome("requested") }));
    release();
    await closing;
    assert.equal(hold().store().recordedKeys(id).size, 1);

    const stuck = hold({ file: join(folder, "other.db"), closeMs: 10 });
    stuck.use();
    await letGo(stuck);
  });

  it("attaches listeners now or as soon as it is open, and detaches them when it is closed", async () => {
    const memory = hold();
    const seen: string[] = [];
    const follow = (name: string) =>
      memory.whenOpen((runs) => {
        const listener = () => seen.push(name);
        runs.on("run-started", listener);
        return () => runs.off("run-started", listener);
      });
    const stopEarly = follow("early");
    const never = follow("never");
    never();
    const runs = memory.runs();
    follow("late");
    runs.begin({ profile: "Main", trigger: "manual" });
    stopEarly();
    runs.begin({ profile: "Main", trigger: "manual" });
    assert.deepEqual(seen, ["early", "late", "late"]);
    await letGo(memory);
    assert.equal(runs.listenerCount("run-started"), 0);
  });

  it("reports a wrong setting to whoever uses it", () => {
    const options = () => {
      throw new InputError("bad-config", "The idle time must be a number.");
    };
    assert.throws(() => hold({ options }).store(), { code: "bad-config" });
  });

  it("tells of the end of a run though what is old cannot be forgotten", () => {
    const memory = hold({ options: () => ({ historyDays: 90 }) });
    const told: string[] = [];
    memory.whenOpen((runs) => {
      const finished = () => told.push("finished");
      const failed = (_run: unknown, error: unknown) => told.push(String(error));
      runs.on("run-finished", finished).on("state-failed", failed);
      return () => runs.off("run-finished", finished).off("state-failed", failed);
    });
    memory.store().prune = () => {
      throw new StateError("state-failed", "It is locked.");
    };
    const runs = memory.runs();
    runs.lists(runs.begin({ profile: "Main", trigger: "manual" }).id, [], []);
    assert.deepEqual(told, ["StateError: It is locked.", "finished"]);
  });

  it("forgets what is older than the history is to be", async () => {
    const memory = hold();
    const { id } = memory.runs().begin({ profile: "Main", trigger: "manual" });
    const old = sampleOutcome("failed", { at: "2001-01-01T00:00:00.000Z" });
    memory.runs().record(id, undefined, sampleItem({ outcome: old }));
    const second = memory.runs().begin({ profile: "Main", trigger: "manual" });
    memory.runs().record(second.id, undefined, sampleItem({ outcome: sampleOutcome("requested") }));
    await letGo(memory);
    const history = hold({ options: () => ({ historyDays: 3650 }) })
      .store()
      .history("movie:tmdb:603");
    assert.deepEqual(
      history.map(({ outcome }) => outcome.status),
      ["requested"],
    );
  });
});
