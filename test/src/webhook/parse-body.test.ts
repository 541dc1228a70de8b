import assert from "node:assert/strict";
import { parseBody, refuseByType } from "../../../src/webhook/parse-body.ts";

describe("The body of a request", () => {
  const taken = [
    undefined,
    "",
    "application/json",
    "Application/JSON; charset=utf-8",
    "application/problem+json",
    "text/plain; charset=utf-8",
    "text/json",
    "multipart/form-data; boundary=x",
  ];
  for (const type of taken) it(`is taken as ${type}`, () => refuseByType(type, undefined));

  const refused = ["application/x-www-form-urlencoded", "text/html", "application/xml", "image/jpeg", "json"];
  for (const type of refused)
    it(`is refused as ${type}`, () => assert.throws(() => refuseByType(type, undefined), { status: 415 }));

  it("is refused when it is compressed", () => {
    assert.throws(() => refuseByType("application/json", "gzip"), { status: 415 });
    refuseByType("application/json", "identity");
  });

  const bad: [string, Uint8Array, string?][] = [
    ["nothing", Buffer.alloc(0)],
    ["blanks", Buffer.from("  \n")],
    ["no JSON", Buffer.from('{"a":\n"b\nc"}')],
    ["no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    [
      "a form without an end",
      Buffer.from('--x\r\nContent-Disposition: form-data; name="payload"\r\n\r\n{}'),
      "multipart/form-data; boundary=x",
    ],
    ["a form without a boundary", Buffer.from("--x--\r\n"), "multipart/form-data"],
    [
      "a form without payload",
      Buffer.from('--x\r\nContent-Disposition: form-data; name="other"\r\n\r\n{}\r\n--x--\r\n'),
      "multipart/form-data; boundary=x",
    ],
  ];
  for (const [name, bytes, type] of bad)
    it(`is refused with 400: ${name}`, async () => {
      await assert.rejects(parseBody(bytes, type ?? "application/json"), { status: 400 });
    });

  it("says where it is no JSON", async () => {
    await assert.rejects(parseBody(Buffer.from('{"a": 1 2}'), "text/plain"), /not valid JSON \(position 8\)/);
  });

  it("may begin with a byte order mark", async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"a":"ü"}')]);
    assert.deepEqual((await parseBody(bytes, "application/json")).value, { a: "ü" });
  });

  it("is a form of Plex, of which the picture is dropped", async () => {
    const form = new FormData();
    form.set("payload", JSON.stringify({ event: "library.new" }));
    form.set("thumb", new Blob([new Uint8Array(1024 * 1024)], { type: "image/jpeg" }), "thumb.jpg");
    const sent = new Response(form);
    const bytes = new Uint8Array(await sent.arrayBuffer());
    const body = await parseBody(bytes, sent.headers.get("content-type") ?? "");
    assert.deepEqual(body, { value: { event: "library.new" }, multipart: true });
  });
});
