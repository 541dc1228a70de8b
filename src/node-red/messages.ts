/** What nodes say of messages and of how they are set up: facts in, sentence out. */

/** @param text what was thrown, if it said anything */
export const unexpected = (text: string) =>
  `Unexpected error: ${text || "no message"}. Please report it, with what led to it.`;

export const nodeClosed = () => "The node was closed because it was redeployed or because Node-RED stopped.";

export const closedBeforeHandled = () =>
  "The node was redeployed before this message was handled. Send it again.";

export const queueFull = (limit: number) =>
  `More than ${limit} messages are waiting at this node, so this one was dropped. Send fewer at a time, or raise nodeMessageBufferMaxLength in Node-RED's settings.`;

export const openDoor = () =>
  "Without adminAuth, Node-RED 4.1 lets any web page change your flows. Set adminAuth in settings.js, or update to Node-RED 5.";

const CHOOSE_ONE = "Choose one in the node's dialog and deploy.";

/** @param origin as settings.js has it */
export const noFrameOrigin = (origin: string) =>
  `"${origin}" in listSync.page.frames of settings.js is not an origin. Write it like https://home.example:8123.`;

/** @param why of the file system */
export const noPage = (why: string) =>
  `The page of ListSync cannot be opened (${why}). Install the package again.`;

/** @param what `server` */
export const configNodeGone = (what: string) => `This node's ${what} is gone or disabled. ${CHOOSE_ONE}`;

export const noConfigNode = (what: string) => `This node has no ${what}. ${CHOOSE_ONE}`;

export const noTodoList = () => `No to-do list is chosen. ${CHOOSE_ONE}`;

export const noEntity = () => `No entity is chosen. ${CHOOSE_ONE}`;

export const noUser = () => "No user is chosen to request as. Choose one in the node's dialog.";

/** @param profile where the event named one */
export const unknownList = (list: string, profile?: string) =>
  `The event names the list "${list}", which no list-source ${profile ? `of the profile ${profile} ` : ""}has. Add it there, or tick “Events may name any list” in sync-trigger.`;

export const profilePlanned = (profile: string) =>
  `Another sync-schedule already has the profile ${profile}, so this one starts nothing. Put all windows into one node, or choose another profile.`;

/** @param names of variables @param ms between two looks; undefined without polling */
export const watchedOtherwise = (names: readonly string[], ms: number | undefined) =>
  `${names.join(" and ")} in the environment ${names.length > 1 ? "win" : "wins"} over the dialog of sync-watch: ${ms === undefined ? "nothing is polled" : `files are polled every ${ms / 1000} s`}. Unset ${names.length > 1 ? "them" : "it"} and restart Node-RED to use the dialog's settings.`;

export const leftUndecided = (title: string) => `"${title}" was neither requested nor refused.`;

export const skippedAsKnown = (status: string, at: string, hours: number) =>
  `${status} at ${at}, less than ${hours} hours ago`;

/** @param first a sentence */
export const andMoreFailed = (first: string, others: number) =>
  `${first} (And ${others} more of this message failed.)`;

export const queryNotAnObject = () =>
  'msg.query is not an object, so nothing was done. Write it like { statuses: "failed" }.';

export const unknownTitle = (key: string) =>
  `No title with the key ${key} is known here. Use the key of a title that sync-state has recorded, or the title itself.`;

export const choiceIncomplete = () =>
  'msg.query does not say which title is meant, so nothing was decided. Write it like { tmdbId: 438631, mediaType: "movie" }.';

export const chooseForOne = () =>
  "The payload holds several titles, but only one can be meant. Send one title at a time.";

/** @param problem a sentence */
export const inWindow = (number: number, problem: string) => `Window ${number}: ${problem}`;

export const unknownHealthSetting = (name: string, names: string[]) =>
  `listSync.health.${name} in settings.js is not a setting. The settings are ${names.join(", ")}.`;

export const badHealthSetting = (name: string, value: string) =>
  `listSync.health.${name} in settings.js must be a number, 1 or more; it is ${value}.`;

export const headerWithoutValue = (name: string) =>
  `The header ${name} has no value: exported flows hold none. Enter it in the server's configuration.`;

export const notAnAddon = () =>
  "Node-RED is not running as a Home Assistant add-on: SUPERVISOR_TOKEN is missing. Enter the address and token instead.";

export const serverNodeGone = () =>
  "The chosen Home Assistant server node is gone or disabled. Choose another one, or enter the address and token.";

export const noServerNode = () =>
  "No Home Assistant server node is chosen. Choose one, or enter the address and token.";

