import type { Overseerr } from "../overseerr/overseerr.ts";
import type { RunLimits } from "../runs/run-limits.ts";
import type { Store } from "../state/store.ts";
import type { LastingRefusals } from "./lasting-refusals.ts";
import type { NewsWatch } from "./news-watch.ts";
import type { RequestOptions } from "./request-options.ts";
import type { FullPolicy } from "./request-policy.ts";
import type { TitleDetails } from "./title-details.ts";

/** Everything that the requests of one item share. */
export interface Work {
  deps: { overseerr: Overseerr; store?: Store; limits: RunLimits };
  options: RequestOptions;
  policy: FullPolicy;
  details: TitleDetails;
  refusals: LastingRefusals;
  watch: NewsWatch;
  /** Tells the watch that the item is decided, or waits for it. */
  decided: () => void;
  now: () => Date;
}
