import { InputError } from "../../errors.ts";
import type { CancelOptions } from "../../requests/cancel-item.ts";
import type { RequestOptions, ServiceChoice } from "../../requests/request-options.ts";
import type { SeasonPolicy } from "../../requests/request-policy.ts";
import { booleanValue, numberValue, optionalNumber, wordValue } from "../../strict-values.ts";
import type { Message } from "../node-port.ts";

/** What `overseerr-request` stores; dialogs store numbers as text, and the empty text for "not chosen". */
export interface RequestConfig {
  /** `request` or `cancel`. */
  operation?: string;
  /** Cancel requests that have been approved as well. */
  cancelApproved?: boolean;
  is4k?: string;
  seasons?: string;
  /** For `seasons: "count"`. */
  seasonCount?: number | string;
  specials?: boolean;
  /** The API key's owner, one user, the user that the list names, or the one in a property of the message. */
  requesterType?: string;
  /** Id of the user, or path of the property. */
  requester?: number | string;
  radarrServer?: number | string;
  radarrProfile?: number | string;
  radarrFolder?: string;
  /** Ids with commas. */
  radarrTags?: string;
  sonarrServer?: number | string;
  sonarrProfile?: number | string;
  sonarrFolder?: string;
  sonarrTags?: string;
  /** New requests in one run; 0 for no limit. */
  maxRequests?: number | string;
  dryRun?: boolean;
  onDeclined?: string;
  onDeleted?: string;
  onPartial?: string;
  checkIds?: boolean;
  /** Give requests that Radarr or Sonarr refused to them again. */
  retryFailed?: boolean;
}

const MAX_ID = 2 ** 31 - 1;
const SEASONS = ["all", "first", "latest", "missing", "listed"] as const;

/**
 * What is to be requested and how, from the node and the message: `msg.is4k`, `msg.seasons`, `msg.requestAs`,
 * `msg.maxRequests` and `msg.dryRun` override the node.
 *
 * @param profileLimit - new requests in one run as they are set for the profile in the database; 0 for no limit
 * @throws InputError `bad-config` or `bad-input` naming the value that is wrong
 */
export function readRequestConfig(
  config: RequestConfig,
  msg: Message,
  profileLimit = 0,
): RequestOptions & { dryRun: boolean; maxRequests: number } {
  const asUser = readRequester(config, msg);
  return {
    is4k: read4k(config, msg),
    seasons: readSeasons(msg.seasons ?? config.seasons, config.seasonCount),
    specials: booleanValue(config.specials, "Specials") ?? false,
    ...(asUser !== undefined && { asUser }),
    radarr: readService(
      "Radarr",
      config.radarrServer,
      config.radarrProfile,
      config.radarrFolder,
      config.radarrTags,
    ),
    sonarr: readService(
      "Sonarr",
      config.sonarrServer,
      config.sonarrProfile,
      config.sonarrFolder,
      config.sonarrTags,
    ),
    onDeclined: wordValue(config.onDeclined, "What to do with declined titles", ["respect", "request"]),
    onDeleted: wordValue(config.onDeleted, "What to do with deleted requests", ["respect", "request"]),
    onPartial: wordValue(config.onPartial, "What to do with partly available shows", ["missing", "leave"]),
    checkIds: booleanValue(config.checkIds, "Check the TMDB ids of movies") ?? false,
    retryFailed: booleanValue(config.retryFailed, "Retry failed requests") ?? false,
    dryRun: readDryRun(config, msg),
    maxRequests: readLimit(config, msg, profileLimit),
  };
}

/** The message's limit, or the smaller one of the node's and the profile's; 0 is none. */
function readLimit(config: RequestConfig, msg: Message, profileLimit: number): number {
  const rule = { label: "maximum of new requests", default: 0, min: 0, max: MAX_ID };
  const asked = optionalNumber(msg.maxRequests, rule);
  if (asked !== undefined) return asked;
  const own = numberValue(config.maxRequests, rule);
  return own > 0 && profileLimit > 0 ? Math.min(own, profileLimit) : own || profileLimit;
}

