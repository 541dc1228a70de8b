import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeInstallation } from "../../support/python-listsync.ts";
import { stateFlowPerTest } from "../../support/state-flow.ts";

const KEY = "the-key-that-nobody-sees";

interface Answer {
  taken: string[];
  left: string[];
  lists: { label: string }[];
  flow?: { type: string; keyFile?: string }[];
}

describe("sync-state that takes over the Python ListSync", () => {
  const { remembering, ask } = stateFlowPerTest();
  const installed = (userDir: string) =>
    writeInstallation(join(userDir, "old"), {
      version: "0.6.6",
      env: `OVERSEERR_URL=http://seerr:5055\nOVERSEERR_API_KEY=${KEY}\n`,
      data: {
        lists: [{ list_type: "imdb", list_id: "top" }],
        titles: [{ title: "The Matrix", media_type: "movie", overseerr_id: 603, status: "requested" }],
      },
    });

  it("checks in a dry run, takes over below the user directory, and answers what was recorded", async () => {
    const flow = await remembering();
    installed(flow.userDir);
    const query = { listSyncFolder: "old" };
    const checked = (await ask(flow, "take-over", { query, dryRun: true })).payload as Answer;
    assert.deepEqual(
      checked.lists.map(({ label }) => label),
      ["IMDb Top 250 movies"],
    );
    assert.equal(checked.flow, undefined);
    assert.equal(existsSync(join(flow.userDir, "list-sync", "keys")), false);
    assert.deepEqual((await ask(flow, "query", { query: { imported: true } })).payload, []);

    const done = (await ask(flow, "take-over", { query })).payload as Answer;
    const { keyFile = "" } = done.flow?.find(({ type }) => type === "overseerr-server") ?? {};
    assert.equal(readFileSync(keyFile, "utf8"), `${KEY}\n`);
    assert.doesNotMatch(JSON.stringify([checked, done]), new RegExp(KEY));

    const found = await ask(flow, "query", { query: { imported: true, text: "matrix" } });
    const [title] = found.payload as { key: string; imported: { status: string } }[];
    assert.deepEqual(
      [found.message?.total, title?.key, title?.imported.status],
      [1, "movie:tmdb:603", "requested"],
    );
    const [entry] = (await ask(flow, "history", { payload: "movie:tmdb:603" })).payload as {
      event: string;
    }[];
    assert.equal(entry?.event, "imported");
    assert.deepEqual((await ask(flow, "query")).payload, []);
  });

  it("says why it does not, and what a question about imported titles may not ask for", async () => {
    const flow = await remembering();
    flow.send("take-over", { query: { listSyncFolder: "nowhere" } });
    flow.send("query", { query: { imported: true, statuses: ["failed"] } });
    const failures = await flow.sink("errors").count(2);
    assert.deepEqual(failures.map(({ error }) => (error as { code?: string }).code).sort(), [
      "bad-input",
      "listsync-not-found",
    ]);
  });

  it("is asked for by the dialog of a deployed database, and tells it no key", async () => {
    const flow = await remembering();
    installed(flow.userDir);
    const post = async (path: string, body: object) =>
      (await flow.request().post(`/list-sync/sync-database/${path}`).send(body)).body;
    const missing = await post("check-listsync", { id: "nobody", path: "old" });
    assert.deepEqual([missing.ok, missing.code], [false, "not-deployed"]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a person writes it
    const refused = await post("check-listsync", { id: "database", path: "old", secret: "${HOME}" });
    assert.deepEqual([refused.ok, refused.code], [false, "bad-input"]);
    const checked = await post("check-listsync", { id: "database", path: "old", secret: "__PWRD__" });
    assert.deepEqual([checked.ok, checked.lists.length, checked.flow], [true, 1, undefined]);
    const done = await post("take-over", { id: "database", path: "old", secret: KEY });
    assert.ok(done.flow.length > 8);
    assert.doesNotMatch(JSON.stringify([checked, done]), new RegExp(KEY));
  });
});
