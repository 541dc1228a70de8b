import { conformance } from "../../../../src/lists/conformance.ts";
import { own } from "../../../../src/lists/own/index.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { startListSite } from "../../../servers/list-site.ts";

const rows = syntheticTitles(12).map(({ title, year, tmdbId, mediaType }) => ({
  title,
  year,
  id: tmdbId,
  type: mediaType,
}));

describe("own lists at an address", () => {
  const checks = conformance(own, {
    understands: [
      { input: "https://lists.example/films.json", id: "https://lists.example/films.json" },
      { input: "/data/films.csv", id: "/data/films.csv" },
      { input: "payload", id: "payload" },
    ],
    refuses: ["https://"],
    // any address is an own list, so only texts are nobody's
    ignores: ["Heat (1995)", "AC/DC live", "linda/big"],
    start: () =>
      startListSite(({ segments }) => {
        if (segments[0] === "films.json") return { json: rows };
        if (segments[0] === "empty.json") return { json: [] };
        return { status: 404, json: {} };
      }),
    list: { input: "https://lists.example/films.json", titles: rows.length, total: rows.length },
    empty: "https://lists.example/empty.json",
    situations: [
      { title: "there is nothing", code: "not-found", input: "https://lists.example/none.json" },
      { title: "a login is needed", code: "auth-required", fault: { kind: "answer", status: 401, body: "" } },
      { title: "access is refused", code: "private", fault: { kind: "answer", status: 403, body: "" } },
      {
        title: "it is JSON without a list",
        code: "markup-changed",
        fault: { kind: "answer", status: 200, body: "{}" },
      },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});
