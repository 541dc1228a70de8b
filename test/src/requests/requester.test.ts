import assert from "node:assert/strict";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import { RunLimits } from "../../../src/runs/run-limits.ts";
import { BREAKING_BAD, movie, posts, requestItemPerTest, show } from "../../support/request-item.ts";

describe("requestItem", () => {
  const { start, ask } = requestItemPerTest();

  describe("requester", () => {
    it("is the user that the list names, whose approval rules hold", async () => {
      const { server, overseerr } = await start();
      const sources = [
        { provider: "own", list: "a" },
        { provider: "own", list: "b", requestAs: 2 },
      ];
      const { reason } = await ask(movie(603, { sources }), overseerr, { asUser: "list" });
      assert.deepEqual([server.requests[0]?.requestedBy, server.requests[0]?.status], [2, 1]);
      assert.match(reason, /waiting for approval/);
    });

    it("without permission is not tried again for every title", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits();
      const statuses = [];
      for (const id of [603, 604, 605])
        statuses.push((await ask(movie(id), overseerr, { asUser: 4 }, limits)).error?.code);
      assert.deepEqual(statuses, ["server-permission", "server-permission", "server-permission"]);
      assert.equal(posts(server), 1);
    });

    it("that is no number is refused without a call", async () => {
      const { server, overseerr } = await start();
      const { status, error } = await ask(movie(603), overseerr, { asUser: Number.NaN });
      assert.deepEqual([status, error?.code, posts(server)], ["failed", "bad-input", 0]);
    });
  });

  describe("quota", () => {
    it("used up stops that user and media type; everything else goes on", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits();
      const as = (asUser?: number): RequestOptions => ({ ...(asUser && { asUser }), seasons: "first" });
      const statuses = [];
      for (const id of [603, 604, 605, 11, 62])
        statuses.push((await ask(movie(id), overseerr, as(3), limits)).status);
      assert.deepEqual(statuses, [
        "requested",
        "requested",
        "quota_exceeded",
        "quota_exceeded",
        "quota_exceeded",
      ]);
      assert.equal(posts(server), 2, "what the quota does not allow is not tried");
      assert.equal((await ask(show(BREAKING_BAD), overseerr, as(3), limits)).status, "requested");
      assert.equal((await ask(movie(605), overseerr, as(2), limits)).status, "requested");
      assert.equal((await ask(movie(11), overseerr, as(), limits)).status, "requested");
    });

    it("counts seasons: a smaller show may still fit", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits();
      const options: RequestOptions = { asUser: 3 };
      const five = await ask(show(BREAKING_BAD), overseerr, options, limits);
      assert.match(
        five.reason,
        /may request 3 seasons in 7 days, but this show needs 5 seasons, so it can never/,
      );
      assert.equal((await ask(show(60059), overseerr, options, limits)).status, "quota_exceeded");
      assert.equal(posts(server), 0);
      assert.equal((await ask(show(70523), overseerr, options, limits)).status, "requested");
    });
  });
});
