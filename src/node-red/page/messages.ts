/** What the page is answered: facts in, sentence out. */

export const noRoute = (path: string) =>
  `There is nothing at "${path}". Reload the page; it may be older than ListSync.`;

/** @param right `see` or `change` */
export const notAllowed = (right: "read" | "write") =>
  right === "read"
    ? "This user may not see ListSync. Let somebody with all rights give the permission list-sync.read."
    : "This user may look, and not change anything. Let somebody with all rights give the permission list-sync.write.";

/** @param name of a part of the question @param problem in the words of the schema */
export const badQuestion = (name: string, problem: string) =>
  `ListSync does not understand "${name}" in this request: ${problem}`;

export const tokenInAddress = () =>
  "The token is part of the address, where logs keep it. Send it in the Authorization header.";

export const slowAnswer = (seconds: number) => `No answer within ${seconds} seconds. Try again.`;

/** @param others whether there are other databases */
export const noDatabase = (others: boolean) =>
  others
    ? "This database is no longer deployed. Reload the page."
    : "There is no database yet. Add a sync-database node to a flow and press Deploy.";

export const slowDatabase = (seconds: number) =>
  `The database did not respond within ${seconds} seconds; another program keeps it locked. Try again.`;

export const badCursor = () => "This place in the list is not known. Start at its beginning.";

export const noTitle = () => "This title is not known here. It may have been forgotten; reload the page.";

export const titleChanged = () =>
  "Somebody else was first, or a sync changed this title. Look at what it is now, then decide again.";

export const ignored = () => "It is ignored from now on, on every list.";

export const chosen = () => "The match is remembered, and counts from the next sync on.";

export const takenBack = () => "The decision was taken back. The next sync treats the title like any other.";

export const retried = () => "It is on its way again.";

export const cancelled = () => "The request is cancelled.";

export const noServer = () => "There is no request server. Add an overseerr-server node and press Deploy.";

/** @param profile as its node names it */
export const noSource = (profile: string) =>
  `No deployed list-source has the profile "${profile}". Deploy one, or start the sync where it is set up.`;

/** @param profile as its node names it */
export const listsByMessage = (profile: string) =>
  `The list-source of the profile "${profile}" has no lists of its own; they come by message. Start the sync in its flow, or add a sync-schedule for this profile before it.`;

export const nothingDone = () => "No titles.";

export const isRunning = () =>
  "A sync of this profile is already running. Wait until it is done, or stop it.";

export const started = () => "The sync starts.";

export const stopped = () => "The sync is stopping.";

export const nothingRuns = () => "No sync of this profile is running.";

export const noList = () => "This list is not known here. Reload the page.";

export const noRun = () =>
  "This run is not known here. Old runs are forgotten after the days that the database is set to.";

export const tooManyStreams = () => "Too many pages are open. Close some of them.";

export const posterAway = () => "This poster cannot be read at the moment. It is asked for again.";

export const noPoster = () => "There is no poster of this title.";
