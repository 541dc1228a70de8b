import * as v from "valibot";

/** Who asks, and what that person may do. */
export const whoami = v.object({
  /** Null where Node-RED has no users, or lets strangers in (`anonymous` is then true). */
  name: v.nullable(v.string()),
  /** Somebody whom Node-RED let in without knowing who it is: who was logged in before is so no longer. */
  anonymous: v.boolean(),
  rights: v.object({ read: v.boolean(), write: v.boolean() }),
  /** Node-RED has no `adminAuth`: everybody who reaches it may do everything. */
  open: v.boolean(),
  version: v.string(),
});
