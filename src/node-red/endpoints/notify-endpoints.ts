import { InputError } from "../../errors.ts";
import type { Env } from "../../fields/expand-env.ts";
import type { HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { compose } from "../../notify/compose.ts";
import * as notices from "../../notify/messages.ts";
import { noticeFields } from "../../notify/notice-fields.ts";
import { NotifyError } from "../../notify/notify-error.ts";
import { sampleNews, testNotice } from "../../notify/samples.ts";
import type { ChannelName, NotifyConfig, NotifySecrets } from "../settings/fields/sync-notify.ts";
import { notifyChannel } from "../settings/notify-channel.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { bodyId } from "./body-text.ts";
import { checkSameOrigin, type Deployed, dialogText, isSameOrigin, typedSecret } from "./dialog-fields.ts";
import * as messages from "./messages.ts";

/** What the dialog needs to know of Node-RED. */
export interface NotifyDesk {
  deployed: (id: string) => Deployed<NotifyConfig & NotifySecrets> | undefined;
  /** By the id of its node. @throws InputError `no-config` */
  homeAssistant: (id: string | undefined) => HomeAssistant;
}

/** Milliseconds of the one try of a test: the editor waits no longer. */
const TEST_MS = 4000;

/** Addresses of the right form, for who looks at a preview before there is one. */
const EXAMPLES: Partial<Record<ChannelName, string>> = {
  discord: "https://discord.com/api/webhooks/1/example",
  ntfy: "https://ntfy.sh/example",
  apprise: "http://apprise:8000/notify/example",
  webhook: "https://example.org/hook",
};
const EXAMPLE_SERVICE = "notify.mobile_app_phone";

/**
 * What a notification of an invented sync looks like by what stands in the dialog.
 *
 * @param request - body: the fields of the dialog
 * @returns the plain text, and what the channel would be sent, without address and keys
 */
export function previewNotice(
  request: AdminRequest,
  { deployed }: NotifyDesk,
): Promise<Finding<{ text: string; sent?: unknown }>> {
  const { id, address: _address, token: _token, ...config } = bodyOf(request);
  return finding(() => {
    const node = deployed(bodyId(id, "node"));
    const entered = readDialog(config, node);
    const notice = compose([sampleNews()]);
    const { title, text } = noticeFields(notice);
    const address = EXAMPLES[entered.channel as ChannelName];
    const made = notifyChannel(
      {
        ...entered,
        ...(address !== undefined && { address }),
        ...(!entered.service && { service: EXAMPLE_SERVICE }),
      },
      { id: "preview", env: noVariables, homeAssistant: () => unused() },
    );
    made?.forget();
    return { text: `${title}\n\n${text}`, ...(made && { sent: made.channel.preview(notice) }) };
  });
}

/**
 * Sends a test by what stands in the dialog. An address that is typed there gets no token but one that is typed as well, or
 * the deployed one where it leads to the same server.
 *
 * @param request - body: the fields of the dialog
 */
export function sendTest(
  request: AdminRequest,
  { deployed, homeAssistant }: NotifyDesk,
  signal: AbortSignal,
): Promise<Finding<{ message: string }>> {
  const { id, address, token, ...config } = bodyOf(request);
  return finding(async () => {
    const nodeId = bodyId(id, "node");
    const node = deployed(nodeId);
    const entered = readDialog(config, node);
    const secrets = secretsFor({ address, token }, node);
    const made = notifyChannel(
      { ...entered, ...secrets },
      {
        id: nodeId,
        env: node?.env ?? noVariables,
        homeAssistant: () => homeAssistant(entered.homeAssistant),
        timeoutMs: TEST_MS,
      },
    );
    if (!made) throw new InputError("bad-input", messages.noChannel());
    try {
      const verdict = await made.channel.send(testNotice(new Date()), signal);
      if (verdict.kind === "sent") return { message: messages.testSent(made.channel.name) };
      throw new NotifyError(verdict.kind === "refused" ? "notify-refused" : verdict.code, verdict.why);
    } finally {
      made.forget();
    }
  });
}

const noVariables: Env = () => undefined;

function unused(): never {
  throw new InputError("bad-input", notices.badService());
}

/** A variable stands only for what is deployed so: see {@link dialogText}. */
function readDialog(
  config: Record<string, unknown>,
  node: Deployed<NotifyConfig & NotifySecrets> | undefined,
): Partial<NotifyConfig> {
  const written = config as Partial<NotifyConfig>;
  const link = dialogText(written.link ?? "", node && { text: node.config.link, env: node.env }, "link");
  return { ...written, link };
}

function secretsFor(
  { address, token }: { address: unknown; token: unknown },
  node: Deployed<NotifyConfig & NotifySecrets> | undefined,
): NotifySecrets {
  const typedAddress = typedSecret(address, "address");
  const typedToken = typedSecret(token, "token");
  const secrets = { address: typedAddress ?? node?.config.address, token: typedToken ?? node?.config.token };
  if (typedAddress !== undefined && typedToken === undefined && node?.config.token) {
    // emptied in the dialog: none is to be sent
    if (token === "") return { address: typedAddress };
    if (!isSameOrigin(typedAddress, node.config.address))
      checkSameOrigin(typedAddress, node.config.address, "token");
  }
  return {
    ...(secrets.address !== undefined && { address: secrets.address }),
    ...(secrets.token !== undefined && token !== "" && { token: secrets.token }),
  };
}
