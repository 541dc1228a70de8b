import assert from "node:assert/strict";
import { accountFor, accountsInUse } from "../../../../src/node-red/settings/accounts-in-use.ts";

const deployed = (id: string, provider: string) => ({
  id,
  provider,
  account: () => ({ provider, account: { key: `key of ${id}` } }),
});
const keysOf = (accounts: ReturnType<typeof accountsInUse>) => accounts.map(({ account }) => account?.key);

describe("the accounts that lists are read with", () => {
  it("are those of their sites, wherever they are deployed", () => {
    const everywhere = [deployed("a", "trakt"), deployed("b", "film-club"), deployed("c", "book-club")];
    assert.deepEqual(keysOf(accountsInUse([], everywhere)), ["key of a", "key of b", "key of c"]);
  });

  it("are the node's own where it names one", () => {
    const own = deployed("own", "trakt").account();
    const everywhere = [deployed("a", "trakt"), deployed("b", "film-club")];
    assert.deepEqual(keysOf(accountsInUse([own], everywhere)), ["key of own", "key of b"]);
  });

  it("are not guessed where a site has several", () => {
    const everywhere = [deployed("mine", "plex"), deployed("yours", "plex")];
    assert.equal(accountFor("plex", everywhere), "several");
    assert.deepEqual(accountsInUse([], everywhere), []);
  });

  it("go on without one that cannot be used, and say why", () => {
    const broken = {
      ...deployed("a", "trakt"),
      account: () => {
        throw new Error("The key file cannot be read.");
      },
    };
    const said: string[] = [];
    assert.deepEqual(
      keysOf(accountsInUse([], [broken, deployed("b", "simkl")], (sentence) => said.push(sentence))),
      ["key of b"],
    );
    assert.deepEqual(said, ["The key file cannot be read."]);
  });
});