/** What the node does; `msg.operation` overrides it. @throws InputError `bad-input` */
export function readOperation(config: RequestConfig, msg: Message): "request" | "cancel" {
  const words = ["request", "cancel"] as const;
  const own = wordValue(config.operation, "The operation", words);
  return isGiven(msg.operation) ? wordValue(msg.operation, "msg.operation", words) : own;
}

/** Both are read, so that a word which is not understood is never passed over. */
function readDryRun(config: RequestConfig, msg: Message): boolean {
  const own = booleanValue(config.dryRun, "Dry run");
  return booleanValue(msg.dryRun, "msg.dryRun") ?? own ?? false;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** What is to be cancelled; `msg.is4k` and `msg.dryRun` override the node. */
export function readCancelOptions(config: RequestConfig, msg: Message): CancelOptions & { dryRun: boolean } {
  return {
    is4k: read4k(config, msg),
    cancelApproved: booleanValue(config.cancelApproved, "Cancel approved requests too") ?? false,
    dryRun: readDryRun(config, msg),
  };
}

/** `msg.is4k`, else the node's. */
function read4k(config: RequestConfig, msg: Message): "no" | "yes" | "both" {
  return isGiven(msg.is4k) ? qualities(msg.is4k, "msg.is4k") : qualities(config.is4k, "4K");
}

function qualities(value: unknown, label: string): "no" | "yes" | "both" {
  if (String(value).trim().toLowerCase() === "both") return "both";
  return booleanValue(value, label) ? "yes" : "no";
}

function readSeasons(value: unknown, count: unknown): SeasonPolicy {
  const word =
    String(value ?? "all")
      .trim()
      .toLowerCase() || "all";
  const number = word === "count" ? (count ?? 1) : word;
  const named = SEASONS.find((policy) => policy === number);
  if (named) return named;
  if (/^[1-9]\d{0,2}$/.test(String(number).trim())) return Number(number);
  throw new InputError(
    "bad-input",
    `"${String(number)}" says nothing about seasons. Use ${SEASONS.join(", ")}, or how many of the first seasons.`,
  );
}

function readRequester(config: RequestConfig, msg: Message): RequestOptions["asUser"] {
  const rule = { label: "user to request as", min: 1, max: MAX_ID };
  const own = optionalNumber(msg.requestAs, rule);
  if (own !== undefined) return wholeUser(own);
  const type = wordValue(config.requesterType, "The requester", ["key", "user", "list", "msg"]);
  if (type === "list") return "list";
  if (type === "user") {
    // an empty user id would silently make every request in the name of the key's owner, without approval
    const user = optionalNumber(config.requester, rule);
    if (user !== undefined) return wholeUser(user);
    throw new InputError(
      "bad-config",
      "Titles are to be requested as one user, but none is chosen. Choose the user.",
    );
  }
  if (type !== "msg") return undefined;
  const path = String(config.requester || "requestAs").trim();
  const user = optionalNumber(propertyOf(msg, path), rule);
  return user === undefined ? undefined : wholeUser(user);
}

/** Reads `a.b.c` of a message; undefined as soon as something on the way is missing. */
function propertyOf(msg: Message, path: string): unknown {
  return path
    .replace(/^msg\./, "")
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined | null)?.[name], msg);
}

function wholeUser(id: number): number {
  if (Number.isInteger(id)) return id;
  throw new InputError("bad-input", `${id} is no user of the server: a user's number is whole.`);
}

function readService(
  name: string,
  server: unknown,
  profile: unknown,
  folder: unknown,
  tags: unknown,
): ServiceChoice {
  const serverId = optionalNumber(server, { label: `${name} server`, min: 0, max: MAX_ID });
  const profileId = optionalNumber(profile, { label: `${name} profile`, min: 1, max: MAX_ID });
  const rootFolder = String(folder ?? "").trim();
  const tagIds = String(tags ?? "")
    .split(",")
    .flatMap((tag) => optionalNumber(tag.trim(), { label: `${name} tag`, min: 1, max: MAX_ID }) ?? []);
  return {
    ...(serverId !== undefined && { serverId }),
    ...(profileId !== undefined && { profileId }),
    ...(rootFolder && { rootFolder }),
    ...(tagIds.length > 0 && { tags: tagIds }),
  };
}
