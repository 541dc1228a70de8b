import type * as listsync from "../../../src/listsync/messages.ts";
import { foreigns, novelties, reasons } from "../../../src/listsync/messages.ts";
import type { Examples } from "./examples.ts";

const FILE = "/listsync/data/list_sync.db";

export const LISTSYNC: Examples<typeof listsync> = {
  damaged: [FILE, "database disk image is malformed"],
  foreign: [FILE, foreigns.noTable("lists")],
  newer: [FILE, novelties.column("enabled")],
  keysNotWritten: ["/data/list-sync/keys", reasons.code("EACCES")],
  notFound: ["/listsync"],
  notNamed: [],
  notRead: [FILE, reasons.code("EACCES")],
  program: [],
};
