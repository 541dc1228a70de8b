import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { recordedCatalogue } from "../../servers/overseerr/recorded-catalogue.ts";
import { type OverseerrServer, startOverseerr } from "../../servers/overseerr/server.ts";
import { describeWithFixtures, fixturePath, readJsonFixture } from "../../support/fixtures.ts";
import { poll } from "../../support/poll.ts";
import { type RawAnswer, rawRequest } from "../../support/raw-request.ts";
import { shapeDifferences } from "../../support/shape-differences.ts";

/** A recording of one request to the real server. */
interface Recording {
  note: string;
  request: { method: string; path: string; user?: number | string; apiKey?: string; body?: unknown };
  response: { status?: number; contentType?: string; error?: string; body?: unknown };
}

/** Recordings that say nothing about one answer of this server. */
const NOT_APPLICABLE: [RegExp, string][] = [
  [/^069/, "a table of its own: replayed in overseerr-encoding.test.ts"],
  [/^12[456]/, "many requests at once: the outcome is a race, see overseerr-server.test.ts"],
  [/^17[678]/, "time, cache and number of calls between the server and TMDB"],
  [/^2(0|1)\d/, "webhooks: the server calls somebody else"],
  [/^23[68]/, "what Radarr and Sonarr received"],
  [/^261/, "time and size of big lists"],
];

/** Values that must agree, wherever both sides went through the same history. */
const MEANING = new Set(
  `status status4k seasonNumber type is4k mediaType tmdbId tvdbId permissions remaining restricted limit used days
  serverId profileId rootFolder tags version seasonCount episodeCount imdbId message error firstAirDate releaseDate
  serviceId`.split(/\s+/),
);

/** Recordings whose rows came from requests that are not replayed here: only their shape is compared. */
const OTHER_HISTORY = /^(12[789]|13\d|14[0-2]|235|240|24[12]|239)/;

/** Differences that are known, with the reason. */
const TOLERATED: [RegExp, RegExp, string][] = [
  [/^012/, /\.apiKey/, "redacted in the recording"],
  [/^(073|075|147|160|244)/, /airDate|firstAirDate|AirDate/, "dates within a year were invented there, too"],
  [/^(073|075|147|160|244)/, /episodeCount/, "numbers of special episodes were invented there, too"],
  [
    /^154/,
    /\.media\.requests\[0\]\.media\.status/,
    "the original shows a copy from before the request there",
  ],
  [/^064/, /releaseDate|firstAirDate/, "other rows lead the list"],
];

describeWithFixtures("the test server, beside recordings of a real Seerr 3.1.0", () => {
  const files = readdirSync(fixturePath("overseerr")).filter((name) => /^\d{3}-/.test(name));
  const applicable = files.filter((name) => !NOT_APPLICABLE.some(([pattern]) => pattern.test(name)));
  let server: OverseerrServer;
  let compared = 0;
  /** Ids of requests: as recorded → as here. */
  const ids = new Map<number, number>();

  const start = async (services = false) => {
    await server?.close();
    ids.clear();
    server = await startOverseerr({ catalogue: recordedCatalogue(), services });
    // the recorded users had been set up by hand
    for (const user of server.users) user.hasSettings = true;
  };
  before(() => start());
  after(async () => {
    await server.close();
    console.log(`      ${compared} recordings compared; not applicable: ${files.length - applicable.length}`);
    for (const [pattern, reason] of NOT_APPLICABLE) console.log(`        ${pattern.source}: ${reason}`);
  });

  for (const name of applicable.sort()) {
    const recording = readJsonFixture<Recording>(`overseerr/${name}`);
    it(`${name.replace(".json", "")}: ${recording.note}`, async () => {
      if (name.startsWith("127")) requestInParallel(server);
      if (name.startsWith("168")) server.tmdb.mode = "failing";
      if (name.startsWith("175")) server.tmdb.mode = "hanging";
      if (name.startsWith("231")) await start(true);
      if (name.startsWith("235"))
        await poll(() => server.media[0]?.externalServiceId ?? undefined, "Radarr's number");
      if (name.startsWith("239")) server.settings.refusedByService.push({ mediaType: "movie", tmdbId: 550 });
      if (name.startsWith("251")) await start();
      server.settings.csrf = /^25/.test(name);
      const answer = await send(server, name, recording, ids).catch((error: unknown) => {
        // what never answered had ended, as was found out later
        if (server.takeEnds().length === 0) throw error;
      });
      if (recording.response.error) await server.restart();
      compare(name, recording, answer ?? undefined);
      remember(recording, answer ?? undefined, ids);
      compared += 1;
    });
  }
});

