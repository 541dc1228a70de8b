/** What notifications say, and what is said of those that were not sent: facts in, sentence out. */

const s = (count: number) => (count === 1 ? "" : "s");

export const syncDone = (profile: string) => `${profile}: sync completed`;
export const syncWithProblems = (profile: string) => `${profile}: sync completed with problems`;
export const syncFailed = (profile: string) => `${profile}: sync failed`;
export const syncInterrupted = (profile: string) => `${profile}: sync interrupted`;
export const syncCancelled = (profile: string) => `${profile}: sync cancelled`;
export const dryRunDone = (profile: string) => `${profile}: dry run completed`;
export const nowAvailable = (title: string) => `Available: ${title}`;
export const yourLists = () => "Your lists";
export const digestOf = (syncs: number) => `ListSync: ${syncs} sync${s(syncs)}`;
export const arrivals = (count: number) => `${count} title${s(count)} available`;

export const nothingToTell = () => "Nothing happened.";
export const countsLine = (counts: string) => `${counts}.`;
export const countOf = (count: number, phrase: string) => `${count} ${phrase}`;
export const missingTitles = (count: number) => `${count} not recorded`;
export const failedListsOf = (failed: number, all: number) => `${failed} of ${all} list${s(all)} failed`;

export const severalTimes = (what: string, count: number) => `${what} (${count} times)`;

export const results = () => "Results";
export const newRequests = () => "New requests";
export const wouldRequest = () => "Would be requested";
export const available = () => "Available";
export const problems = () => "Problems";
export const syncedLists = () => "Lists";
export const movies = () => "Movies";
export const shows = () => "Shows";
export const duration = () => "Duration";
export const speed = () => "Per title";
export const processed = (done: number, total: number) => `${done} of ${total} titles without a problem`;
export const titlesOn = (items: number, requested?: number) =>
  requested ? `${items} title${s(items)}, ${requested} requested` : `${items} title${s(items)}`;
export const share = (count: number, total: number) =>
  total > 0 ? `${count} (${Math.round((count / total) * 100)} %)` : `${count}`;
export const andMore = (count: number) => `… and ${count} more`;

export const syncAgain = () => "Sync again";
export const show = () => "Show";

export const testTitle = () => "ListSync: test";
export const testText = () => "This is a test. Notifications of ListSync arrive here.";

export const noAddress = (channel: string) =>
  `The address for ${channel} is missing. Enter it in the dialog of sync-notify and deploy.`;

export const badAddress = (channel: string, form: string) =>
  `The address for ${channel} cannot be used. Enter one such as ${form}.`;

export const noTopic = () =>
  "The address for ntfy names no topic. Enter one such as https://ntfy.sh/my-topic.";

export const badService = () =>
  "The notify service cannot be used. Enter one such as notify.mobile_app_phone.";

export const badLink = () =>
  'The address under "Show" cannot be used. Enter one that begins with https:// or http://.';

export const templateNotJson = (why: string) =>
  `The template is not JSON (${why}). Write it as JSON, with fields such as "{{text}}" in quotes.`;

export const unknownTemplateField = (name: string, known: string) =>
  `The template uses {{${name}}}, which does not exist. Use one of ${known}.`;

export const requesterNeedsDatabase = () =>
  '"Only lists of user" needs a database, which knows whose lists the titles are on. Choose one, or clear the field.';

export const digestNeedsDatabase = () =>
  "A digest needs a database, which keeps it until it is due. Choose one, or send immediately.";

export const eventsNeedDatabase = () =>
  "No database is chosen whose syncs could be told of. Choose one, or connect the second output of sync-state.";

export const notASummary = () =>
  "The message is not the summary of a sync. Connect the second output of sync-state, or that of sync-webhook.";

/** @param said what the service itself said of it; empty for nothing */
export const refused = (channel: string, status: number, said: string) =>
  `${channel} did not accept the notification (HTTP ${status}${said ? `: ${said}` : ""}). Check its settings in sync-notify.`;

export const addressGone = (channel: string, status: number) =>
  `${channel} does not know this address, or rejected its key (HTTP ${status}). Copy the address and the token again.`;

export const redirected = (channel: string) =>
  `${channel} redirects to another address, which is not followed. Enter the address that it redirects to.`;

export const notThatService = (channel: string) =>
  `The response is not one of ${channel}, so nothing was sent, it seems. Check the address, and any proxy before the service.`;

export const nothingConfigured = () =>
  "The Apprise API has nothing configured under this key, so nobody was notified. Add services to the key, or correct the address.";

export const someNotNotified = () =>
  "The Apprise API reached only some of its services. The log of the Apprise API says which.";

export const unreachable = (channel: string, reason: string) =>
  `${channel} did not respond (${reason}). Check that it runs and that its address is right.`;

export const limiting = (channel: string) =>
  `${channel} is limiting requests, so the notification was not sent. Send less often, for example as a digest.`;

export const serviceTrouble = (channel: string, status: number) =>
  `${channel} has trouble (HTTP ${status}), so the notification was not sent. Try again later.`;

/** @param why what Home Assistant said, a whole sentence */
export const notNotified = (why: string) => `The notification was not sent. ${why}`;

export const tooManyWaiting = (most: number) =>
  `${most} notifications wait already, so this one was not sent. Check why the channel takes none, or send less often.`;

export const lostByClosing = (count: number) =>
  `${count} notification${s(count)} ${count === 1 ? "was" : "were"} not sent, because the node was closed.`;
