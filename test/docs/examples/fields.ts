import * as fields from "../../../src/fields/messages.ts";
import type { Examples } from "./examples.ts";

const REMEDY = fields.REMEDIES.message;

export const FIELDS: Examples<typeof fields> = {
  either: [["movies", "shows"]],
  list: [],
  misspelt: ["dryrun", "dryRun", REMEDY],
  mustBe: ["msg.maxRequests", "a whole number, 0 or more", '"many"', REMEDY],
  nodeOfType: ["sync-database"],
  numberRange: [{ min: "1", max: "20", whole: true }],
  text: [],
  trueOrFalse: [],
  unknownProperty: ["List 3", "limt", { meant: "limit", names: ["url", "limit"], remedy: REMEDY }],
  variableNotSet: ["server URL", "SEERR_URL"],
};