export const serverNodeIncomplete = (lacks: "address" | "token") =>
  `The chosen Home Assistant server node has no ${lacks}. Complete it and deploy, or enter the address and token here.`;

export const noKey = () =>
  "The server has no API key. Copy it from the server's settings (General) and enter it in the server's configuration.";

export const keyVariableNotSet = (name: string) =>
  `The environment variable ${name} for the API key is not set. Set it and restart Node-RED, or enter the key itself.`;

export const noKeyVariable = () =>
  "The API key is read from an environment variable, but no variable is named. Enter one, for example OVERSEERR_API_KEY.";

/** @param file `API key file` */
export const noPath = (file: string) => `The path of the ${file} is missing. Enter it.`;

/** @param code of the file system */
export const unreadableFile = (file: string, path: string, code: string) =>
  `The ${file} ${path} cannot be read (${code}). Check the path, and that Node-RED may read it.`;

/** @param content `API key` */
export const emptyFirstLine = (file: string, path: string, content: string) =>
  `The ${file} ${path} has an empty first line. Write the ${content} there.`;

const CORRECT_SOURCE = "Correct it there, or in the node's dialog.";

/** @param source `flow.users` */
export const computedFrom = (source: string) => `It comes from ${source}. ${CORRECT_SOURCE}`;

export const cannotCompute = (name: string, source: string, why: string) =>
  `${name} comes from ${source}, which cannot be computed (${why}). ${CORRECT_SOURCE}`;

export const computedNothing = (name: string, source: string) =>
  `${name} comes from ${source}, which is empty. ${CORRECT_SOURCE}`;

export const limitOfList = (number: number) => `The limit of list ${number}`;

/** @param code of the file system */
export const variableFileUnreadable = (name: string, code: string) =>
  `The file that ${name}_FILE names cannot be read (${code}). Check its path and that Node-RED's user may read it.`;

export const webhookPathTaken = (path: string) =>
  `Another node already has the path ${path}, so this one receives nothing. Choose another path in its dialog.`;

/** @param path with what stands before it */
export const monitorPathTaken = (path: string) =>
  `Another node already answers at ${path}, so this one watches nothing. Choose another path in its dialog.`;

export const nodeAuthTakesToken = () =>
  "httpNodeAuth in settings.js checks the Authorization header before this sync-monitor does, so its token can never arrive. Leave the token empty: httpNodeAuth guards these addresses as well.";

export const noMonitorToken = () =>
  "The request has no token. Send the token of this sync-monitor as a bearer token, or as the password of a Basic login.";

export const wrongMonitorToken = () =>
  "The token was rejected. Copy it from where the token of this sync-monitor is kept, and enter it again.";

export const noNodeRoot = () =>
  "Node-RED does not serve the addresses of nodes, because httpNodeRoot is false in settings.js. Set it to a path such as /, and restart Node-RED.";

export const nodeAuthToo = () =>
  "httpNodeAuth in settings.js also guards this webhook: senders need its user and password as well (Plex: in the address, http://user:password@host/…).";

export const nodeAuthTakesHeader = () =>
  "httpNodeAuth in settings.js checks the Authorization header before this webhook does. Choose signed requests or an unguessable address instead, or give this webhook the password of httpNodeAuth.";

export const webhookKeyTooShort = () =>
  "The secret part of the webhook's address is too easy to guess. Press “New address” in the dialog, or use 32 or more letters and digits.";

export const noWebhookAddress = () =>
  "The webhook has no address yet. Open its dialog, choose “an unguessable address” again, and deploy.";

export const noWebhookSecret = () =>
  "The webhook has no secret. Enter one in its dialog, and the same one where the requests come from.";

export const webhookVariableNotSet = (name: string) =>
  `The environment variable ${name} for the webhook secret is not set. Set it and restart Node-RED, or enter the secret itself.`;

export const noWebhookVariable = () =>
  "The webhook secret is read from an environment variable, but no variable is named. Enter one, for example LISTSYNC_WEBHOOK_SECRET.";

/** What the flow says that stands for an installation of the Python ListSync. */
export const movedSteps = {
  title: () => "Moved from ListSync: four steps",
  dryRun: () => "Dry run",
  syncNow: () => "Sync now",
  text: () => `## Four steps

1. Stop the Python ListSync, so that only one of the two requests.
2. **Deploy.** The status below each node says what is missing, if anything is.
3. Press the button of **Dry run**: it finds every title and requests nothing. Compare its summary with what you expect.
4. Press **Sync now**. From then on the schedule starts the syncs; it does not start the first one.

The keys are in files of their own, which the nodes name. Nothing in this flow is secret.
`,
};
