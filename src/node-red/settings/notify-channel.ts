import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import type { HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { keepSecret } from "../../http/redact.ts";
import { apprise } from "../../notify/channels/apprise.ts";
import type { Channel } from "../../notify/channels/channel.ts";
import { discord } from "../../notify/channels/discord.ts";
import { homeAssistantChannel } from "../../notify/channels/home-assistant.ts";
import { type HttpForm, httpChannel } from "../../notify/channels/http-channel.ts";
import { ntfy } from "../../notify/channels/ntfy.ts";
import { webhook } from "../../notify/channels/webhook.ts";
import * as messages from "../../notify/messages.ts";
import {
  CHANNEL_FIELDS,
  type ChannelName,
  type NotifyConfig,
  type NotifySecrets,
} from "./fields/sync-notify.ts";

/** Where the configuration of a channel comes from. */
export interface ChannelDesk {
  /** Id of the node. */
  id: string;
  env: Env;
  /** Called when something is sent. */
  homeAssistant(): HomeAssistant;
  /** Milliseconds for one try. @default 5000 */
  timeoutMs?: number;
}

/** How people call each. */
const NAMES: Readonly<Record<Exclude<ChannelName, "home-assistant" | "none">, string>> = {
  discord: "Discord",
  ntfy: "ntfy",
  apprise: "the Apprise API",
  webhook: "the webhook",
};

/** Parts of addresses that are long enough to be keys. */
const KEY = 12;

/**
 * Makes the channel of a configuration. Its address and its token are masked in every error until `forget` is called.
 *
 * @param config - with the credentials
 * @returns undefined for none
 * @throws InputError `bad-config`, which names neither address nor token
 */
export function notifyChannel(
  config: Partial<NotifyConfig> & NotifySecrets,
  { id, env, homeAssistant, timeoutMs }: ChannelDesk,
): { channel: Channel; forget(): void } | undefined {
  const { channel, service, tag, template, link } = readFields(CHANNEL_FIELDS, { config, env });
  if (link !== undefined && !/^(https?:\/\/\S+|\/\S*)$/i.test(link))
    throw new InputError("bad-config", messages.badLink());
  if (channel === "none") return undefined;
  if (channel === "home-assistant") {
    const options = {
      homeAssistant,
      service: service ?? "",
      link,
      id,
      ...(timeoutMs && { timeoutMs }),
    };
    return { channel: homeAssistantChannel(options), forget: () => {} };
  }
  const address = secretOf(config.address, `address for ${NAMES[channel]}`, env);
  const token = secretOf(config.token, `token for ${NAMES[channel]}`, env) || undefined;
  if (address === "") throw new InputError("bad-config", messages.noAddress(NAMES[channel]));
  const forms: Record<typeof channel, () => HttpForm> = {
    discord: () => discord(address, webLink(link)),
    ntfy: () => ntfy(address, token, webLink(link)),
    apprise: () => apprise(address, token, tag),
    webhook: () => webhook(address, token, template),
  };
  const kept = [...secretsOf(address), ...(token ? [token] : [])].map(keepSecret);
  const forget = () => {
    for (const letGo of kept) letGo();
  };
  try {
    return { channel: httpChannel(forms[channel](), timeoutMs), forget };
  } catch (error) {
    forget();
    throw error;
  }
}

/** Paths of dashboards are Home Assistant's own. */
const webLink = (link: string | undefined): string | undefined => (link?.startsWith("/") ? undefined : link);

const secretOf = (written: string | undefined, label: string, env: Env): string =>
  expandEnv(written ?? "", label, env).trim();

/** A service may repeat any part of its address in what it says. */
function secretsOf(address: string): string[] {
  if (!URL.canParse(address)) return [address];
  const { pathname, search, username, password } = new URL(address);
  const parts = [...pathname.split("/"), search, username, password].filter((part) => part.length >= KEY);
  return [address, ...parts];
}
