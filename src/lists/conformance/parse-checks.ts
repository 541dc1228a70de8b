import assert from "node:assert/strict";
import { checkProvider } from "../check-provider.ts";
import type { ConformanceCheck, Subject } from "./cases.ts";
import { assertSentence } from "./try-fetch.ts";

const FOREIGN = ["https://example.org/some/page", "Heat (1995)", "what shall we watch tonight?", "-"];

const NEEDS = ["account", "login", "server", "home-assistant"];

/** Shape and `parse`. */
export function parseChecks({ provider, cases }: Subject): ConformanceCheck[] {
  const check = (title: string, body: () => void): ConformanceCheck => ({ title, run: async () => body() });
  return [
    check("has the shape of a provider", () => assert.deepEqual(checkProvider(provider), [])),
    ...cases.understands.map(({ input, id }) =>
      check(`understands ${input}`, () => {
        const parsed = provider.parse(input);
        assert.ok(parsed, "parse returns a list");
        assert.equal(parsed.provider, provider.id);
        assert.equal(parsed.id, id);
        assert.ok(parsed.kind.length > 0 && parsed.label.length > 0, "kind and label are not empty");
        assert.deepEqual(provider.parse(`  ${input}\n`), parsed, "white space around does not matter");
        assert.deepEqual(JSON.parse(JSON.stringify(parsed)), parsed, "the list is plain JSON");
        assert.equal(provider.parse(parsed.id)?.id, id, "the id means the same list");
        const needs = provider.needs?.(parsed) ?? [];
        assert.ok(
          needs.every((need) => NEEDS.includes(need)),
          `needs is made of ${NEEDS.join(", ")}`,
        );
        if (parsed.url === undefined) return;
        assert.ok(URL.canParse(parsed.url), "url is an address");
      }),
    ),
    ...provider.forms.map(({ example }) =>
      check(`understands its own example ${example}`, () => assert.ok(provider.parse(example))),
    ),
    ...cases.refuses.map((input) =>
      check(`refuses ${input} with a sentence`, () => {
        assertSentence(
          errorOf(() => provider.parse(input)),
          ["bad-input"],
        );
      }),
    ),
    ...(cases.ignores ?? FOREIGN).map((input) =>
      check(`leaves ${input} to others`, () => assert.equal(provider.parse(input), undefined)),
    ),
  ];
}

function errorOf(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  return assert.fail("parse throws");
}
