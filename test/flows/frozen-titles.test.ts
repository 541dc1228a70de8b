import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Item } from "../../src/items/item.ts";
import { deepFreeze } from "../../src/lists/conformance/deep-freeze.ts";
import type { FetchDeps } from "../../src/lists/fetching/context.ts";
import { createProcessCache } from "../../src/lists/fetching/process-cache.ts";
import type { FetchCache, ListProvider } from "../../src/lists/provider.ts";
import { providers } from "../../src/lists/registry.ts";
import type { Message } from "../../src/message.ts";
import { emitItems } from "../../src/node-red/controllers/emit-items.ts";
import { readAccount, withLogin } from "../../src/node-red/settings/account-options.ts";
import { sourceServer } from "../../src/node-red/settings/source-server.ts";
import { createServerConnection } from "../../src/overseerr/connection/server-connection.ts";
import { createRuns } from "../../src/runs/create-runs.ts";
import { startSourceRun } from "../../src/sources/source-run.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import { startEveryWorld } from "./every-source-world.ts";

/** Memory whose answers nobody can change, neither who put them there nor who gets them. */
function frozenCache(): FetchCache {
  const cache = createProcessCache();
  return { ...cache, set: (scope, key, value) => cache.set(scope, key, deepFreeze(value)) };
}

/** Lets every provider return what nobody can change; answers what takes it back. */
function freezeProviders(): () => void {
  const undo = providers().map((each: ListProvider) => {
    const { fetch } = each;
    each.fetch = async (list, context) => deepFreeze(await fetch.call(each, list, context));
    return () => {
      each.fetch = fetch;
    };
  });
  return () => {
    for (const each of undo) each();
  };
}

/** What a Function node may do to a title. */
function spoil(item: Item): void {
  Object.assign(item, { title: "Changed", year: 1, mediaType: "tv" });
  for (const id of Object.keys(item.ids)) Object.assign(item.ids, { [id]: 1 });
  item.seasons?.splice(0);
  for (const source of item.sources) source.list = "changed";
}

describe("titles of every source", () => {
  it("are changed by nobody on their way to the flow, nor by the flow afterwards", async function () {
    this.timeout(180_000);
    const userDir = mkdtempSync(join(tmpdir(), "list-sync-frozen-"));
    const world = await startEveryWorld(userDir);
    const restore = freezeProviders();
    const store = await openStore({ file: ":memory:" });
    const runs = await createRuns({ log: store });
    const closers: (() => void)[] = [];
    try {
      const origins = Object.fromEntries(
        Object.entries(world.env).map(([name, origin]) => [
          name.slice("LISTSYNC_ORIGIN_".length).toLowerCase(),
          origin,
        ]),
      );
      const accounts: FetchDeps["accounts"] = Object.fromEntries(
        world.accounts.flatMap((config) => {
          const id = String(config.id);
          const secrets = world.credentials[id] ?? {};
          if (config.type !== "list-account") return [];
          const { vaultKey } = secrets;
          const login = { id, folder: userDir, origins, ...(vaultKey !== undefined && { vaultKey }) };
          const { account, close } = withLogin(
            readAccount(config, secrets, () => undefined),
            login,
          );
          closers.push(close);
          return [[account.provider, account.account]];
        }),
      );
      const other = createServerConnection(() => ({
        url: String(world.accounts.find(({ type }) => type === "overseerr-server")?.url),
        apiKey: world.credentials["other-server"]?.apiKey ?? "",
      }));
      closers.push(() => other.close());
      const fetch: FetchDeps = {
        accounts,
        origins,
        cache: frozenCache(),
        server: sourceServer(other),
        // every list is read once, and once more out of the memory
        reuseSeconds: 3600,
      };
      const wanted = world.lists.filter(({ titles }) => titles);
      const sync = async (): Promise<Item[]> => {
        const run = await startSourceRun(
          {
            profile: "Main",
            trigger: "manual",
            asked: true,
            dryRun: false,
            whenRunning: "start",
            entries: wanted.map(({ list, provider }) => ({ list, ...(provider && { provider }) })),
          },
          { runs, fetch, contents: store, signal: new AbortController().signal },
        );
        assert.ok(run);
        assert.deepEqual(
          (run.sync.lists ?? [])
            .map(({ label, error }) => error && `${label}: ${error.message}`)
            .filter(Boolean),
          [],
        );
        assert.deepEqual(run.left, []);
        for (const item of run.items) deepFreeze(item);
        await run.remember();
        const sent: Message[] = [];
        const send = (messages: unknown) => void sent.push(...([messages].flat(2) as Message[]));
        await emitItems(run.items, run.sync, {}, send, { output: "sequence" });
        run.release();
        const items = sent.map(({ payload }) => payload as Item);
        const asSent = structuredClone(items);
        for (const item of items) spoil(item);
        return asSent;
      };
      const first = await sync();
      const titles = new Set(
        wanted.flatMap((list) =>
          (list.titles ?? []).map(({ mediaType, tmdbId }) => `${mediaType} ${tmdbId}`),
        ),
      );
      assert.ok(first.length >= titles.size, `${first.length} titles`);
      assert.deepEqual(await sync(), first);
    } finally {
      for (const close of closers) close();
      restore();
      await runs.close();
      await store.close();
      await world.close();
      rmSync(userDir, { recursive: true, force: true });
    }
  });
});
