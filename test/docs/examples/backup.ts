import type * as backup from "../../../src/backup/messages.ts";
import { damages, formats } from "../../../src/backup/messages.ts";
import type { Examples } from "./examples.ts";

const FILE = "list-sync-20261129-081500-5e1f09ab.tar.gz";
const FULL = "ENOSPC: no space left on device";

export const BACKUP: Examples<typeof backup> = {
  busy: [],
  damaged: [FILE, damages.differs("state.db")],
  inUse: ["/data/list-sync/state.db"],
  invalidFormat: [FILE, formats.neither()],
  newer: [FILE, "2.0.0"],
  noRoom: [FILE, 57, 12],
  noneYet: ["/data/list-sync/backups"],
  notFinished: ["/data/list-sync/state.db", "EACCES: permission denied"],
  notFound: [FILE],
  notNamed: [],
  notRead: [FILE, FULL],
  notRemoved: [FILE, "EACCES: permission denied"],
  notRestored: [FILE, FULL],
  notWritten: [FILE, FULL],
  used: [],
};
