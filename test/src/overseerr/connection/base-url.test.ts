import assert from "node:assert/strict";
import { parseBaseUrl } from "../../../../src/overseerr/connection/base-url.ts";

describe("parseBaseUrl", () => {
  for (const [text, url] of [
    ["http://seerr.local:5055", "http://seerr.local:5055"],
    ["  http://seerr.local:5055/  ", "http://seerr.local:5055"],
    ["HTTP://Seerr.Local:80/", "http://seerr.local"],
    ["https://home.test/seerr///", "https://home.test/seerr"],
    ["https://home.test/seerr/api/v1", "https://home.test/seerr"],
    ["http://192.168.1.10:5055/api/v1/", "http://192.168.1.10:5055"],
    ["http://[fd00::1]:5055/", "http://[fd00::1]:5055"],
    ["http://seerr.local:5055/?x=1#/login", "http://seerr.local:5055"],
  ] as const) {
    it(`reads ${text.trim()} as ${url}`, () => assert.equal(parseBaseUrl(text).url, url));
  }

  it("keeps user and password out of the address and makes a header of them", () => {
    const base = parseBaseUrl("https://sean:p%40ss@home.test/seerr");
    assert.equal(base.url, "https://home.test/seerr");
    assert.equal(base.host, "home.test");
    assert.equal(base.authorization, `Basic ${Buffer.from("sean:p@ss").toString("base64")}`);
  });

  it("takes a percent sign in a password as it is", () => {
    const { secrets } = parseBaseUrl("http://sean:100%25%20%@home.test");
    assert.equal(secrets[0], "100% %");
  });

  it("says what is missing", () => {
    const refused = (text: string, message: RegExp) =>
      assert.throws(() => parseBaseUrl(text), { code: "server-url", message });
    refused("  ", /has no address/);
    refused(
      "seerr.local:5055",
      /must start with http:\/\/ or https:\/\/\. Enter it as http:\/\/seerr\.local:5055\./,
    );
    refused("ftp://seerr.local", /must start with http/);
    refused("http://", /not a valid web address/);
    refused("http://a b", /not a valid web address/);
  });

  it("does not repeat what may be a key in the wrong field", () => {
    assert.throws(
      () => parseBaseUrl("MTcwNDI5ODc2NTQzMg=="),
      (error: Error) => !error.message.includes("MTcw"),
    );
  });
});
