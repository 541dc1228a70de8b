import * as v from "valibot";
import { profileState } from "./overview.ts";

/**
 * Events of the stream, by name. Each has an `id:` to be sent back as `Last-Event-ID`; a comment comes every 15 seconds.
 *
 * `profile` twice a second for each profile at most. `changed` says what to ask for again. `reload`: events were missed, ask
 * for everything again. `logout`: the token counts no longer, the stream ends.
 */
export const LIVE_EVENTS = {
  profile: profileState,
  changed: v.object({
    database: v.string(),
    what: v.array(v.picklist(["titles", "runs", "lists", "decisions", "arrived"])),
  }),
  reload: v.object({ why: v.picklist(["gap", "restart", "deployed"]) }),
  logout: v.object({}),
};
