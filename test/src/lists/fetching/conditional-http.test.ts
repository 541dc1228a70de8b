import assert from "node:assert/strict";
import { createHttp } from "../../../../src/http/create-http.ts";
import { conditionalHttp } from "../../../../src/lists/fetching/conditional-http.ts";
import { createProcessCache } from "../../../../src/lists/fetching/process-cache.ts";
import {
  type ListSite,
  type SiteAnswer,
  type SiteRequest,
  startListSite,
} from "../../../servers/list-site.ts";

describe("conditional requests", () => {
  let site: ListSite;
  let answer: (request: SiteRequest) => SiteAnswer;
  before(async () => {
    site = await startListSite((request) => answer(request));
  });
  after(() => site.close());
  beforeEach(() => {
    site.requests.length = 0;
    let version = 0;
    answer = ({ headers }): SiteAnswer =>
      headers["if-none-match"] === '"1"'
        ? { status: 304, body: "" }
        : { headers: { etag: '"1"', "x-pagination-page-count": "7" }, json: { version: ++version } };
  });
  const client = () => conditionalHttp(createHttp({ retries: 0 }), createProcessCache());
  const url = () => `${site.origin}/list`;

  it("take a page that has not changed as it was, with the headers that lead on", async () => {
    const http = client();
    const first = await http.request({ url: url() });
    const second = await http.request({ url: url() });
    assert.deepEqual(second.body, first.body);
    assert.equal(second.status, 200);
    assert.equal(second.headers["x-pagination-page-count"], "7");
    assert.equal(site.requests[1]?.headers["if-none-match"], '"1"');
  });

  it("take the new page when it has changed", async () => {
    let version = 1;
    answer = () => ({ headers: { "last-modified": `${version}` }, json: { version: version++ } });
    const http = client();
    await http.request({ url: url() });
    const { body } = await http.request({ url: url() });
    assert.deepEqual(body, { version: 2 });
    assert.equal(site.requests[1]?.headers["if-modified-since"], "1");
  });

  it("never mix the pages of two accounts", async () => {
    const http = client();
    await http.request({ url: url(), headers: { Authorization: "Bearer one" } });
    await http.request({ url: url(), headers: { Authorization: "Bearer two" } });
    assert.equal(site.requests[1]?.headers["if-none-match"], undefined);
  });

  it("leave alone what brings its own condition, what is posted, and refusals", async () => {
    const http = client();
    await http.request({ url: url() });
    const own = await http.request({ url: url(), headers: { "If-None-Match": '"1"' } });
    assert.equal(own.status, 304);
    await http.request({ url: url(), method: "POST", json: {} });
    assert.equal(site.requests[2]?.headers["if-none-match"], undefined);
    answer = () => ({ status: 503, headers: { etag: '"1"' }, json: {} });
    assert.equal((await http.request({ url: url() })).status, 503);
  });

  it("keep nothing that the site forbids to keep", async () => {
    answer = () => ({ headers: { etag: '"1"', "cache-control": "private, no-store" }, json: {} });
    const http = client();
    await http.request({ url: url() });
    await http.request({ url: url() });
    assert.equal(site.requests[1]?.headers["if-none-match"], undefined);
  });
});
