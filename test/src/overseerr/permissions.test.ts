import assert from "node:assert/strict";
import { readPermissions } from "../../../src/overseerr/permissions.ts";

describe("readPermissions", () => {
  it("lets an administrator do everything", () => {
    assert.ok(Object.values(readPermissions(2)).every(Boolean));
  });

  it("lets nobody do anything without a bit", () => {
    assert.ok(Object.values(readPermissions(0)).every((may) => !may));
  });

  it("tells movies and shows apart", () => {
    const may = readPermissions(262_144 + 4096 + 512);
    assert.deepEqual(
      [
        may.requestMovie,
        may.requestTv,
        may.request4kMovie,
        may.request4kTv,
        may.autoApproveMovie,
        may.autoApproveTv,
      ],
      [true, false, false, true, false, true],
    );
  });

  it("takes REQUEST for both kinds, without 4K", () => {
    const may = readPermissions(32);
    assert.deepEqual(
      [may.requestMovie, may.requestTv, may.request4kMovie, may.manageRequests, may.admin],
      [true, true, false, false, false],
    );
  });
});
