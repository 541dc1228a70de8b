import assert from "node:assert/strict";
import { fullSyncFlow, onlyByHand } from "../flows/full-sync.ts";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { ListSite } from "../servers/list-site.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { listen } from "../support/listen.ts";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describe(`The preview of a list in Node-RED ${nodeRedVersion}`, () => {
  let server: OverseerrServer;
  let stevenlu: ListSite;
  let open: OpenNodeRed;
  let pictures: Awaited<ReturnType<typeof listen>>;
  const films = createCatalogue()
    .titles.filter(({ mediaType }) => mediaType === "movie")
    .slice(0, 23);

  before(async () => {
    server = await startOverseerr({ product: "Jellyseerr" });
    stevenlu = await startStevenlu({ movies: films });
    pictures = await listen((_, response) =>
      response.writeHead(200, { "content-type": "image/png" }).end(PIXEL),
    );
    const flows = fullSyncFlow((nodes) => {
      onlyByHand(nodes);
      for (const node of nodes)
        if (node.type === "list-source")
          node.lists = [{ enabled: true, provider: "detect", list: "stevenlu" }];
    });
    open = await openNodeRed({
      flows,
      env: {
        OVERSEERR_URL: server.url,
        OVERSEERR_API_KEY: server.apiKey,
        LISTSYNC_ORIGIN_STEVENLU: stevenlu.origin,
        LISTSYNC_ORIGIN_TMDB_IMAGES: pictures.url,
      },
    });
  });
  after(async () => {
    await open?.close();
    await Promise.all([server?.close(), stevenlu?.close(), pictures?.close()]);
  });

  it("turns its pages to the end and back, with the poster of each title that the server knows", async () => {
    const { editor } = open;
    const sites = new Set<string>();
    editor.page.on("request", (request) => sites.add(new URL(request.url()).origin));
    await editor.openDialog("full-sync-lists");
    await editor.page.click(".list-sync-preview-button");

    const page = (first: number, count: number) =>
      editor.page.waitForFunction(
        (start, wanted) => {
          const rows = [...document.querySelectorAll(".list-sync-preview ol li")];
          const images = document.querySelectorAll<HTMLImageElement>(".list-sync-preview ol li img");
          return (
            rows.length === wanted &&
            rows[0]?.textContent?.startsWith(`${start}. `) &&
            images.length === wanted &&
            [...images].every(({ src, naturalWidth }) => src.startsWith("data:image/png") && naturalWidth > 0)
          );
        },
        { timeout: 30_000 },
        first,
        count,
      );
    await page(1, 10);
    await editor.page.click(".list-sync-next");
    await page(11, 10);
    await editor.page.click(".list-sync-next");
    await page(21, 3);
    const isOff = (button: string) =>
      editor.page.$eval(button, (element) => (element as HTMLButtonElement).disabled);
    assert.deepEqual([await isOff(".list-sync-next"), await isOff(".list-sync-previous")], [true, false]);
    await editor.page.click(".list-sync-previous");
    await page(11, 10);

    // what was shown once is kept; the browser itself asks nobody but Node-RED
    assert.deepEqual(
      pictures.seen.map(({ url }) => url).sort(),
      films.map(({ tmdbId }) => `/t/p/w92/pmovie${tmdbId}.jpg`).sort(),
    );
    assert.ok(!sites.has(pictures.url), [...sites].join());
    await editor.closeDialog("cancel");
  });
});
