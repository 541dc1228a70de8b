import assert from "node:assert/strict";
import type { Message } from "../../../../src/message.ts";
import type { StateCall } from "../../../../src/node-red/controllers/memory/state-call.ts";
import { STATE_OPERATIONS } from "../../../../src/node-red/controllers/memory/state-calls.ts";
import type { StateValues } from "../../../../src/node-red/settings/fields/sync-state.ts";
import { type Memory, shareMemory } from "../../../../src/runs/memory.ts";
import { sampleItem, sampleOutcome, temporaryFolder } from "../../../support/state-samples.ts";

const TITLES = 4000;
const NOW = new Date().toISOString();
const titles = Array.from({ length: TITLES }, (_, index) =>
  sampleItem({ ids: { tmdb: index + 1 }, outcome: sampleOutcome("already_available", { at: NOW }) }),
);

describe("a message of thousands of titles to sync-state", () => {
  const path = temporaryFolder();
  let memory: Memory;
  before(() => {
    memory = shareMemory({ file: path("many.db") });
  });
  after(() => memory.close());

  /** @returns what was sent, and how often others had a turn meanwhile */
  async function call(operation: StateValues["operation"], msg: Message) {
    const sent: (Message | null)[] = [];
    let turns = 0;
    let counting = true;
    const turn = () => {
      turns++;
      if (counting) setImmediate(turn);
    };
    setImmediate(turn);
    await STATE_OPERATIONS[operation]({
      msg,
      memory,
      values: { skipHours: 24, skipStatuses: ["requested"] } as unknown as StateValues,
      send: (messages) => void sent.push(...([messages].flat() as (Message | null)[])),
      signal: new AbortController().signal,
      passes: () => {},
      profile: undefined,
    } as Partial<StateCall> as StateCall);
    counting = false;
    return { sent, turns };
  }

  for (const operation of ["record", "skip-known", "history"] as const)
    it(`lets everything else have its turn between them (${operation})`, async () => {
      const { sent, turns } = await call(operation, { payload: [...titles] });
      const answered = sent.flatMap((message) => (message?.payload as unknown[] | undefined) ?? []);
      assert.equal(answered.length, TITLES);
      assert.ok(turns > 5, `${turns} turns`);
    });
});
