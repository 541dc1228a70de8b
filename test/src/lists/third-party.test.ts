import { createRequire } from "node:module";
import { join } from "node:path";
import type { conformance as kit } from "../../../src/lists/conformance.ts";
import type { ListProvider } from "../../../src/lists/provider.ts";
import { syntheticTitles } from "../../servers/catalogue/synthetic.ts";
import { MEMBER, startFilmClub } from "../../servers/film-club.ts";
import { installFilmClubAlone } from "../../support/third-party.ts";

const films = syntheticTitles(120).filter(({ mediaType }) => mediaType === "movie");

describe("A provider of somebody else's package", () => {
  // it uses this package as it was built, from a folder of its own
  const load = createRequire(join(installFilmClubAlone(), "test.js"));
  const { filmClub } = load("./provider.js") as { filmClub: ListProvider };
  const { conformance } = load("@list-sync/node-red-list-sync/conformance") as { conformance: typeof kit };
  const checks = conformance(filmClub, {
    understands: [{ input: "film-club:2026", id: "film-club:2026" }],
    refuses: ["film-club:", "film-club:latest"],
    start: () => startFilmClub({ 2026: films, 1999: [] }),
    account: { key: MEMBER },
    list: { input: "film-club:2026", titles: 90, total: 90, requests: 2 },
    empty: "film-club:1999",
    situations: [
      { title: "there is no programme", code: "not-found", input: "film-club:2001" },
      { title: "the member is unknown", code: "auth-required", account: { key: "somebody" } },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});
