import assert from "node:assert/strict";
import { readEnvFile } from "../../../src/listsync/env-file.ts";

const read = (text: string) => Object.fromEntries(readEnvFile(text));

describe("ListSync's .env", () => {
  it("is read with export, quotes, comments and any line ends", () => {
    const lines = [
      "\uFEFF# a comment, OVERSEERR_API_KEY=not-this",
      "OVERSEERR_URL=http://seerr:5055#part",
      'export OVERSEERR_API_KEY="ab c#d" # the key',
      "TZ=Europe/London      # where you live",
      "IMDB_LISTS='top, ls123'",
      "  SYNC_INTERVAL = 0.5  ",
      "EMPTY=",
      'QUOTED=""',
      "no assignment at all",
      "ONLY_A_NAME",
      "HASH=#comment",
    ];
    const expected = {
      OVERSEERR_URL: "http://seerr:5055#part",
      OVERSEERR_API_KEY: "ab c#d",
      TZ: "Europe/London",
      IMDB_LISTS: "top, ls123",
      SYNC_INTERVAL: "0.5",
    };
    for (const end of ["\n", "\r\n", "\r"]) assert.deepEqual(read(lines.join(end)), expected);
  });

  it("keeps a value in quotes that goes over several lines, with its escapes", () => {
    assert.deepEqual(read('A="one\ntwo\\n\\"three\\""\nB=\'it\\\'s \\n\'\nC=last'), {
      A: 'one\ntwo\n"three"',
      B: "it's \\n",
      C: "last",
    });
  });

  it("takes variables of its own and none of the process", () => {
    process.env.LISTSYNC_TEST_SECRET = "of the process";
    try {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as people write variables
      assert.deepEqual(read("HOST=seerr\nURL=http://${HOST}:${PORT:-5055}/${LISTSYNC_TEST_SECRET}"), {
        HOST: "seerr",
        URL: "http://seerr:5055/",
      });
    } finally {
      delete process.env.LISTSYNC_TEST_SECRET;
    }
  });

  it("has no value where the example of ListSync still stands", () => {
    const example = [
      "OVERSEERR_API_KEY=your_overseerr_api_key_here",
      "OVERSEERR_URL=https://your-overseerr-url.com/",
      "TRAKT_CLIENT_ID=your_client_id_here",
      "TMDB_KEY='your-api-key-here'",
      "LETTERBOXD_LISTS=yourname/watchlist",
      "URL=https://your-nas.example/seerr",
    ];
    assert.deepEqual(read(example.join("\n")), {
      LETTERBOXD_LISTS: "yourname/watchlist",
      URL: "https://your-nas.example/seerr",
    });
  });

  it("is emptied by the last word on a name, and survives quotes that never end", () => {
    assert.deepEqual(read("A=1\nA=\nB=2\nB=3"), { B: "3" });
    assert.deepEqual(read('A="never\nB=2'), { A: '"never', B: "2" });
    assert.deepEqual(read(""), {});
    const started = performance.now();
    read(`${'A="x\n'.repeat(40_000)}${"B='y ".repeat(40_000)}`);
    assert.ok(performance.now() - started < 5000);
  });
});
