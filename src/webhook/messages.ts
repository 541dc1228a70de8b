/** Sentences of the webhook: facts in, sentence out. Senders read them in the answer; none repeats what they sent as secret. */

export const notSigned = () =>
  "The request is not signed. Send the header X-Hub-Signature-256: sha256=, followed by the HMAC-SHA256 of the body in hex.";

export const wrongSignature = () =>
  "The signature does not fit the body. Sign exactly the bytes that are sent, with the secret of this webhook.";

export const noTimestamp = () =>
  "A request without a body is signed with its time: send X-ListSync-Timestamp, and sign that number followed by a full stop.";

export const unreadableTimestamp = () =>
  "X-ListSync-Timestamp is not a time. Send the seconds since 1970, as `date +%s` prints them.";

export const staleTimestamp = (minutes: number) =>
  `X-ListSync-Timestamp is more than ${minutes} minutes off. Check the clock of the sender and of Node-RED.`;

export const noToken = () =>
  "The request has no Authorization header. Send the token of this webhook as Bearer token, or as password of a Basic login.";

export const wrongToken = () =>
  "The token was rejected. Copy it from where the webhook's secret is kept, and enter it again.";

export const wrongAddress = () =>
  "This is not the address of the webhook. Copy the whole address from the dialog of sync-webhook.";

export const tooLarge = (megabytes: number) =>
  `The body is larger than the ${megabytes} MB allowed. Send less, or raise “Largest body” in sync-webhook.`;

export const compressed = () => "The body is compressed. Send it without Content-Encoding.";

export const formSent = () =>
  'The body was sent as a form. Send JSON: with curl add -H "Content-Type: application/json".';

export const unsupportedType = (type: string) =>
  `The content type ${type} is not supported. Send JSON as application/json, or multipart/form-data with a part “payload”.`;

export const tooSlow = (seconds: number) =>
  `The body did not arrive within ${seconds} seconds. Send the request again.`;

export const brokenOff = () => "The body broke off. Send the request again.";

export const alreadyRead = () =>
  "Another part of Node-RED has read the body before this webhook. Give the other node (an HTTP In, for example) another path, and take body parsers out of httpNodeMiddleware.";

export const emptyBody = () => "The request has no body. Send JSON.";

export const notUtf8 = () => "The body is not UTF-8 text. Send JSON in UTF-8.";

export const notJson = (position: number | undefined) =>
  `The body is not valid JSON${position === undefined ? "" : ` (position ${position})`}. Check quotes and line breaks of the template that makes it.`;

export const notMultipart = () => "The form cannot be read. Send multipart/form-data with its boundary.";

export const noPayload = () => "The form has no part “payload”. Send the JSON in it, as Plex does.";

export const unknownSender = (keys: readonly string[]) =>
  keys.length > 0
    ? `Nothing is known to send this: it begins with ${keys.join(", ")}. Send {"action": "list_updated", "list_type": …, "list_id": …}, titles, or what docs/webhooks.md names.`
    : "The body is not an object or an array of titles. Send what docs/webhooks.md names.";

export const rateLimited = (perMinute: number) =>
  `More than ${perMinute} requests came within a minute. Try again later, or raise “Requests per minute” in sync-webhook.`;

export const tooManyStrangers = () =>
  "Too many requests without access came within a minute. Try again later.";

export const tooBusy = () => "Too many requests are being received. Try again in a few seconds.";

export const tooManyWaiting = (most: number) =>
  `${most} syncs are waiting already. Try again when some of them have ended.`;

export const closing = () => "Node-RED is deploying or stopping. Try again in a few seconds.";

export const unexpected = () =>
  "The request could not be handled; the log of Node-RED says why. Try again later.";

export const unknownRun = () =>
  "There was never such a run at this webhook, or Node-RED was restarted before it began. Send the request again.";

export const started = () => "The sync was started. GET runs/ followed by the runId tells how it is going.";

export const alreadyAsked = () => "The same sync is waiting already, so this request joined it.";

export const repeated = () => "The same request came before, so it was not done twice.";

export const testReceived = (name: string) => `This is a test of ${name}: the webhook works.`;

export const nothingToDo = (name: string, what: string) =>
  `There is nothing to do for the event ${what} of ${name}.`;

export const grouped = (name: string) =>
  `${name} grouped several new titles and names none of them, so nothing was recorded. Turn off the grouping of notifications in ${name}.`;

export const unknownAction = (action: string) =>
  `The action "${action}" is unknown, so nothing was done. Known actions are list_updated and sync.`;

export const upgraded = (name: string) => `${name} replaced a file; the title was available before.`;

export const noTitle = (name: string) => `The event of ${name} names no title. Send its title, or an id.`;

export const noTitles = () => "The request contains no titles, so nothing was done.";

export const noListNamed = () =>
  "list_updated needs the list: send list_type and list_id, or its address as list_id.";

export const listNotInProfile = (profile: string) =>
  `The profile ${profile} does not have this list, so nothing was done. Add it to its list-source, or tick “May name any list” in sync-webhook.`;

export const addressNotAllowed = (profile: string) =>
  `The profile ${profile} does not have a list of this address, so it is not fetched. Add it to its list-source, or tick “May name any list” in sync-webhook.`;

export const unreadableCustomList = () =>
  "custom_list must be an array of titles, the name of a file, or an address.";

export const noFolder = () =>
  "custom_list names a file, and no folder is open to this webhook. Enter one under “Folder of custom lists” in sync-webhook.";

export const outsideFolder = () =>
  "The file that custom_list names is not in the folder that is open to this webhook.";

export const noSuchFile = () =>
  "There is no such file in the folder of custom lists, or Node-RED may not read it.";

export const folderMissing = () =>
  "The folder of custom lists cannot be opened. Check “Folder of custom lists” in sync-webhook.";

export const runWaits = () => "The sync is queued: another sync of the profile is running.";

export const runUntaken = () =>
  "No list-source has received the sync. Connect the first output of sync-webhook to one, and check what the flow between them filters out.";

export const databaseSlow = () => "The database does not respond. Try again in a few seconds.";

export const eventTaken = (kind: string, title: string) => `${title}: ${kind}.`;

export const knownToBeAvailable = (title: string) =>
  `${title} was announced as available less than an hour ago, so there is nothing to do.`;
