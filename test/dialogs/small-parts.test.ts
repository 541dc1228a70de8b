import assert from "node:assert/strict";
import { isShownFor } from "../../nodes/dialogs/fields/shown-rows.ts";
import { areEntities, isAddress, isId, isIds } from "../../nodes/dialogs/fields/written-values.ts";
import { documentationOf } from "../../nodes/dialogs/footer.ts";
import { serviceOf } from "../../nodes/dialogs/overseerr-request.ts";
import { deviceNameOf, missingTransport } from "../../nodes/dialogs/sync-entities.ts";
import { typedBefore } from "../../nodes/dialogs/sync-trigger.ts";

describe("small parts of the dialogs", () => {
  it("show a row for each of the choices it names", () => {
    assert.equal(isShownFor("query retry", "retry"), true);
    assert.equal(isShownFor("query retry", "re"), false);
  });

  it("take ids of entities, of one domain where it counts", () => {
    assert.equal(areEntities("switch.sync, input_button.go"), true);
    assert.equal(areEntities("switch.sync, input_button.go", "todo"), false);
    assert.equal(areEntities(" , "), false);
  });

  it("take addresses and names of variables, and nothing else", () => {
    for (const value of ["", "http://nas:8096", "$" + "{JELLYFIN_URL}"]) assert.equal(isAddress(value), true);
    for (const value of ["nas:8096", "ftp://nas"]) assert.equal(isAddress(value), false);
    assert.equal(isIds("1, 4"), true);
    for (const tags of ["1;4", "0, 4", "1.5"]) assert.equal(isIds(tags), false);
  });

  it("take ids from 1 on, of a Radarr or Sonarr from 0 on", () => {
    for (const value of ["1", " 4 ", 4]) assert.equal(isId(value, 1), true);
    for (const value of ["0", "", "  ", undefined, "1.5", "Anna", "2147483648"])
      assert.equal(isId(value, 1), false);
    assert.deepEqual([isId("0", 0), isId("", 0), isId("-1", 0)], [true, false, false]);
  });

  it("say what a transport of entities lacks", () => {
    assert.equal(missingTransport("mqtt", "", "ha"), "broker");
    assert.equal(missingTransport("states", "broker", "_ADD_"), "homeAssistant");
    assert.equal(missingTransport("auto", "", ""), "either");
    assert.equal(missingTransport("auto", "", "ha"), undefined);
    assert.deepEqual([deviceNameOf("Main"), deviceNameOf("4K")], ["ListSync", "ListSync 4K"]);
  });

  it("keep what was typed before the last comma", () => {
    assert.equal(typedBefore("switch.a, sw"), "switch.a, ");
    assert.equal(typedBefore("sw"), "");
  });

  it("show the choices of the server's default where none is chosen", () => {
    const none = { profiles: [], folders: [], tags: [] };
    const services = [
      { id: 1, name: "4K", is4k: true, isDefault: true, ...none },
      { id: 2, name: "HD", isDefault: true, ...none },
    ];
    assert.equal(serviceOf(services, "")?.id, 2);
    assert.equal(serviceOf(services, "1")?.id, 1);
    assert.equal(serviceOf([], ""), undefined);
  });

  it("know a documentation page for every node", () => {
    assert.match(documentationOf("list-source"), /docs\/lists\.md$/);
    assert.match(documentationOf("sync-state"), /docs\/messages\.md$/);
  });
});
