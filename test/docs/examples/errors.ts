import * as backup from "../../../src/backup/messages.ts";
import * as browser from "../../../src/browser/messages.ts";
import * as fields from "../../../src/fields/messages.ts";
import * as homeAssistant from "../../../src/home-assistant/messages.ts";
import * as lists from "../../../src/lists/messages.ts";
import * as listsync from "../../../src/listsync/messages.ts";
import * as nodes from "../../../src/node-red/messages.ts";
import type { SHORT_REASONS } from "../../../src/node-red/statuses/messages.ts";
import * as notify from "../../../src/notify/messages.ts";
import * as connection from "../../../src/overseerr/connection/messages.ts";
import { refusedBy } from "../../../src/overseerr/connection/messages.ts";
import * as server from "../../../src/overseerr/messages.ts";
import type { ServerErrorCode } from "../../../src/overseerr/server-error.ts";
import * as requests from "../../../src/requests/messages.ts";
import * as sources from "../../../src/sources/messages.ts";
import * as state from "../../../src/state/messages.ts";
import * as watch from "../../../src/watch/messages.ts";
import { BACKUP } from "./backup.ts";
import { CONNECTION } from "./connection.ts";
import { FAILURE, HOST } from "./examples.ts";
import { HOME_ASSISTANT } from "./home-assistant.ts";
import { LISTS } from "./lists.ts";
import { LISTSYNC } from "./listsync.ts";
import { NOTIFY } from "./notify.ts";
import { STATE } from "./state.ts";
import { WATCH } from "./watch.ts";

const refused = (code: ServerErrorCode, said: string, asUser?: number) =>
  refusedBy(code, { host: HOST, said, asUser });

