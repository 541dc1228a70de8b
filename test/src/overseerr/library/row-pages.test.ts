import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { ApiCall } from "../../../../src/overseerr/connection/api-call.ts";
import { fetchAllRows } from "../../../../src/overseerr/library/row-pages.ts";
import { ServerError } from "../../../../src/overseerr/server-error.ts";

describe("a list of the server in pages", () => {
  it("is not asked for on and on once a page of it has failed", async () => {
    const asked: string[] = [];
    const call = async ({ path }: ApiCall) => {
      asked.push(path);
      await setImmediate();
      if (path.includes("skip=2000")) throw new ServerError("server-answer", "No.");
      return {
        status: 200,
        headers: {},
        body: { pageInfo: { results: 50_000 }, results: [{ id: asked.length }] },
      };
    };
    const source = { path: "/media", name: "library", rows: "titles" } as const;
    await assert.rejects(fetchAllRows({ host: "server", call } as never, source), { code: "server-answer" });
    const then = asked.length;
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    assert.ok(asked.length <= then + 4, `${asked.length - then} more pages`);
  });
});
