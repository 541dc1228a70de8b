import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWatchNode, type WatchNode } from "../../../../src/node-red/controllers/watch-node.ts";
import type { Memory } from "../../../../src/runs/memory.ts";
import { poll } from "../../../support/poll.ts";

type Seen = { what: string; files: [string, { touch: string; hash: string }][] };

describe("A watched folder whose database fails for a moment", function () {
  this.timeout(60_000);
  let folder: string;
  let node: WatchNode | undefined;
  let saved: Seen | undefined;
  let failing: Set<"watchedFiles" | "profileSettings">;
  let sent: unknown[];
  let errors: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-watched-"));
    writeFileSync(join(folder, "a.csv"), "1");
    [saved, failing, sent, errors] = [undefined, new Set(), [], []];
  });
  afterEach(async () => {
    await node?.close(false);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Fails once where it is told to. */
  const failOnce = (where: "watchedFiles" | "profileSettings") => {
    if (failing.delete(where)) throw new Error(`database is locked (${where})`);
  };
  const store = {
    async watchedFiles() {
      failOnce("watchedFiles");
      return saved;
    },
    async saveWatchedFiles(_id: string, seen: Seen) {
      saved = seen;
    },
    async profileSettings() {
      failOnce("profileSettings");
      return {};
    },
  };
  function start(): void {
    const memory = {
      file: join(folder, "..", "none.db"),
      store: async () => store,
      use: () => () => {},
      whenOpen: () => () => {},
    };
    node = createWatchNode(
      { folder, settle: "0.2", levels: "0", ownLists: true },
      {
        id: "watch",
        memory: memory as unknown as Memory,
        env: () => undefined,
        send: (messages) => sent.push(messages),
        onStatus() {},
        onError: ({ message }) => errors.push(message),
        warn() {},
        heldMs: 200,
      },
    );
  }
  const first = () => poll(() => saved, "the first look");
  const told = () => poll(() => sent.length > 0 || undefined, "a message", 30_000);

  it("tells of the change all the same, though no file changes again", async () => {
    start();
    await first();
    failing.add("profileSettings");
    writeFileSync(join(folder, "a.csv"), "2");
    await told();
    assert.equal(sent.length, 1);
    assert.match(errors.join(), /profileSettings/);
  });

  it("tells of what changed while Node-RED was down, and takes nothing for told before it knows", async () => {
    start();
    const { what, files } = await first();
    await node?.close(false);
    saved = { what, files: files.map(([name]) => [name, { touch: "0", hash: "of before" }]) };
    failing.add("watchedFiles");
    start();
    await told();
    assert.equal(sent.length, 1);
    assert.match(errors.join(), /watchedFiles/);
  });
});
