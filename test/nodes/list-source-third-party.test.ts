import assert from "node:assert/strict";
import { registerProvider, unregisterProvider } from "../../src/lists/registry.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest } from "../support/node-red.ts";
import { itemsOf } from "../support/overseerr-flow.ts";

const CLUBS = ["film-club", "book-club"];

/** A site of another package: its one title says with which account and settings it was read. */
function registerClub(id: string): void {
  registerProvider({
    id,
    name: id,
    forms: [{ example: `${id}:1`, meaning: "a programme" }],
    account: { label: "Member number", required: true, where: "on the card" },
    settings: [{ id: "region", label: "Region", kind: "text", default: "everywhere" }],
    parse: (input) =>
      input.startsWith(`${id}:`) ? { provider: id, kind: "programme", id: input, label: input } : undefined,
    async fetch(_list, { account, settings }) {
      const title = `${id} for ${account?.key} in ${settings.region}`;
      const items = [{ title, mediaType: "movie" as const, ids: {}, sources: [] }];
      return { items, complete: true, via: "api", warnings: [] };
    },
  });
}

describe("sites of other packages in one list-source", () => {
  const startFlow = flowPerTest();
  before(() => CLUBS.forEach(registerClub));
  after(() => {
    for (const id of CLUBS) unregisterProvider(id);
  });

  async function titles(properties: Record<string, unknown>): Promise<string[]> {
    const flow = await startFlow(
      [
        flowNodes.source({
          lists: CLUBS.map((id) => ({ list: `${id}:1` })),
          output: "array",
          ...properties,
        }),
        flowNodes.account({ id: "film-member", provider: "film-club" }),
        flowNodes.account({ id: "book-member", provider: "book-club" }),
        flowNodes.account({ id: "alone", provider: "nobody-knows" }),
        flowNodes.sink("items"),
      ],
      { credentials: { "film-member": { key: "4711" }, "book-member": { key: "815" } } },
    );
    flow.sink("items");
    flow.send("source", {});
    const [msg] = await flow.sink("items").count(1);
    return itemsOf(msg).map(({ title }) => title);
  }

  it("each have their account, though none is chosen, and the defaults of their settings", async () => {
    assert.deepEqual(await titles({}), [
      "film-club for 4711 in everywhere",
      "book-club for 815 in everywhere",
    ]);
  });

  it("each have their own settings, also beside one account that is chosen", async () => {
    const siteSettings = { "film-club": { region: "north" }, "book-club": { region: "south" } };
    assert.deepEqual(await titles({ siteSettings, otherAccount: "film-member" }), [
      "film-club for 4711 in north",
      "book-club for 815 in south",
    ]);
  });
});
