import assert from "node:assert/strict";
import { createServerConnection } from "../../../../src/overseerr/connection/server-connection.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

describe("Whoever counts the calls of a server", () => {
  const { start } = overseerrPerTest();

  it("hears of every one, those included that are made for the sake of another", async () => {
    const { server } = await start();
    const connection = createServerConnection(() => ({
      url: server.url,
      apiKey: "revoked",
      retries: 0,
      backoffMs: 1,
    }));
    const heard: (string | undefined)[] = [];
    connection.followCalls(({ code }) => void heard.push(code));
    const overseerr = connection.overseerr();
    // it is asked which server it is, and whether the key or the permission is wrong
    await overseerr.product();
    await assert.rejects(overseerr.users(), { code: "server-key" });
    connection.close();
    const answered = Object.values(server.calls).reduce((sum, count) => sum + count, 0);
    assert.ok(answered >= 3, `${answered} calls`);
    assert.equal(heard.length, answered);
    assert.deepEqual(
      heard.filter((code) => code !== undefined),
      ["server-key"],
    );
  });
});
