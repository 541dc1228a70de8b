import assert from "node:assert/strict";
import { addressIdentity, hideAddresses, shownPath } from "../../../src/http/address-identity.ts";

describe("identity of an address", () => {
  const MARKER = "mArk3r9SeCrEt";
  const addresses = [
    `https://${MARKER}@example.org/list.csv`,
    `https://me:${MARKER}@example.org/list.csv`,
    `https://me:pass@${MARKER}@example.org/list.csv`,
    ...["pass", "pw", "access", "code", "hash", "k", "anything"].map(
      (name) => `https://example.org/list.csv?${name}=${MARKER}`,
    ),
    `https://example.org/list.csv?${MARKER}`,
    `https://example.org/list.csv#${MARKER}`,
    `https://example.org/u/${MARKER}/list.csv`,
    `https://example.org/u/${MARKER}.csv`,
  ];
  for (const address of addresses)
    it(`keeps nothing secret of ${address}`, () => {
      const identity = addressIdentity(address) ?? "";
      assert.equal(identity.includes(MARKER), false);
      assert.match(identity, /^https:\/\/example\.org\/\S+ \(\w{8}\)$/);
      assert.equal(addressIdentity(identity), identity, "the identity of an identity is itself");
      assert.notEqual(addressIdentity(address.replace(MARKER, "aN0ther5SeCrEt")), identity);
      assert.equal(hideAddresses(`Look at ${address} now`), `Look at ${identity} now`);
    });

  it("brings what version 0.1 kept to the same identity", () => {
    const [, hash] = /\((\w{8})\)$/.exec(addressIdentity("https://a.test/l?apikey=12345678") ?? "") ?? [];
    assert.equal(addressIdentity(`https://a.test/l?apikey=*** (${hash})`), `https://a.test/l (${hash})`);
  });

  it("leaves an address without secrets as it is, and what is no address to others", () => {
    assert.equal(addressIdentity("https://example.org/list.json"), "https://example.org/list.json");
    assert.equal(addressIdentity("C:\\lists\\movies.csv"), undefined);
    assert.equal(addressIdentity("https://"), undefined);
  });

  it("masks keys in a path, not words", () => {
    for (const key of [
      "4f9a8b7c6d5e4f3a2b1c",
      "00000000-0000-4000-8000-00000000ab00",
      "dQw4w9WgXcQ_Ab3-xY7zPq",
      "abcdefghijklmnopqrstuvwxyz",
      "a8Kd92Xz",
    ])
      assert.equal(shownPath(`/s/${key}/x.csv`), "/s/***/x.csv", key);
    for (const words of [
      "my-favourite-movies-of-2024",
      "Top-250-Movies",
      "watchlist_2024.json",
      "movies",
      "top250",
      "Movies4K",
      "s01e02",
      "secret",
    ])
      assert.equal(shownPath(`/s/${words}`), `/s/${words}`, words);
  });
});
