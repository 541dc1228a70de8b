import { openFernet, passwordKey } from "./fernet.ts";
import type { FoundSetting } from "./found.ts";

/** The keys that ListSync has, by our names. */
const SECRETS = ["server", "trakt", "tmdb", "tvdb", "simkl", "discord"] as const;
export type SecretName = (typeof SECRETS)[number];

/** Names in the database, and in the environment where those differ from them in more than case. */
const NAMES = {
  server: ["overseerr_api_key"],
  trakt: ["trakt_client_id"],
  tmdb: ["tmdb_key"],
  tvdb: ["tvdb_key"],
  simkl: ["simkl_client_id"],
  discord: ["discord_webhook", "DISCORD_WEBHOOK_URL"],
} as const satisfies Record<SecretName, readonly [string, string?]>;

/** Why a key that is there is not known. */
type Locked = "no-key" | "wrong-key";

/** The settings of an installation: those of the web pages first, then those of the environment, as ListSync reads them. */
export interface Settings {
  /** Undefined for what nobody set. @param variable @default its name in capitals */
  text(name: string, variable?: string): string | undefined;
  secrets: Partial<Record<SecretName, string>>;
  locked: Partial<Record<SecretName, Locked>>;
}

/**
 * Puts settings together.
 *
 * @param stored of the database
 * @param env values of `.env`
 * @param keys what may open the encrypted ones
 * @param config text of `config.enc`, and the password that opens it
 */
export function settingsOf(
  stored: readonly FoundSetting[],
  env: ReadonlyMap<string, string>,
  keys: readonly string[],
  config?: { text: string; password: string },
): Settings {
  const byName = new Map(stored.map((setting) => [setting.key, setting]));
  const old = config && openConfig(config);
  const text = (name: string, variable = name.toUpperCase()): string | undefined => {
    const own = byName.get(name);
    const plain = own && !isEncrypted(own) && !isMask(own.value) ? own.value.trim() : "";
    return plain || env.get(variable) || old?.[name];
  };
  const secrets: Settings["secrets"] = {};
  const locked: Settings["locked"] = {};
  for (const name of SECRETS) {
    const [key, variable]: readonly [string, string?] = NAMES[name];
    const own = byName.get(key);
    const token = own && isEncrypted(own) && !isMask(own.value) ? own.value : undefined;
    const value = ((token && opens(token, keys)) ?? text(key, variable))?.trim();
    if (value) secrets[name] = value;
    else if (token !== undefined) locked[name] = keys.length > 0 ? "wrong-key" : "no-key";
    else if (name === "server" && config && !old)
      locked[name] = config.password === "" ? "no-key" : "wrong-key";
  }
  return { text, secrets, locked };
}

function opens(token: string, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = openFernet(token, key);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Every token of Fernet begins so, whatever is noted beside it. */
const isEncrypted = ({ value, encrypted }: FoundSetting): boolean => encrypted || value.startsWith("gAAAA");

/** What the web pages show of a key that is set; stored by mistake it is none. */
const isMask = (value: string): boolean => value.startsWith("****");

/** Server, key and user of versions up to 0.5, under today's names. */
function openConfig({
  text,
  password,
}: {
  text: string;
  password: string;
}): Record<string, string> | undefined {
  const opened = password === "" ? undefined : openFernet(text, passwordKey(password));
  try {
    const read: unknown = JSON.parse(opened ?? "");
    if (typeof read !== "object" || read === null) return undefined;
    const { overseerr_url, api_key, requester_user_id } = read as Record<string, unknown>;
    const known = { overseerr_url, overseerr_api_key: api_key, overseerr_user_id: requester_user_id };
    return Object.fromEntries(
      Object.entries(known).flatMap(([name, value]) =>
        typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
      ),
    );
  } catch {
    return undefined;
  }
}
