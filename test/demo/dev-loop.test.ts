import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { poll } from "../support/poll.ts";
import { startDevLoop } from "./dev-loop.ts";

describe("npm run dev", function () {
  this.timeout(60_000);
  let folder: string;
  let loop: { close(): void } | undefined;
  let events: string[];

  const start = (build: () => Promise<void>) => {
    loop = startDevLoop({
      folders: [folder],
      quietMs: 50,
      build: async () => {
        events.push("build");
        await build();
      },
      restart: async () => void events.push("restart"),
      say: (line) => events.push(/restarted/.test(line) ? `say ${line.split("\n")[0]}` : "say"),
    });
  };
  const save = (name: string) => writeFileSync(join(folder, name), String(Math.random()));
  const done = (count: number) =>
    poll(() => events.filter((event) => event !== "say").length >= count || undefined, "the end of a turn");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-dev-"));
    mkdirSync(join(folder, "deep/er"), { recursive: true });
    events = [];
  });
  afterEach(() => {
    loop?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("builds and restarts after a change, however deep", async () => {
    start(async () => {});
    save("deep/er/one.ts");
    await done(2);
    assert.deepEqual(events, ["say", "build", "restart"]);
  });

  it("restarts nothing while the sources do not compile, and goes on when they do", async () => {
    let broken = true;
    start(async () => {
      if (broken) throw new Error("one.ts: no");
    });
    save("one.ts");
    await done(2);
    assert.deepEqual(events, ["say", "build", "say one.ts: no"]);
    broken = false;
    save("one.ts");
    await done(4);
    assert.deepEqual(events.slice(-2), ["build", "restart"]);
  });

  it("builds again instead of restarting an old build when something changes meanwhile", async () => {
    let first = true;
    start(async () => {
      if (!first) return;
      first = false;
      save("two.ts");
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    save("one.ts");
    await done(3);
    assert.deepEqual(
      events.filter((event) => event !== "say"),
      ["build", "build", "restart"],
    );
  });
});
