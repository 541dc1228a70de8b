import assert from "node:assert/strict";
import axios from "axios";
import { recordedCatalogue } from "../../servers/overseerr/recorded-catalogue.ts";
import { type OverseerrServer, startOverseerr } from "../../servers/overseerr/server.ts";
import { describeWithFixtures, readJsonFixture } from "../../support/fixtures.ts";

/** Title → encoder → `"200 (1)"` or `"400"`. */
interface Matrix {
  response: { body: Record<string, Record<string, string>> };
}

const ENCODERS: Record<string, (title: string) => string> = {
  "strict (RFC 3986)": (title) =>
    `query=${encodeURIComponent(title).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
  encodeURIComponent: (title) => `query=${encodeURIComponent(title)}`,
  URLSearchParams: (title) => String(new URLSearchParams({ query: title })),
  "axios params": (title) => axios.getUri({ url: "", params: { query: title } }).slice(1),
};

describeWithFixtures("the test server's check of reserved characters, beside a real Seerr", () => {
  let server: OverseerrServer;
  before(async () => {
    server = await startOverseerr({ catalogue: recordedCatalogue() });
  });
  after(() => server.close());

  const { body } = readJsonFixture<Matrix>("overseerr/069-encoding-matrix.json").response;
  for (const [title, byEncoder] of Object.entries(body))
    it(`answers "${title}" alike however it is encoded`, async () => {
      const answered: Record<string, string> = {};
      for (const [name, encode] of Object.entries(ENCODERS)) {
        const url = `${server.url}/api/v1/search?${encode(title)}`;
        const response = await fetch(url, { headers: { "x-api-key": server.apiKey } });
        answered[name] = String(response.status);
      }
      const statuses = Object.entries(byEncoder).map(([name, result]) => [name, result.slice(0, 3)]);
      assert.deepEqual(answered, Object.fromEntries(statuses));
    });
});
