import assert from "node:assert/strict";
import { provider } from "../../../src/lists/registry.ts";
import { contextFor } from "../../support/fetch-context.ts";
import { listen } from "../../support/listen.ts";

/** Users as sites should not answer them. */
const ODD = [undefined, null, "", " ", 7, {}, ["anna"]];

describe("The test of an account whose site does not say its name", () => {
  for (const [site, odd] of [
    ["plex", (name: unknown) => ({ username: name, title: name, email: name })],
    ["trakt", (name: unknown) => ({ user: { username: name } })],
    ["simkl", (name: unknown) => ({ user: { name } })],
  ] as const)
    for (const name of ODD)
      it(`is a sentence all the same: ${site} with ${JSON.stringify(name)}`, async () => {
        const server = await listen((_request, response) => {
          response.writeHead(200, { "content-type": "application/json" });
          response.end(JSON.stringify(odd(name)));
        });
        const login = { name: "1", token: async () => "token", renew: async () => "token" };
        try {
          const context = contextFor(server.url, { account: { key: "key", login } });
          assert.equal(
            await provider(site)?.account?.test?.(context),
            "Signed in, but the site does not say as whom.",
          );
        } finally {
          await server.close();
        }
      });
});
