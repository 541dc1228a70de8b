import assert from "node:assert/strict";
import { createPosters } from "../../../../src/lists/fetching/poster.ts";
import { listen } from "../../../support/listen.ts";

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

describe("Posters of a preview", () => {
  let answer: { status?: number; body: Buffer | string; headers?: Record<string, string> };
  let site: Awaited<ReturnType<typeof listen>>;

  beforeEach(async () => {
    answer = { body: JPEG };
    site = await listen((_request, response) => {
      response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    });
  });
  afterEach(() => site.close());

  const posters = () => createPosters({ "tmdb-images": site.url });

  it("are read once, in one small size", async () => {
    const { read } = posters();
    const image = `data:image/jpeg;base64,${JPEG.toString("base64")}`;
    assert.equal(await read("/abc1.jpg"), image);
    assert.equal(await read("/abc1.jpg"), image);
    assert.deepEqual(
      site.seen.map(({ url }) => url),
      ["/t/p/w92/abc1.jpg"],
    );
  });

  for (const path of [
    undefined,
    7,
    "",
    "abc.jpg",
    "/abc.gif",
    "/abc.jpg?x=1",
    "/../abc.jpg",
    "//evil.example/abc.jpg",
    "/a/b.jpg",
    "/abc.jpg\n",
    "/%2e%2e.jpg",
    ["/abc.jpg"],
    `/${"a".repeat(65)}.jpg`,
  ])
    it(`are not asked for by ${JSON.stringify(path)?.slice(0, 30)}`, async () => {
      await assert.rejects(posters().read(path), { code: "bad-input" });
      assert.equal(site.seen.length, 0);
    });

  for (const [what, given] of [
    ["is not there", { status: 404, body: "" }],
    ["is a page", { body: "<html>", headers: { "content-type": "image/jpeg" } }],
    ["is far too large", { body: Buffer.concat([JPEG, Buffer.alloc(200_000)]) }],
    ["leads elsewhere", { status: 302, body: "", headers: { location: "http://127.0.0.1:1/x.jpg" } }],
  ] as const)
    it(`are none where the answer ${what}, and are asked for again`, async () => {
      const { read } = posters();
      answer = given;
      assert.equal(await read("/abc.jpg"), undefined);
      answer = { body: JPEG };
      assert.ok(await read("/abc.jpg"));
    });
});
