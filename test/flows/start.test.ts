import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { freePort } from "../support/free-port.ts";

const start = join(resolve(import.meta.dirname, "../.."), "test/demo/start.ts");

describe("npm start", function () {
  this.timeout(90_000);

  it("runs a first sync of the demo within a minute, says what to open, and ends with Ctrl-C", async () => {
    const port = await freePort();
    const env = { ...process.env, PORT: String(port), OVERSEERR_URL: "", OVERSEERR_API_KEY: "" };
    const child = spawn(process.execPath, [start], { env, stdio: ["ignore", "pipe", "inherit"] });
    const exit = once(child, "exit");
    const began = Date.now();
    let output = "";
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (chunk) => {
        output += chunk;
        if (output.includes("Ctrl-C ends everything")) resolve();
      });
      child.once("exit", () => reject(new Error(`npm start ended early:\n${output}`)));
    });
    assert.ok(Date.now() - began < 60_000);
    assert.match(output, /^Demo server and demo lists \(set OVERSEERR_URL/m);
    assert.match(output, /^The first sync took [\d.]+ s: \d+ titles requested/m);
    assert.match(output, /✓ IMDb list ls000000001: \d{3} titles/);
    assert.match(output, new RegExp(`Open http://127\\.0\\.0\\.1:${port}`));
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);

    child.kill("SIGINT");
    const [code] = await exit;
    assert.equal(code, 0);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`), "Node-RED is gone as well");
  });
});
