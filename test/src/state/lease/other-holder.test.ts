import assert from "node:assert/strict";
import { otherHolder } from "../../../../src/state/lease/other-holder.ts";
import { loadSqlite } from "../../../../src/state/sqlite.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

describe("a database that cannot be opened here", () => {
  const path = temporaryFolder();

  it("is not nobody's while somebody keeps it locked", () => {
    const file = path("locked.db");
    const other = new (loadSqlite())(file);
    other.exec("CREATE TABLE lease (holder, place, at); BEGIN EXCLUSIVE");
    assert.throws(() => otherHolder(file), { code: "state-locked" });
    other.exec("ROLLBACK");
    assert.equal(otherHolder(file), undefined);
    other.close();
  });
});
