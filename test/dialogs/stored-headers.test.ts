import assert from "node:assert/strict";
import { HEADER_SLOTS, storeHeaders } from "../../nodes/dialogs/fields/stored-headers.ts";
import { headerSlots } from "../../src/node-red/settings/header-slots.ts";

describe("headers as a dialog stores them", () => {
  it("have the slots that the runtime has", () => {
    assert.deepEqual(HEADER_SLOTS, Object.keys(headerSlots()));
  });

  it("put typed values into free slots and leave references readable", () => {
    const rows = [
      { name: "A", value: "secret" },
      { name: "B", value: "Bearer $" + "{TOKEN}" },
      { name: "C", value: "file:/run/secrets/c" },
      { name: "D", value: "", slot: "header1" },
    ];
    const { headers, credentials } = storeHeaders(rows, [{ name: "D", value: "", slot: "header1" }]);
    assert.deepEqual(credentials, { header2: "secret" });
    assert.deepEqual(
      headers.map(({ value, slot }) => [value, slot]),
      [
        ["", "header2"],
        ["Bearer $" + "{TOKEN}", undefined],
        ["file:/run/secrets/c", undefined],
        ["", "header1"],
      ],
    );
  });

  it("empty the slot of a row that is gone", () => {
    assert.deepEqual(storeHeaders([], [{ name: "A", value: "", slot: "header3" }]), {
      headers: [],
      credentials: { header3: "" },
    });
  });
});
