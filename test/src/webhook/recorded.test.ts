import assert from "node:assert/strict";
import { parseBody } from "../../../src/webhook/parse-body.ts";
import { decide } from "../../../src/webhook/senders/recognise.ts";
import { describeWithFixtures, readJsonFixture } from "../../support/fixtures.ts";
import { line } from "./decided.ts";

describeWithFixtures("Recorded notifications of Seerr", () => {
  const recorded = [
    ["203-webhook-test", "Seerr: ignored"],
    ["204-webhook-movie-pending", /^Seerr requested movie tmdb \d+ ".+" \d{4}$/],
    ["205-webhook-movie-approved", /^Seerr approved movie tmdb \d+ ".+" \d{4}$/],
    ["206-webhook-movie-available", 'Seerr available movie tmdb 603 "The Matrix" 1999'],
    ["207-webhook-movie-auto-approved", /^Seerr approved movie tmdb \d+ ".+" \d{4}$/],
    ["208-webhook-tv-auto-approved", 'Seerr approved tv tmdb 87108 tvdb 360893 "Chernobyl" 2019 seasons 1'],
    ["209-webhook-tv-available", 'Seerr available tv tmdb 87108 tvdb 360893 "Chernobyl" 2019 seasons 1'],
    ["210-webhook-movie-declined", 'Seerr declined movie tmdb 550 "Fight Club" 1999'],
  ] as const;
  for (const [name, must] of recorded)
    it(name, async () => {
      const { response } = readJsonFixture<{ response: { body: unknown } }>(`overseerr/${name}.json`);
      const bytes = Buffer.from(JSON.stringify(response.body));
      const is = line(await decide(await parseBody(bytes, "application/json")));
      if (typeof must === "string") assert.equal(is, must);
      else assert.match(is, must);
    });
});
