import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { Item } from "../../../../src/items/item.ts";
import type { Message } from "../../../../src/message.ts";
import { createListSource, type ListSource } from "../../../../src/node-red/controllers/list-source.ts";
import { type Memory, shareMemory } from "../../../../src/runs/memory.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

describe("two list-source nodes of one profile", () => {
  const path = temporaryFolder();
  let memory: Memory;
  let nodes: ListSource[];
  beforeEach(() => {
    memory = shareMemory({ file: path(`${Math.random()}.db`) });
    nodes = [];
  });
  afterEach(async () => {
    for (const node of nodes) await node.close();
    await memory.close();
  });

  const write = (name: string, ...titles: string[]) => writeFileSync(path(name), titles.join("\n"));
  function open(...names: string[]): ListSource {
    const lists = names.map((name) => ({ list: path(name), provider: "own" }));
    const node = createListSource(
      { lists, output: "array", whenRunning: "start" },
      { memory, fetch: () => ({}) },
    );
    nodes.push(node);
    return node;
  }
  /** The titles that a run says to have left. */
  async function left(node: ListSource): Promise<string[]> {
    const sent: Item[] = [];
    const send = (out: unknown) => {
      const [, second] = Array.isArray(out) ? (out as [null, Message]) : [];
      sent.push(...((second?.payload ?? []) as Item[]));
    };
    const status = { set: () => {}, close: () => {} };
    await node.handle({}, { send, signal: new AbortController().signal, status, park: () => {} });
    return sent.map(({ title }) => title);
  }

  it("do not take a title for gone that stands on a list of the other", async () => {
    const [one, other] = [open("a.txt"), open("b.txt")];
    write("a.txt", "Heat (1995)", "Alien (1979)");
    write("b.txt", "Heat (1995)");
    await left(other);
    await left(one);
    write("a.txt", "Alien (1979)");
    assert.deepEqual(await left(one), []);
    write("b.txt", "Dune (2021)");
    assert.deepEqual(await left(other), ["Heat"]);
  });

  it("forget the lists of one that is there no more", async () => {
    const [one, other] = [open("a.txt"), open("b.txt")];
    write("a.txt", "Heat (1995)", "Alien (1979)");
    write("b.txt", "Heat (1995)");
    await left(other);
    await other.close();
    await left(one);
    write("a.txt", "Alien (1979)");
    assert.deepEqual(await left(one), ["Heat"]);
  });
});

describe("a run whose titles cannot be sent", () => {
  const path = temporaryFolder();

  for (const [what, output, fails] of [
    ["a message that cannot be copied", "sequence", "clone"],
    ["an output that fails", "sequence", "send"],
    ["an output that fails", "array", "send"],
  ] as const)
    it(`has failed, and is not completed, with ${what} (${output})`, async () => {
      const memory = shareMemory({ file: path(`${Math.random()}.db`) });
      writeFileSync(path("films.txt"), "Heat (1995)\nAlien (1979)");
      const broken = () => {
        throw new TypeError("out of order");
      };
      const node = createListSource(
        { lists: [{ list: path("films.txt"), provider: "own" }], output },
        { memory, fetch: () => ({}), ...(fails === "clone" && { clone: broken }) },
      );
      try {
        const work = node.handle(
          {},
          {
            send: fails === "send" ? broken : () => {},
            signal: new AbortController().signal,
            status: { set: () => {}, close: () => {} },
            park: () => {},
          },
        );
        await assert.rejects(async () => work, /out of order/);
        const [run] = await (await memory.store()).runs({ limit: 1 });
        assert.equal(run?.state, "failed");
        assert.deepEqual(run?.error, {
          code: "unexpected",
          message: "Unexpected error: TypeError: out of order",
        });
      } finally {
        await node.close();
        await memory.close();
      }
    });
});
