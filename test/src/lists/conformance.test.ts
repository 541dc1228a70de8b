import assert from "node:assert/strict";
import { conformance } from "../../../src/lists/conformance.ts";
import { ListError } from "../../../src/lists/list-error.ts";
import type { FetchContext, FetchedList, ListProvider } from "../../../src/lists/provider.ts";
import { siteError } from "../../../src/lists/site-error.ts";
import { startListSite } from "../../servers/list-site.ts";

const KEY = "a-key-of-the-kit";
const ORIGIN = "http://films.example";
const films = [1, 2, 3, 4, 5, 6].map((tmdb) => ({ title: `Film ${tmdb}`, tmdb }));

/** Two films on a page; `more` says whether there is another. */
const startSite = () =>
  startListSite(({ query }) => {
    const start = Number(query.get("from"));
    return { json: { films: films.slice(start, start + 2), more: start + 2 < films.length } };
  });

interface Answer {
  films?: { title: string; tmdb: number }[];
  more?: boolean;
}

async function readPage(from: number, context: FetchContext): Promise<Answer> {
  const url = `${context.origin(ORIGIN)}/films?from=${from}`;
  const response = await context.http.request<Answer>({ url, signal: context.signal });
  if (response.status !== 200 || !Array.isArray(response.body.films))
    throw siteError(response, "Film site", "The list of films");
  return response.body;
}

const result = (films: Answer["films"], more: Partial<FetchedList> = {}): FetchedList => ({
  items: (films ?? []).map(({ title, tmdb }) => ({ title, mediaType: "movie", ids: { tmdb }, sources: [] })),
  total: 6,
  complete: true,
  via: "http",
  warnings: [],
  ...more,
});

/** A provider without a fault; each test below gives it one. */
const good: ListProvider = {
  id: "films",
  name: "Film site",
  forms: [{ example: "films:all", meaning: "all films" }],
  parse(input) {
    const text = input.trim();
    if (text === "films:none") throw new ListError("bad-input", "The film site has no list of nothing.");
    return text === "films:all" ? { provider: "films", kind: "list", id: text, label: "Films" } : undefined;
  },
  async fetch(_list, context) {
    const found: NonNullable<Answer["films"]> = [];
    for (let more = true; more && found.length < (context.limit ?? Number.POSITIVE_INFINITY); ) {
      const page = await readPage(found.length, context);
      if (found.some(({ tmdb }) => tmdb === page.films?.[0]?.tmdb))
        throw new ListError("markup-changed", "The pages of the film site repeat.");
      found.push(...(page.films ?? []));
      more = page.more === true;
    }
    return result(found.slice(0, context.limit));
  },
};

/** Titles of the checks that a provider fails. */
async function failures(provider: ListProvider): Promise<string[]> {
  const failed: string[] = [];
  const checks = conformance(provider, {
    understands: [{ input: "films:all", id: "films:all" }],
    refuses: ["films:none"],
    start: startSite,
    account: { key: KEY },
    list: { input: "films:all", titles: 6, total: 6, requests: 3 },
    situations: [
      { title: "it needs a login", code: "private", fault: { kind: "answer", status: 401, body: "{}" } },
    ],
    http: { timeoutMs: 250 },
  });
  for (const { title, run } of checks) await run().catch(() => failed.push(title));
  return failed;
}

/** The good provider with another `fetch`. */
const fetching = (fetch: ListProvider["fetch"]): ListProvider => ({ ...good, fetch });

describe("the conformance kit", () => {
  it("lets a provider without a fault pass", async () => {
    assert.deepEqual(await failures(good), []);
  });

  const faults: [string, ListProvider, RegExp][] = [
    [
      "takes a failure for an empty list",
      fetching((list, context) => good.fetch(list, context).catch(() => result([]))),
      /^fails on HTTP 500$/,
    ],
    [
      "gives what it has when a later page fails",
      fetching(async (_list, context) => {
        const first = await readPage(0, context);
        const others = [2, 4].map((from) => readPage(from, context).catch((): Answer => ({ films: [] })));
        return result([first, ...(await Promise.all(others))].flatMap((page) => page.films ?? []));
      }),
      /^gives no shorter list when a later page fails \(HTTP 502\)$/,
    ],
    [
      "ignores the limit",
      fetching((list, context) => good.fetch(list, { ...context, limit: undefined })),
      /^takes no more titles than the limit/,
    ],
    [
      "calls the first page the whole list",
      fetching(async (_list, context) => result((await readPage(0, context)).films)),
      /^fetches the whole list as valid items/,
    ],
    [
      "cannot be stopped",
      fetching((list, context) => good.fetch(list, { ...context, signal: new AbortController().signal })),
      /^stops immediately with a CancelledError/,
    ],
    [
      "asks its site behind the back of whoever replaced the origin",
      fetching((list, context) => good.fetch(list, { ...context, origin: () => "http://127.0.0.1:9" })),
      /^fetches the whole list as valid items/,
    ],
    [
      "writes the key into an error",
      fetching((list, context) =>
        good.fetch(list, context).catch((cause: unknown) => {
          throw new ListError("unavailable", `The film site refused ${context.account?.key ?? ""}.`, {
            cause,
          });
        }),
      ),
      /^never shows the account's key/,
    ],
    [
      "believes in pages without an end",
      fetching(async (_list, context) => {
        const pages = [await readPage(0, context), await readPage(2, context), await readPage(4, context)];
        return result(pages.flatMap((page) => page.films ?? []));
      }),
      /^comes to an end when the site sends the same page for ever$/,
    ],
    [
      "gives ids that are none",
      fetching(async (list, context) => {
        const fetched = await good.fetch(list, context);
        return { ...fetched, items: fetched.items.map((item) => ({ ...item, ids: { imdb: "133093" } })) };
      }),
      /^fetches the whole list as valid items/,
    ],
    [
      "takes every text for its own",
      { ...good, parse: (text) => good.parse(text) ?? good.parse("films:all") },
      /^leaves Heat \(1995\) to others$/,
    ],
    ["has no name", { ...good, name: "" }, /^has the shape of a provider$/],
  ];
  for (const [fault, provider, check] of faults)
    it(`catches a provider that ${fault}`, async () => {
      const failed = await failures(provider);
      assert.ok(
        failed.some((title) => check.test(title)),
        `fails ${check}, failed: ${failed.join("; ") || "nothing"}`,
      );
    });
});
