import assert from "node:assert/strict";
import { CancelledError } from "../../../src/errors.ts";
import { keepSecret } from "../../../src/http/redact.ts";
import { errorStatus, reportable } from "../../../src/node-red/report-error.ts";
import { ServerError } from "../../../src/overseerr/server-error.ts";

describe("reportable", () => {
  it("keeps code, sentence and name of a known error, and nothing else of it", () => {
    const cause = new Error("with headers");
    const reported = reportable(
      new ServerError("server-key", "The key was refused.", { cause, httpStatus: 401 }),
    );
    assert.equal(String(reported), "The key was refused.");
    assert.equal(reported.code, "server-key");
    assert.equal("cause" in reported, false);
    assert.equal(reportable(reported), reported);
  });

  it("wraps what nobody knows", () => {
    for (const error of [new Error("boom"), "boom"]) {
      const reported = reportable(error);
      assert.equal(reported.code, "unexpected");
      assert.match(reported.message, /boom/);
    }
  });

  it("lets no secret through, not even in the stack", () => {
    const release = keepSecret("s3cr3t-key-value");
    try {
      const reported = reportable(
        new Error("GET http://host/?apikey=another-one failed for s3cr3t-key-value"),
      );
      for (const text of [reported.message, reported.stack ?? "", JSON.stringify(reported)]) {
        assert.doesNotMatch(text, /s3cr3t-key-value|another-one/);
      }
    } finally {
      release();
    }
  });
});

describe("errorStatus", () => {
  it("fits under the node", () => {
    const codes = ["server-key", "server-tls", "all-lists-failed", "some-code-of-a-third-party-provider"];
    for (const code of codes) assert.ok((errorStatus(code).text ?? "").length <= 20, code);
  });

  it("shows what was stopped on purpose as that, and everything else as broken", () => {
    assert.deepEqual(errorStatus(new CancelledError().code), {
      fill: "grey",
      shape: "ring",
      text: "cancelled",
    });
    assert.deepEqual(errorStatus("private"), { fill: "red", shape: "ring", text: "list is private" });
  });
});
