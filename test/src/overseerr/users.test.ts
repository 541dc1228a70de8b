import assert from "node:assert/strict";
import { toUser } from "../../../src/overseerr/users.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

describe("users of the server", () => {
  const { start } = overseerrPerTest();

  it("says who we are, and who the user to act as is", async () => {
    const { overseerr } = await start();
    assert.deepEqual(await overseerr.me(), { id: 1, name: "admin", permissions: 2 });
    assert.deepEqual(await overseerr.me(2), { id: 2, name: "friend", permissions: 32 });
  });

  it("lists all users, page by page", async () => {
    const { server, overseerr } = await start();
    assert.deepEqual((await overseerr.users()).map(({ id }) => id).sort(), [1, 2, 3, 4, 5, 6]);
    const last = server.users.at(-1);
    assert.ok(last);
    for (let id = 7; id <= 250; id++) server.users.push({ ...last, id, username: `user${id}` });
    server.resetCalls();
    const users = await overseerr.users();
    assert.equal(new Set(users.map(({ id }) => id)).size, server.users.length);
    assert.deepEqual(server.calls, { "GET /user": 3 });
  });

  it("says what a user may still request, and that there is no limit", async () => {
    const { overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 278, is4k: false }, { asUser: 3 });
    const limited = await overseerr.quota(3);
    assert.deepEqual(limited.movie, { limit: 2, days: 7, used: 1, remaining: 1, restricted: false });
    assert.equal(limited.tv.remaining, 3);
    const free = await overseerr.quota(1);
    assert.deepEqual([free.movie.limit, free.movie.remaining], [0, undefined]);
  });

  it("finds a name for everybody", () => {
    assert.equal(toUser({ id: 3, displayName: "", plexUsername: "sean" }).name, "sean");
    assert.equal(toUser({ id: 3 }).name, "user 3");
    assert.throws(() => toUser({ name: "sean" }), { code: "server-answer" });
  });
});
