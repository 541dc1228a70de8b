import { InputError } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { readFields } from "../../fields/read-fields.ts";
import { isNothing, PLACES, readValue } from "../../fields/read-value.ts";
import type { Message } from "../../message.ts";
import type { CancelOptions } from "../../requests/cancel-item.ts";
import type { RequestOptions, ServiceChoice } from "../../requests/request-options.ts";
import { fullPolicy } from "../../requests/request-policy.ts";
import { computeFields, computeValue, type Evaluate } from "../computed/compute-fields.ts";
import { computedType } from "../computed/computed-types.ts";
import * as messages from "../messages.ts";
import { readNode } from "./fields/node-fields.ts";
import { OVERSEERR_REQUEST, type RequestConfig } from "./fields/overseerr-request.ts";

type RequestValues = Values<typeof OVERSEERR_REQUEST.dialog & typeof OVERSEERR_REQUEST.message>;

/**
 * The node's configuration with values in the place of what computes them.
 *
 * @throws InputError `bad-input`, see {@link computeValue}
 */
export async function computeRequest(
  stored: RequestConfig,
  msg: Message,
  evaluate: Evaluate,
): Promise<RequestConfig> {
  const config = await computeFields(OVERSEERR_REQUEST.dialog, stored, msg, evaluate);
  const type = computedType(config.requesterType);
  if (!type || readOperation(config, msg) === "cancel") return config;
  if (!isNothing(msg.requestAs)) return { ...config, requesterType: "key" };
  const user = OVERSEERR_REQUEST.message.requestAs;
  const written = readFields({ requester: OVERSEERR_REQUEST.dialog.requester }, { config }).requester;
  const expression = written ?? (type === "msg" ? "requestAs" : "");
  // a message may go without one, as ever
  const mayBeEmpty = type === "msg";
  const id = await computeValue(user, user.label, { expression, type }, msg, evaluate, { mayBeEmpty });
  return id === undefined
    ? { ...config, requesterType: "key" }
    : { ...config, requesterType: "user", requester: String(id) };
}

/**
 * What is to be requested and how, from the node and the message.
 *
 * @param config - with values in the place of what computes them, see {@link computeRequest}
 * @param profileLimit - new requests in one run as they are set for the profile in the database; 0 for no limit
 * @throws InputError `bad-config` or `bad-input` naming the value that is wrong
 */
export function readRequestOptions(
  config: RequestConfig,
  msg: Message,
  profileLimit = 0,
): RequestOptions & { dryRun: boolean; maxRequests: number } {
  const values = readNode(OVERSEERR_REQUEST, { config, msg });
  const { retryFailed, dryRun } = values;
  const seasons = values.seasons === "count" ? values.seasonCount : values.seasons;
  const asUser = requesterOf(values);
  return {
    ...fullPolicy({ ...values, seasons }),
    ...(asUser !== undefined && { asUser }),
    radarr: service(values.radarrServer, values.radarrProfile, values.radarrFolder, values.radarrTags),
    sonarr: service(values.sonarrServer, values.sonarrProfile, values.sonarrFolder, values.sonarrTags),
    retryFailed,
    dryRun,
    maxRequests: isNothing(msg.maxRequests) ? smaller(values.maxRequests, profileLimit) : values.maxRequests,
  };
}

/** The smaller one of two limits of which 0 is none. */
const smaller = (own: number, other: number): number =>
  own > 0 && other > 0 ? Math.min(own, other) : own || other;

/** What the node does with a message. @throws InputError */
export function readOperation(config: RequestConfig, msg: Message): "request" | "cancel" {
  const { operation } = OVERSEERR_REQUEST.dialog;
  return readFields({ operation }, { config, msg }).operation;
}

/** What is to be cancelled. @throws InputError */
export function readCancelOptions(config: RequestConfig, msg: Message): CancelOptions & { dryRun: boolean } {
  const { is4k, cancelApproved, dryRun } = readNode(OVERSEERR_REQUEST, { config, msg });
  return { is4k, cancelApproved, dryRun };
}

function requesterOf(values: RequestValues): RequestOptions["asUser"] {
  if (values.requestAs !== undefined) return values.requestAs;
  const user = OVERSEERR_REQUEST.message.requestAs;
  if (values.requesterType === "list") return "list";
  if (values.requesterType !== "user") return undefined;
  // an empty user id would silently make every request in the name of the key's owner, without approval
  const id = readValue(user, values.requester, PLACES.dialog);
  if (id !== undefined) return id;
  throw new InputError("bad-config", messages.noUser());
}

function service(
  serverId: number | undefined,
  profileId: number | undefined,
  rootFolder: string | undefined,
  tags: number[],
): ServiceChoice {
  return {
    ...(serverId !== undefined && { serverId }),
    ...(profileId !== undefined && { profileId }),
    ...(rootFolder && { rootFolder }),
    ...(tags.length > 0 && { tags }),
  };
}
