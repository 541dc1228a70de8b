import assert from "node:assert/strict";
import { errorOf } from "../../support/overseerr-flow.ts";
import { item, outcome, stateFlowPerTest } from "../../support/state-flow.ts";

interface Made {
  kind: string;
  item: { title: string };
  match?: { tmdbId: number; title: string };
}

describe("sync-state", () => {
  const { remembering, ask, record } = stateFlowPerTest();

  it("remembers which titles are ignored and which match was chosen, lists that and takes it back", async () => {
    const flow = await remembering();
    const candidates = [{ tmdbId: 438631, mediaType: "movie" as const, title: "Dune", year: 2021 }];
    const dune = { title: "Dune", mediaType: "movie", ids: {}, sources: [] };
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")), {
      ...dune,
      outcome: { ...outcome("ambiguous"), candidates },
    });
    const ignored = (await ask(flow, "ignore", { payload: "movie:tmdb:603" })).payload as Made;
    assert.deepEqual([ignored.kind, ignored.item.title], ["ignore", "The Matrix"]);
    const query = { tmdbId: 438631, mediaType: "movie" };
    const chosen = (await ask(flow, "choose", { payload: "title:dune||movie", query })).payload as Made;
    assert.deepEqual([chosen.match?.tmdbId, chosen.match?.title], [438631, "Dune"]);
    const listed = await ask(flow, "decisions");
    assert.deepEqual(
      [(listed.payload as Made[]).map(({ kind }) => kind), listed.message?.total],
      [["match", "ignore"], 2],
    );
    assert.deepEqual((await ask(flow, "take-back", { payload: [dune, "movie:tmdb:603"] })).payload, {
      takenBack: 2,
    });
    assert.equal((await ask(flow, "decisions")).message?.total, 0);
  });

  it("takes back that a title is ignored whichever names it has, and only that where it is asked so", async () => {
    const flow = await remembering();
    const match = { tmdbId: 603, mediaType: "movie", title: "The Matrix", matchedBy: "title" };
    const named = (title: string) => ({ title, mediaType: "movie", ids: {}, sources: [] });
    const skipped = (title: string) => ({ ...named(title), match, outcome: outcome("skipped") });
    await record(flow, "r1", skipped("Matrix"), skipped("The Matrix"), skipped("Matrix I"));
    await ask(flow, "ignore", { payload: ["title:matrix||movie", "title:the matrix||movie"] });
    await ask(flow, "choose", { payload: named("Matrix I"), query: { tmdbId: 603, mediaType: "movie" } });
    const kinds = async (query: object) =>
      ((await ask(flow, "decisions", { query })).payload as Made[]).map(({ kind }) => kind);
    assert.deepEqual(await kinds({ kind: "ignore" }), ["ignore", "ignore"]);
    const back = await ask(flow, "take-back", { payload: named("Matrix I"), query: { kind: "ignore" } });
    assert.deepEqual(back.payload, { takenBack: 2 });
    assert.deepEqual(await kinds({}), ["match"]);
    await flow.shows("decisions", ({ text }) => text === "1 decision");
    const rest = await ask(flow, "take-back", { payload: "title:matrix i||movie", query: { kind: "match" } });
    assert.deepEqual(rest.payload, { takenBack: 1 });
  });

  it("decides about all of several titles or none", async () => {
    const flow = await remembering();
    flow.send("ignore", { payload: ["Dune (2021)", "movie:tmdb:99"] });
    flow.send("ignore", { payload: [{ title: "Dune" }, {}] });
    const said = (await flow.sink("errors").count(2)).map((message) => errorOf(message).message).join(" ");
    assert.match(said, /No title with the key movie:tmdb:99/);
    assert.match(said, /Row 2/);
    assert.equal((await ask(flow, "decisions")).message?.total, 0);
    const two = (await ask(flow, "ignore", { payload: ["Dune (2021)", "Heat (1995)"] })).payload as Made[];
    assert.deepEqual(
      two.map(({ item }) => item.title),
      ["Dune", "Heat"],
    );
  });

  it("refuses a choice that names no title, and the key of a title that nobody knows", async () => {
    const flow = await remembering();
    flow.send("choose", { payload: item(603, "The Matrix"), query: { tmdbId: 603 } });
    flow.send("ignore", { payload: "movie:tmdb:99" });
    const said = (await flow.sink("errors").count(2)).map((message) => errorOf(message).message);
    assert.ok(
      said.some((sentence) => sentence.includes("{ tmdbId: 438631")),
      said.join(" "),
    );
    assert.ok(
      said.some((sentence) => sentence.includes("No title with the key movie:tmdb:99")),
      said.join(" "),
    );
    assert.equal((await ask(flow, "decisions")).message?.total, 0);
  });
});
