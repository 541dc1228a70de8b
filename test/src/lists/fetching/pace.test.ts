import assert from "node:assert/strict";
import type { Http, HttpRequest } from "../../../../src/http/http.ts";
import { createContext } from "../../../../src/lists/fetching/context.ts";
import { spacedHttp } from "../../../../src/lists/fetching/pace.ts";
import { stevenlu } from "../../../../src/lists/stevenlu.ts";
import { startListSite } from "../../../servers/list-site.ts";

describe("the pace of a fetch", () => {
  it("sends the requests of a list one after the other with the pause that was asked for", async () => {
    const events: string[] = [];
    const http: Http = {
      request: async <T>({ url }: HttpRequest) => {
        events.push(`start ${url}`);
        await Promise.resolve();
        events.push(`end ${url}`);
        return { status: 200, headers: {}, body: undefined as T };
      },
    };
    const spaced = spacedHttp(http, 250, async (milliseconds) => {
      events.push(`pause ${milliseconds}`);
    });
    await Promise.all(["a", "b", "c"].map((url) => spaced.request({ url })));
    assert.deepEqual(events, [
      "start a",
      "end a",
      "pause 250",
      "start b",
      "end b",
      "pause 250",
      "start c",
      "end c",
    ]);
  });

  it("goes on after a request that failed", async () => {
    let calls = 0;
    const http: Http = {
      request: async <T>() => {
        if (++calls === 1) throw new Error("broken");
        return { status: 200, headers: {}, body: undefined as T };
      },
    };
    const spaced = spacedHttp(http, 1, async () => {});
    const first = spaced.request({ url: "a" });
    const second = spaced.request({ url: "b" });
    await assert.rejects(first, /broken/);
    assert.equal((await second).status, 200);
  });

  it("takes the timeout of the person, for one provider or for all", async () => {
    const site = await startListSite(() => new Promise(() => {}));
    try {
      const { http } = createContext(
        stevenlu,
        { kind: "list" },
        { pace: { "*": { timeoutMs: 60_000 }, stevenlu: { timeoutMs: 30 } }, http: { retries: 0 } },
        { signal: new AbortController().signal },
      );
      await assert.rejects(http.request({ url: site.origin }), { code: "timeout" });
    } finally {
      await site.close();
    }
  });
});
