/** What a run says of how it began and ended: facts in, sentence out. */

export const redeployedWhileStarting = () => "The node was redeployed while the run was starting.";

export const unexpected = (text: string) => `Unexpected error: ${text}`;

export const everyTitleFailed = () => "Every title failed.";

export const listsNeverRead = () =>
  "The run ended before its lists were read. Start it again, and report this if it keeps happening.";

export const databaseClosed = () => "The sync database was closed.";

export const databaseClosing = () => "The sync database is closing.";

export const databaseRedeployed = (file: string) =>
  `The sync database ${file} was closed by a new deployment.`;

export const databaseDamaged = (what: string) =>
  `The sync database is damaged: ${what}. Replace it with a backup and restart Node-RED.`;

export const unknownRun = (runId: string) =>
  `The run ${runId} is not in this sync database. Record only titles of a run that started with this database.`;

export const cancelled = () => "The run was cancelled.";

export const untouched = () =>
  "Nothing was done with this title: it was recorded without passing a node that requests.";

export const nodeRedStopped = () => "Node-RED was stopped or redeployed during the run.";

export const andMore = (count: number) => `(And ${count} more.)`;

export const andMoreReasons = (count: number) => `(And ${count} more reasons.)`;

/** How a sentence about failed lists begins. */
export const failedLists = (failed: number, all: number) =>
  all === 1 ? "The list failed" : `${failed} of ${all} lists failed`;

export const neverRecorded = (count: number) => `${count} never recorded`;