/** What 124 to 126 left behind: two seasons of a show, then 39 films. */
function requestInParallel(server: OverseerrServer): void {
  server.addRequest({ mediaType: "tv", tmdbId: 2996, seasons: [1, 2] });
  for (let tmdbId = 900_300; tmdbId < 900_339; tmdbId += 1) server.addRequest({ mediaType: "movie", tmdbId });
}

async function send(
  server: OverseerrServer,
  name: string,
  { request }: Recording,
  ids: Map<number, number>,
): Promise<RawAnswer | undefined> {
  const path = request.path.replace(/(?<=\/request\/)\d+/, (id) => `${ids.get(Number(id)) ?? id}`);
  const headers: Record<string, string> = {};
  if (request.apiKey !== "none") headers["x-api-key"] = request.apiKey === "bad" ? "wrong" : server.apiKey;
  if (request.user !== undefined) headers["x-api-user"] = String(request.user);
  if (name.startsWith("024")) {
    const first = await rawRequest(server.url, { method: "GET", path, headers });
    headers["if-none-match"] = String(first?.headers.etag);
  }
  const body = name.startsWith("026") ? { padding: "x".repeat(110_000) } : request.body;
  if (body !== undefined)
    headers["content-type"] = name.startsWith("103") ? "text/plain" : "application/json";
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const timeoutMs = /^(011|175)/.test(name) ? 150 : 5000;
  return rawRequest(server.url, {
    method: request.method,
    path,
    headers,
    body: text,
    timeoutMs,
  });
}

function compare(name: string, { request, response }: Recording, answer: RawAnswer | undefined): void {
  if (response.error) {
    assert.ok(!answer, "the original never answers");
    return;
  }
  assert.ok(answer, "no answer");
  assert.equal(answer.status, response.status, answer.text);
  if (response.contentType) assert.equal(answer.headers["content-type"], response.contentType);
  const recorded = unwrapped(response.body, answer);
  if (typeof recorded === "string") return;
  const answered: unknown = answer.text === "" ? undefined : JSON.parse(answer.text);
  if (OTHER_HISTORY.test(name)) cutLike(recorded, answered);
  if (answer.status >= 400 || answer.status === 202) {
    assert.deepEqual(answered, recorded);
    return;
  }
  const exact = OTHER_HISTORY.test(name) ? new Set<string>() : MEANING;
  const found = shapeDifferences(recorded, answered, { exact }).filter(
    (line) => !TOLERATED.some(([files, lines]) => files.test(name) && lines.test(line)),
  );
  assert.deepEqual(found, [], `${request.method} ${request.path}`);
}

/** Lists were recorded by their first rows. */
function cutLike(recorded: unknown, answered: unknown): void {
  const kept = (recorded as { results?: unknown[] }).results?.length;
  const { results } = answered as { results?: unknown[] };
  if (kept !== undefined) results?.splice(kept);
}

/** Recordings of HTTP edges wrap the body with the headers that matter. */
function unwrapped(body: unknown, answer: RawAnswer): unknown {
  if (typeof body !== "object" || body === null || !("body" in body)) return body;
  if ("location" in body) assert.equal(answer.headers.location, body.location);
  if ("etag" in body) assert.match(String(answer.headers.etag), /^W\/"[0-9a-f]+-[\w+/]{27}"$/);
  return body.body;
}

function remember({ response }: Recording, answer: RawAnswer | undefined, ids: Map<number, number>): void {
  if (response.status !== 201 || !answer?.text) return;
  const recorded = response.body as { id?: number };
  const { id } = JSON.parse(answer.text) as { id?: number };
  if (recorded.id !== undefined && id !== undefined) ids.set(recorded.id, id);
}
