import assert from "node:assert/strict";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { oneOfEach } from "./support/our-nodes.ts";

/** As a person writes that a value comes from the environment. */
const variable = (name: string) => `\${${name}}`;

const NAMED = `https://letterboxd.com/${variable("LETTERBOXD_NAME")}/watchlist/`;

type Colour = "ok" | "warning" | "error";

const TEXTS: [text: string, colour: Colour, said: RegExp][] = [
  ["https://www.imdb.com/chart/top/", "ok", /^IMDb Top 250 movies$/],
  ["https://mdblist.com/lists/linda/big", "ok", /^MDBList list "linda\/big"$/],
  ["https://mdblist.com/lists/linda/external/77", "warning", /needs an account for MDBList/],
  ["https://mdblist.com/lists/official/movies/x?rank=1", "warning", /needs an account for MDBList.*"rank"/],
  ["https://app.trakt.tv/discover/trending?mode=show", "warning", /deploy to use the choices/],
  ["https://app.trakt.tv/people/some-actor", "error", /shows a person/],
  ["https://simkl.com/movies/trending/week/", "ok", /trending movies/],
  ["plex:watchlist", "warning", /needs an account for Plex/],
  ["https://www.themoviedb.org/movie/top-rated", "warning", /needs an account for TMDB/],
  ["jellyfin:watchlist", "warning", /needs an account for Jellyfin/],
  ["https://example.org/films", "warning", /read as JSON, CSV or RSS; supported sites: IMDb, .*Steven Lu/],
  ["https://example.org/films.csv", "warning", /read as CSV; supported sites: IMDb/],
  ["/nowhere/films.csv", "warning", /cannot find or read this file/],
  [NAMED, "warning", /^https.* press Deploy first: .*LETTERBOXD_NAME/],
  [variable("NO_SUCH_LIST"), "warning", /press Deploy first: .*NO_SUCH_LIST/],
  ["https://www.justwatch.com/us/lists/my-lists", "error", /^JustWatch does not offer its lists.*MDBList/],
  ["what shall we watch tonight?", "error", /^No provider understands/],
];

describe(`The texts of lists in the editor of Node-RED ${nodeRedVersion}`, () => {
  let open: OpenNodeRed;
  before(async () => {
    process.env.LETTERBOXD_NAME = "very_secret";
    open = await openNodeRed();
    await open.editor.importFlow(oneOfEach());
  });
  after(async () => {
    delete process.env.LETTERBOXD_NAME;
    await open?.close();
  });
  afterEach(() => assert.deepEqual(open.editor.errors.splice(0), []));

  const ROW = "#list-sync-entries li:first-child";

  it("are green only when they can be read now, amber with what is missing, red when nobody understands them", async () => {
    const { editor } = open;
    await editor.openDialog("list-source");
    for (const [text, colour, said] of TEXTS) {
      await editor.fill(`${ROW} .list-sync-list`, text);
      const shown = await editor.waitForText(`${ROW} .list-sync-answer`, said);
      const classes = await editor.page.$eval(`${ROW} .list-sync-answer`, ({ className }) => className);
      assert.match(classes, new RegExp(`list-sync-${colour}\\b`), `${text}: ${shown}`);
      assert.doesNotMatch(shown, /very_secret/);
    }
    await editor.closeDialog("cancel");
  });

  const shownInvalid = (id: string, invalid: boolean) =>
    open.editor.page.waitForFunction(
      (node, expected) => RED.nodes.node(node)?.valid === !expected,
      {},
      id,
      invalid,
    );

  it("make the node invalid when nobody understands one, without its dialog being opened", async () => {
    const { editor } = open;
    const change = (lists: unknown) =>
      editor.page.evaluate((value) => {
        const node = RED.nodes.node("list-source");
        Object.assign(node ?? {}, { lists: value });
        if (node) RED.editor.validateNode(node);
      }, lists as never);
    const text = "tonight's pick, whatever it is";
    await change([{ list: text, enabled: true, provider: "detect" }]);
    await shownInvalid("list-source", true);
    const { reasons } = await editor.validity("list-source");
    assert.match(reasons.join("\n"), /List 1: No provider understands/);
    await change([{ list: text, enabled: false, provider: "detect" }]);
    await shownInvalid("list-source", false);
    await change([{ list: `${variable("NO_SUCH_LIST")}`, enabled: true }, "https://example.org/films"]);
    await shownInvalid("list-source", false);
  });

  it("make the node invalid when a dialog with one is saved", async () => {
    const { editor } = open;
    await editor.openDialog("list-source");
    await editor.fill(`${ROW} .list-sync-list`, "https://www.serializd.com/user/anna/watchlist");
    await editor.waitForText(`${ROW} .list-sync-answer`, /^Serializd/);
    await editor.closeDialog("ok");
    await shownInvalid("list-source", true);
  });

  for (const [text, said] of [
    [NAMED, /^Letterboxd: .*LETTERBOXD_NAME/],
    [variable("NO_SUCH_LIST"), /environment variable NO_SUCH_LIST is not set/],
  ] as const)
    it(`have their variables looked up once they are deployed: ${text}`, async () => {
      const { editor } = open;
      await editor.openDialog("list-source");
      await editor.fill(`${ROW} .list-sync-list`, text);
      await editor.waitForText(`${ROW} .list-sync-answer`, /press Deploy first/);
      await editor.closeDialog("ok");
      await editor.deploy();
      await editor.openDialog("list-source");
      assert.doesNotMatch(await editor.waitForText(`${ROW} .list-sync-answer`, said), /very_secret/);
      await editor.closeDialog("cancel");
    });
});
