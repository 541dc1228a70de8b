import assert from "node:assert/strict";
import type { Fields } from "../../../../src/fields/field.ts";
import { text, whole, word, yesNo } from "../../../../src/fields/kinds.ts";
import { computeFields, type Evaluate } from "../../../../src/node-red/computed/compute-fields.ts";
import { computeLists, withoutComputed } from "../../../../src/node-red/computed/compute-lists.ts";

const FIELDS: Fields = {
  operation: word({ label: "Operation", words: ["query", "record"] }),
  limit: whole({
    label: "At most",
    min: 0,
    max: 100,
    default: 20,
    computed: true,
    message: true,
    when: { operation: ["query"] },
  }),
  dryRun: yesNo({ label: "Dry run", default: false, computed: true }),
  profile: text({ label: "Profile" }),
};

const gives =
  (values: Record<string, unknown>): Evaluate =>
  async (expression, type) => {
    const value = values[`${type}.${expression}`];
    if (value instanceof Error) throw value;
    return value;
  };
const never: Evaluate = () => Promise.reject(new Error("was asked"));

describe("Values that are computed", () => {
  it("stand where what computes them stood", async () => {
    const config = { limit: "few", limitType: "flow", dryRun: "$x", dryRunType: "jsonata", profile: "Main" };
    const found = await computeFields(FIELDS, config, {}, gives({ "flow.few": 7, "jsonata.$x": true }));
    assert.deepEqual([found.limit, found.dryRun, found.profile], [7, true, "Main"]);
  });

  it("leave plain values alone, and those of flows that name no type", async () => {
    for (const config of [{ limit: "20" }, { limit: "20", limitType: "num" }, { limit: 5, limitType: "" }])
      assert.equal(await computeFields(FIELDS, config, {}, never), config);
  });

  it("are not computed where they do not count, or where the message says it itself", async () => {
    const config = { limit: "a", limitType: "msg" };
    await computeFields(FIELDS, { ...config, operation: "record" }, {}, never);
    await computeFields(FIELDS, config, { limit: 3 }, never);
  });

  for (const [what, value, words] of [
    ["nothing", undefined, /^At most comes from msg\.a, which is empty\. /],
    ["an empty text", "", /which is empty/],
    [
      "what is out of range",
      101,
      /^At most must be a whole number from 0 to 100; it is 101\. It comes from msg\.a\. /,
    ],
    ["another kind", { many: 1 }, /At most must be .*\{"many":1\}/],
    ["an error", new Error("no such store"), /cannot be computed \(no such store\)/],
  ] as const)
    it(`are refused when they come to ${what}`, () =>
      assert.rejects(
        computeFields(FIELDS, { limit: "a", limitType: "msg" }, {}, gives({ "msg.a": value })),
        ({ code, message }: Error & { code?: string }) => code === "bad-input" && words.test(message),
      ));
});

describe("Limits of lists that are computed", () => {
  const rows = [
    "stevenlu",
    { list: "top", limit: "n", limitType: "msg" },
    { list: "popular", limit: "3", limitType: "num" },
  ];

  it("stand in their rows", async () => {
    assert.deepEqual(await computeLists(rows, {}, gives({ "msg.n": "4" })), [
      "stevenlu",
      { list: "top", limit: "4" },
      { list: "popular", limit: "3" },
    ]);
  });

  it("fail their list when they cannot be computed, and no other", async () => {
    const [, top, popular] = (await computeLists(rows, {}, gives({ "msg.n": 0.5 }))) as {
      unusable?: Error;
    }[];
    assert.match(
      top?.unusable?.message ?? "",
      /The limit of list 2 must be .*it is 0\.5\. It comes from msg\.n/,
    );
    assert.equal(popular?.unusable, undefined);
  });

  it("are left out where there is no message", () => {
    assert.deepEqual(rows.map(withoutComputed), [
      "stevenlu",
      { list: "top" },
      { list: "popular", limit: "3" },
    ]);
  });
});