/** What each code is said with, for the documentation. A code without a sentence is an error of the compiler. */
export const ERRORS: Record<keyof typeof SHORT_REASONS, string> = {
  "all-lists-failed": sources.allListsFailed([lists.limiting(...LISTS.limiting)]),
  "auth-required": "Trakt rejected the client id. Copy it again from trakt.tv/oauth/applications.",
  "backup-busy": backup.busy(),
  "backup-damaged": backup.damaged(...BACKUP.damaged),
  "backup-failed": backup.notWritten(...BACKUP.notWritten),
  "backup-format": backup.invalidFormat(...BACKUP.invalidFormat),
  "backup-newer": backup.newer(...BACKUP.newer),
  "backup-not-found": backup.notFound(...BACKUP.notFound),
  "bad-answer": `${HOST} redirects endlessly (ERR_FR_TOO_MANY_REDIRECTS).`,
  "bad-config": fields.mustBe("Parallel calls", "a whole number from 1 to 50", "0", fields.REMEDIES.dialog),
  "bad-input": fields.mustBe("msg.dryRun", "true or false", '"perhaps"', fields.REMEDIES.message),
  blocked: lists.blocked(...LISTS.blocked),
  "browser-failed": browser.notReady("www.imdb.com/list/ls006123300/"),
  "browser-missing": browser.noBrowser(),
  "ha-admin": homeAssistant.adminsOnly(...HOME_ASSISTANT.adminsOnly),
  "ha-disconnected": homeAssistant.connectionLost(...HOME_ASSISTANT.connectionLost),
  "ha-events-dropped": homeAssistant.eventsLost(...HOME_ASSISTANT.eventsLost),
  "ha-not-found": homeAssistant.noSuchEntity(...HOME_ASSISTANT.noSuchEntity),
  "ha-not-removed": homeAssistant.deviceNotRemoved(...HOME_ASSISTANT.deviceNotRemoved),
  "ha-not-running": homeAssistant.stillStarting(...HOME_ASSISTANT.stillStarting),
  "ha-refused": homeAssistant.refused(...HOME_ASSISTANT.refused),
  "ha-timeout": homeAssistant.timedOut(...HOME_ASSISTANT.timedOut),
  "ha-token": homeAssistant.tokenRejected(...HOME_ASSISTANT.tokenRejected),
  "ha-unknown-command": homeAssistant.companionMissing(),
  "ha-unreachable": homeAssistant.unreachable(...HOME_ASSISTANT.unreachable),
  "ha-url": homeAssistant.noScheme(),
  "held-back": sources.heldBack("Trakt watchlist of sean", 0, 120),
  "listsync-damaged": listsync.damaged(...LISTSYNC.damaged),
  "listsync-failed": listsync.notRead(...LISTSYNC.notRead),
  "listsync-format": listsync.foreign(...LISTSYNC.foreign),
  "listsync-newer": listsync.newer(...LISTSYNC.newer),
  "listsync-not-found": listsync.notFound(...LISTSYNC.notFound),
  "markup-changed": lists.oddFormat(...LISTS.oddFormat),
  "mqtt-forbidden": homeAssistant.topicForbidden(...HOME_ASSISTANT.topicForbidden),
  "mqtt-refused": homeAssistant.brokerLogin(...HOME_ASSISTANT.brokerLogin),
  "mqtt-unreachable": homeAssistant.brokerUnreachable(...HOME_ASSISTANT.brokerUnreachable),
  "no-config": nodes.noConfigNode("server"),
  "not-found": lists.notFound(...LISTS.notFound),
  "plan-required": "Simkl list 12345: Simkl shows the titles of custom lists to PRO and VIP members only.",
  private: lists.isPrivate(...LISTS.isPrivate),
  "queue-full": nodes.queueFull(1000),
  "rate-limited": lists.limiting(...LISTS.limiting),
  "server-answer": server.unexpectedResponse("the search"),
  "server-blocklisted": refused("server-blocklisted", '"This media is blocklisted."'),
  "server-csrf": refused("server-csrf", "status 403"),
  "server-dropped": server.requestVanished(),
  "server-duplicate": refused("server-duplicate", '"Request for this media already exists."'),
  "server-handover": requests.handoverFailed("Radarr"),
  "server-key": refused("server-key", "status 403"),
  "server-path": refused("server-path", "status 404"),
  "server-permission": refused("server-permission", '"You do not have permission."', 4),
  "server-quota": refused("server-quota", '"Movie Quota exceeded."', 4),
  "server-rate-limited": refused("server-rate-limited", "status 429"),
  "server-rejected": refused("server-rejected", "status 400"),
  "server-timeout": connection.timedOut(FAILURE),
  "server-tls": connection.notTrusted(...CONNECTION.notTrusted),
  "server-unavailable": refused("server-unavailable", "status 500"),
  "server-unreachable": connection.unreachable(...CONNECTION.unreachable),
  "server-url": connection.noScheme(HOST),
  "server-user": refused("server-user", "status 404", 4),
  "state-closed": state.closed(...STATE.closed),
  "state-failed": state.diskFails(...STATE.diskFails),
  "state-full": state.diskFullInUse(...STATE.diskFullInUse),
  "state-in-use": state.inUse(...STATE.inUse),
  "state-locked": state.locked(...STATE.locked),
  "state-lost": state.deleted(...STATE.deleted),
  "state-migration": state.upgradeFailed(...STATE.upgradeFailed),
  "state-newer": state.newerFormat(...STATE.newerFormat),
  "state-open": state.notAllowed(...STATE.notAllowed),
  "state-runtime": state.nodeTooOld(...STATE.nodeTooOld),
  "too-large": `The response of ${HOST} is larger than the 51200 KiB allowed.`,
  unavailable: lists.notWorking(...LISTS.notWorking),
  unexpected: nodes.unexpected("…"),
  "unknown-list": nodes.unknownList("trakt:sean/horror", "Main"),
  "notify-limited": notify.limiting(...NOTIFY.limiting),
  "notify-refused": notify.addressGone(...NOTIFY.addressGone),
  "notify-unreachable": notify.unreachable(...NOTIFY.unreachable),
  "watch-failed": watch.watchingFailed(...WATCH.watchingFailed),
  "watch-gone": watch.folderGone(...WATCH.folderGone),
  "watch-limit": watch.noMoreWatches(...WATCH.noMoreWatches),
  "watch-too-many": watch.tooManyFiles(...WATCH.tooManyFiles),
};
