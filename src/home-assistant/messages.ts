/** What is said of Home Assistant and of MQTT: facts in, sentence out. */

const MAKE_TOKEN = "Create a long-lived access token";

const ADDRESS_EXAMPLE = "Enter the address of its web page, for example http://homeassistant.local:8123.";

export const noAddress = () => `Home Assistant has no address. ${ADDRESS_EXAMPLE}`;

export const noScheme = () =>
  `Home Assistant's address must start with http:// or https://. ${ADDRESS_EXAMPLE}`;

export const badAddress = () => `Home Assistant's address is not a valid web address. ${ADDRESS_EXAMPLE}`;

export const loginInAddress = () =>
  `Home Assistant's address must not contain a user or password. ${ADDRESS_EXAMPLE}`;

export const noToken = () =>
  `Home Assistant has no token. ${MAKE_TOKEN} there (your profile, Security) and enter it.`;

export const badToken = () =>
  "The token for Home Assistant contains characters that tokens do not have. Copy it again and enter it.";

export const tokenRejected = (host: string) =>
  `Home Assistant at ${host} rejected the token: it is wrong or was deleted. ${MAKE_TOKEN} in Home Assistant (your profile, Security), enter it and deploy; ListSync does not try again until then.`;

/** @param asked `the command "ping"` */
export const adminsOnly = (asked: string) =>
  `Home Assistant allows ${asked} to administrators only, and the user of this token is not one. Create the token as an administrator.`;

export const unknownCommand = (asked: string) =>
  `Home Assistant does not know ${asked}. Install the integration that provides it (for nodered/… "Node-RED Companion"), or update Home Assistant.`;

/** @param said Home Assistant's own words */
export const nothingFound = (asked: string, said: string) =>
  `Home Assistant found nothing for ${asked}: ${said}. Check the name of the entity in Home Assistant.`;

export const refused = (asked: string, said: string) =>
  `Home Assistant refused ${asked}: ${said}. Correct the value that it names.`;

/** @param why as of the functions that follow */
export const unreachable = (host: string, why: string) =>
  `Home Assistant at ${host} cannot be reached: ${why}. Check the address, and that Home Assistant is running.`;

export const nothingResponds = () => "nothing responds there";

export const notUp = (status: number) => `it is not up (HTTP ${status})`;

/** @param where its origin */
export const leadsElsewhere = (status: number, where = "another page") =>
  `the address leads to ${where} (HTTP ${status})`;

export const banned = () => "it has banned this machine (HTTP 403), see ip_bans.yaml";

export const otherWebServer = (status: number) =>
  `a web server responds there (HTTP ${status}), but not the API of Home Assistant`;

export const tokenNotTakenInTime = (seconds: number) => `it did not accept the token within ${seconds} s`;

export const closedBeforeLogin = () => "it closed the connection before the login finished";

export const closedImmediately = () =>
  "the connection was closed immediately; the program there may not be Home Assistant";

export const noHandshake = (seconds: number) => `no response within ${seconds} s`;

/** @param why of the certificate */
export const selfSigned = (why: string) => `${why}; if it is your own, accept a self-signed certificate`;

export const connectionLost = (host: string, asked: string) =>
  `The connection to Home Assistant at ${host} was lost during ${asked}. Try again; ListSync reconnects by itself.`;

export const timedOut = (host: string, asked: string, seconds: number) =>
  `Home Assistant at ${host} did not respond to ${asked} within ${seconds} s. Try again, and check its log if this happens often.`;

/** @param refusal a sentence */
export const stillStarting = (refusal: string) =>
  `Home Assistant is still starting, and replied: ${refusal} Try again in a minute.`;

export const eventsLost = (count: number, eventType: string) =>
  `Home Assistant was unreachable for so long that ${count} ${count === 1 ? `event ${eventType} was` : `events ${eventType} were`} lost. The titles are in the history of the sync database.`;

export const noSuchEntity = (ids: string[]) =>
  `Home Assistant does not have ${ids.join(", ")}. It was renamed or removed, or its integration is not loaded. Choose it again.`;

export const noSuchTodoList = (entityId: string) =>
  `Home Assistant does not have the to-do list "${entityId}". It was renamed or removed, or the token's user cannot see it. Choose the list again.`;

export const todoListUnavailable = (name: string, entityId: string) =>
  `The to-do list "${name}" (${entityId}) is not available in Home Assistant: the integration behind it does not respond. Check it under Settings, Devices & services.`;

export const entitiesTaken = (ids: string[]) =>
  `Home Assistant already has ${ids.join(", ")} from another integration, so ${ids.length === 1 ? "it was" : "they were"} not overwritten. Rename ${ids.length === 1 ? "it" : "them"} there, or choose the transport that created ${ids.length === 1 ? "it" : "them"}.`;

export const companionMissing = () =>
  "Home Assistant does not know the companion integration. Install “Node-RED Companion” with HACS and add it under Settings, Devices & services, or choose another transport.";

/** @param what `an MQTT broker` */
export const noConnection = (what: string) =>
  `This node has no connection to Home Assistant: it needs ${what}. Choose one in the node's dialog and deploy.`;

export const deviceLeftBehind = (device: string, where: string) =>
  `The device "${device}" could not be removed from ${where}, where it was shown before, because that is no longer reachable. If Home Assistant still shows it, delete it there, under Settings, Devices; with MQTT, clear its retained messages on the old broker too.`;

export const deviceNotRemoved = (device: string) =>
  `The device "${device}" could not be removed from Home Assistant, because there was no connection. Delete it there, under Settings, Devices.`;

export const brokerLogin = (broker: string) =>
  `The MQTT broker ${broker} rejected the login. Check the user and password in the broker's configuration.`;

export const brokerUnreachable = (broker: string, why: string) =>
  `The MQTT broker ${broker} cannot be reached (${why}). ListSync keeps trying; check the address if this continues.`;

export const topicForbidden = (broker: string, topic: string) =>
  `The MQTT broker ${broker} does not allow Node-RED to subscribe to ${topic}, so buttons in Home Assistant have no effect. Allow it in the broker's access list.`;

/** @param entity `switch Automatic sync` @param expected `ON or OFF` */
export const badCommand = (entity: string, sent: string, expected: string) =>
  `"${sent}" was sent to the ${entity} of Home Assistant. Send ${expected}.`;

/** @param remedy a sentence */
export const unknownEventProperty = (name: string, meant: string, remedy: string) =>
  `The event has the unknown property "${name}". Did you mean "${meant}"? ${remedy}`;

export const runFailed = () => "The run failed.";

export const andMoreLists = (count: number) =>
  `(And ${count} more ${count === 1 ? "list" : "lists"} failed.)`;

export const titlesFailed = (count: number) => `${count} ${count === 1 ? "title" : "titles"} failed.`;

export const signedInAs = (version: string, user: string, isAdmin: boolean) =>
  `Home Assistant ${version}, signed in as ${user}${isAdmin ? ", an administrator" : ""}.`;

export const noTransport = () => "It cannot show entities: set up its MQTT integration.";

export const transports = (ways: string[]) => `Entities can be shown through ${ways.join(", ")}.`;

export const notAnAdministrator = (user: string) =>
  `${user} is not an administrator. To-do lists and MQTT work. Entities through the companion integration or plain states, events that start a sync and events that report one do not. To use all of them, create the token as an administrator.`;

export const startingUp = () => "It is still starting, so some integrations may be missing.";
