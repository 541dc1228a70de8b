import assert from "node:assert/strict";
import { keepSecret, redact } from "../../../src/http/redact.ts";

describe("redact", () => {
  it("masks a kept secret wherever it stands, until it is let go", () => {
    const release = keepSecret("s3cr3t/value==");
    assert.equal(redact("key s3cr3t/value== refused"), "key *** refused");
    assert.equal(redact("GET /x?k=s3cr3t%2Fvalue%3D%3D"), "GET /x?k=***");
    release();
    assert.equal(redact("s3cr3t/value=="), "s3cr3t/value==");
  });

  it("keeps masking a value that a second holder still uses", () => {
    const first = keepSecret("shared-secret");
    const second = keepSecret("shared-secret");
    first();
    first();
    assert.equal(redact("shared-secret"), "***");
    second();
    assert.equal(redact("shared-secret"), "shared-secret");
  });

  it("leaves nothing of a longer secret that contains a shorter one", () => {
    const releases = [keepSecret("abcdef"), keepSecret("abcdef-ghijkl")];
    assert.equal(redact("abcdef-ghijkl abcdef"), "*** ***");
    for (const release of releases) release();
  });

  for (const part of ["a-", "a.", "?a", "&key", "authorization:", "a://", "x://a@", "api-key"])
    it(`takes no longer with each more of "${part}" than with the one before`, function () {
      this.timeout(20_000);
      // where each step looks at all that follows, such a text takes minutes
      const masked = redact(`${part.repeat(200_000)}! https://x.test/?token=12ab`);
      assert.equal(masked.slice(-26), " https://x.test/?token=***");
    });

  for (const [text, expected] of [
    ["https://x.test/lists?apikey=12ab&page=1", "https://x.test/lists?apikey=***&page=1"],
    ["https://x.test/?a=1&api_key=12ab", "https://x.test/?a=1&api_key=***"],
    ["https://x.test/?token=12ab#top", "https://x.test/?token=***#top"],
    [
      "http://plex.test:32400/library?X-Plex-Token=12ab&b=2",
      "http://plex.test:32400/library?X-Plex-Token=***&b=2",
    ],
    ["https://x.test/lists/a?share_token=12ab", "https://x.test/lists/a?share_token=***"],
    ["https://x.test/?sig=12ab&session_id=34cd", "https://x.test/?sig=***&session_id=***"],
    ["https://x.test/?user_password=12ab&design=3", "https://x.test/?user_password=***&design=3"],
    ["X-Api-Key: 12ab", "X-Api-Key: ***"],
    ['{"trakt-api-key":"12ab","x":1}', '{"trakt-api-key":"***","x":1}'],
    ["Authorization: Bearer 12ab.cd", "Authorization: ***"],
    ["http://sean:hunter2@seerr.test/", "http://***@seerr.test/"],
  ] as const) {
    it(`masks what looks like a secret: ${text}`, () => assert.equal(redact(text), expected));
  }

  it("leaves an ordinary sentence alone", () => {
    const sentence = "The Key (1958) was requested: http://seerr.test:5055/movie/278?language=en";
    assert.equal(redact(sentence), sentence);
  });
});
