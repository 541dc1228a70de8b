import assert from "node:assert/strict";
import type { ProductName } from "../../servers/overseerr/product.ts";
import { recordedCatalogue } from "../../servers/overseerr/recorded-catalogue.ts";
import { type OverseerrServer, startOverseerr } from "../../servers/overseerr/server.ts";
import { describeWithFixtures, readJsonFixture } from "../../support/fixtures.ts";
import { movie, PROBES, post, tv } from "./product-probes.ts";

type Answers = Record<string, unknown>;
interface CrossProduct {
  probes: Record<string, Answers>;
  "rows put into the DB as a scan would": Record<string, Answers>;
}
/** Ids that the recording counted on from a race of parallel requests, which is not replayed. */
const withoutId = (answer: unknown) =>
  typeof answer === "string" ? answer.replace(/request (1[1-9]|2\d)/, "request N") : answer;

/** The recording cuts long bodies off. */
function agrees(recorded: unknown, answered: unknown): void {
  if (typeof recorded === "string" && typeof answered === "string" && recorded.length > 180)
    assert.equal(answered.slice(0, recorded.length), recorded);
  else assert.deepEqual(answered, recorded);
}

describeWithFixtures("the test server as each product, beside the recordings of all three", () => {
  const scannedKey = "rows put into the DB as a scan would";
  const { probes, [scannedKey]: scanned } = readJsonFixture<CrossProduct>("overseerr/cross-product.json");
  for (const [product, column] of [
    ["Overseerr", "Overseerr 1.34.0"],
    ["Jellyseerr", "Jellyseerr 2.7.3"],
    ["Seerr", "Seerr 3.1.0"],
  ] as [ProductName, string][])
    describe(column, () => {
      let server: OverseerrServer;
      before(async () => {
        server = await startOverseerr({ product, catalogue: recordedCatalogue() });
      });
      after(() => server.close());

      for (const [name, probe] of Object.entries(PROBES))
        it(name, async () => {
          const answers = probes[name];
          assert.ok(answers, "not recorded");
          const recorded = answers["all three"] ?? answers[column];
          const isKeys = name.endsWith("keys");
          const expected = isKeys ? String(recorded).split(" ").sort().join(" ") : withoutId(recorded);
          agrees(expected, withoutId(await probe(server)));
        });

      it("requests titles that a library scan found, and seasons that it did not", async () => {
        await server.close();
        server = await startOverseerr({ product, catalogue: recordedCatalogue() });
        const recorded = Object.entries(scanned[column] ?? {});
        const seasons = [1, 2, 3].map((seasonNumber) => ({
          seasonNumber,
          status: [5, 4, 1][seasonNumber - 1] ?? 1,
        }));
        server.addMedia({ mediaType: "movie", tmdbId: 680, status: 5 });
        server.addMedia({ mediaType: "tv", tmdbId: 1438, status: 4, seasons });
        const said = [
          await post(movie(680), "2")(server),
          await post(tv(1438, { seasons: "all" }), "2")(server),
        ].map((answer) => String(answer).replace(/(request) \d+|( requestedBy 2)/g, "$1"));
        const wanted = recorded.filter(([name]) => name.includes("POST")).map(([, answer]) => answer);
        assert.deepEqual(
          said.map((answer) => (answer.includes("seasons") ? answer : `${answer} seasons []`)),
          wanted
            .slice(0, 2)
            .map((answer) => String(answer).replace(/\[(.*)\]/, (all) => all.replaceAll(" ", ""))),
        );
        assert.deepEqual(
          server.media.map((row) => row.status),
          [5, 4],
        );
      });
    });
});
