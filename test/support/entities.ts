import type { HomeAssistant } from "../../src/home-assistant/home-assistant.ts";
import type { Message } from "../../src/message.ts";
import { createEntities } from "../../src/node-red/controllers/entities-node.ts";
import type { Status } from "../../src/node-red/node-port.ts";
import type { EntitiesConfig } from "../../src/node-red/settings/fields/sync-entities.ts";
import { type Memory, shareMemory } from "../../src/runs/memory.ts";
import type { Runs } from "../../src/runs/runs.ts";
import { sampleItem, sampleOutcome } from "./state-samples.ts";

/** What a `sync-entities` node does, without Node-RED, and what came of it. */
export interface EntitiesUnderTest {
  memory: Memory;
  runs: Runs;
  pressed: Message[];
  changed: Message[];
  errors: (Error & { code?: string })[];
  status(): Status;
  refresh(): Promise<void>;
  close(removed: boolean): Promise<void>;
  /** A whole run that requests so many titles. */
  sync(titles: string[]): Promise<void>;
}

/** Starts entities for the tests of one `describe` and ends them after each test. Call it after `homeAssistantPerTest`. */
export function entitiesPerTest(file: (name: string) => string) {
  const open: { close(): Promise<void>; memory: Memory }[] = [];
  let number = 0;
  afterEach(async () => {
    for (const { close, memory } of open.splice(0)) {
      await close();
      await memory.close();
    }
  });
  return async (
    homeAssistant: HomeAssistant,
    config: EntitiesConfig = {},
    database = `state-${++number}.db`,
  ): Promise<EntitiesUnderTest> => {
    const memory = shareMemory({ file: file(database) });
    const [pressed, changed, errors]: [Message[], Message[], Error[]] = [[], [], []];
    const entities = createEntities(config, {
      id: "a1b2",
      memory,
      homeAssistant,
      former: { broker: () => undefined, homeAssistant: () => homeAssistant },
      label: () => undefined,
      send([first, second]) {
        if (first) pressed.push(first);
        if (second) changed.push(second);
      },
      onError: (error) => errors.push(error),
      onStatus: () => {},
    });
    let closed = false;
    const close = async (removed: boolean) => {
      if (!closed) await entities.close(removed);
      closed = true;
    };
    open.push({ memory, close: () => close(false) });
    const runs = await memory.runs();
    return {
      memory,
      runs,
      pressed,
      changed,
      errors,
      status: entities.status,
      refresh: entities.refresh,
      close,
      async sync(titles) {
        const run = await runs.begin({ profile: config.profile ?? "Main", trigger: "manual" });
        await runs.expect(run.id, titles.length);
        for (const [index, title] of titles.entries()) {
          const ids = { tmdb: 1000 + index };
          await runs.record(run.id, "s", sampleItem({ title, ids, outcome: sampleOutcome("requested") }));
        }
      },
    };
  };
}
