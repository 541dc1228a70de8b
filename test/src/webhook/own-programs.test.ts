import assert from "node:assert/strict";
import type { WebhookRefusal } from "../../../src/webhook/refusal.ts";
import { type Decided, sent } from "./decided.ts";

describe("What people's own programs say", () => {
  const wish = async (value: unknown) => {
    const verdict = await sent(value).catch((error: WebhookRefusal) => ({ result: error.status }));
    const { sender: _sender, ...rest } = verdict as Decided;
    return rest;
  };
  const updated = (fields: object) => ({ action: "list_updated", ...fields });
  const titles = [{ title: "Heat", year: 1995, mediaType: "movie", ids: {}, sources: [] }];

  const cases: [unknown, unknown][] = [
    [
      updated({ list_type: "imdb", list_id: "ls012345678" }),
      { result: "sync", lists: [{ provider: "imdb", list: "ls012345678" }] },
    ],
    [
      updated({ list_type: "IMDb", list_id: " ls012345678 " }),
      { result: "sync", lists: [{ provider: "imdb", list: "ls012345678" }] },
    ],
    [
      updated({ list_type: "trakt_special", list_id: "trending:movies" }),
      { result: "sync", lists: [{ provider: "trakt", list: "trending:movies" }] },
    ],
    [
      updated({ list_type: "tmdb", list_id: 8136 }),
      { result: "sync", lists: [{ provider: "tmdb", list: "8136" }] },
    ],
    [updated({ list_id: "https://trakt.tv/x" }), { result: "sync", lists: [{ list: "https://trakt.tv/x" }] }],
    [
      updated({ list_type: "imdb", list_id: "ls1", dry_run: "yes" }),
      { result: "sync", lists: [{ provider: "imdb", list: "ls1" }], dryRun: true },
    ],
    [updated({ list_type: "imdb", list_id: "ls1", dry_run: "perhaps" }), { result: 400 }],
    [updated({ list_type: "imdb" }), { result: 400 }],
    [
      updated({ list_type: "constructor", list_id: "ls1" }),
      { result: "sync", lists: [{ provider: "constructor", list: "ls1" }] },
    ],
    [
      { list_type: "imdb", list_id: "ls1" },
      { result: "sync", lists: [{ provider: "imdb", list: "ls1" }] },
    ],
    [{ action: "sync" }, { result: "sync" }],
    [
      { action: "list_deleted" },
      {
        result: "ignored",
        reason:
          'The action "list_deleted" is unknown, so nothing was done. Known actions are list_updated and sync.',
      },
    ],
    [["Heat (1995)"], { result: "sync", items: titles }],
    [
      { items: [{ title: "Heat", year: "1995" }], dryRun: true },
      { result: "sync", items: titles, dryRun: true },
    ],
    [{ custom_list: ["Heat (1995)"] }, { result: "sync", items: titles }],
    [{ custom_list: { items: ["Heat (1995)"] } }, { result: "sync", items: titles }],
    [{ custom_list: { title: "Heat", year: 1995 } }, { result: "sync", items: titles }],
    [{ custom_list: "mine.csv" }, { result: "sync", lists: [{ provider: "own", list: "mine.csv" }] }],
    [
      { custom_list: { path: "mine.csv" } },
      { result: "sync", lists: [{ provider: "own", list: "mine.csv" }] },
    ],
    [
      { custom_list: { url: "https://x.example/l" } },
      { result: "sync", lists: [{ provider: "own", list: "https://x.example/l" }] },
    ],
    [{ custom_list: 3 }, { result: 400 }],
    [{ custom_list: {} }, { result: 400 }],
    [[], { result: "ignored", reason: "The request contains no titles, so nothing was done." }],
    [["Heat (1995)", {}], { result: 400 }],
  ];
  for (const [value, must] of cases)
    it(`${JSON.stringify(value).slice(0, 90)}`, async () => assert.deepEqual(await wish(value), must));
});
