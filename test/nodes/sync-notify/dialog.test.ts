import assert from "node:assert/strict";
import { startNtfy } from "../../servers/notify/ntfy.ts";
import { notifyFlowPerTest } from "../../support/notify-flow.ts";

describe("The dialog of sync-notify", () => {
  const { open, started, told } = notifyFlowPerTest();

  it("shows a preview of every channel, before anything is set up for it", async () => {
    const running = await open();
    for (const channel of ["discord", "ntfy", "home-assistant", "apprise", "webhook", "none"]) {
      const { body } = await running
        .request()
        .post("/list-sync/sync-notify/preview")
        .send({ id: "notify", channel, service: "", homeAssistant: "" });
      assert.match(String(body.text), /3 requested/, `${channel}: ${body.message}`);
      assert.equal(/Heat/.test(JSON.stringify(body.sent) ?? ""), channel !== "none", channel);
    }
  });

  it("shows a preview and sends a test by the dialog, the stored token only where it is deployed for", async () => {
    const [ours, other] = [
      await started(startNtfy({ token: "Bearer tk_secret123" })),
      await started(startNtfy()),
    ];
    const address = `${ours.url}/topic`;
    const running = await open({ channel: "ntfy" }, { address, token: "tk_secret123" });
    const ask = async (path: string, body: object) =>
      (
        await running
          .request()
          .post(`/list-sync/sync-notify/${path}`)
          .send({ id: "notify", ...body })
      ).body as {
        ok: boolean;
        message?: string;
        text?: string;
        sent?: object;
      };
    const preview = await ask("preview", { channel: "discord" });
    assert.match(String(preview.text), /3 requested/);
    assert.match(JSON.stringify(preview.sent), /M\\\\\*A/);
    const tested = await ask("test", { channel: "ntfy" });
    assert.deepEqual([tested.ok, tested.message], [true, "A test was sent by ntfy."]);
    await told(ours, 1);
    const refused = await ask("test", { channel: "ntfy", address: `${other.url}/topic` });
    assert.equal(refused.ok, false);
    assert.equal(other.calls, 0);
    await ask("test", { channel: "ntfy", address: `${other.url}/topic`, token: "" });
    await told(other, 1);
    assert.equal(other.taken[0]?.headers.authorization, undefined);
    assert.doesNotMatch(JSON.stringify([preview, tested, refused]), /tk_secret123|127\.0\.0\.1/);
  });
});
