import * as v from "valibot";
import type { Field, Stored } from "../../../fields/field.ts";
import { node, other, text, UNBOUNDED, whole, word, yesNo, yesOrNo } from "../../../fields/kinds.ts";
import { DEFAULT_POLICY, type FullPolicy } from "../../../requests/request-policy.ts";
import { COMPUTED_TYPES } from "../../computed/computed-types.ts";
import { nodeFields, wholeNumbers } from "./node-fields.ts";

const SEASONS = ["all", "first", "latest", "missing", "listed"] as const;

/** Words, or how many of the first seasons; `count` stands for the number in another field. */
const seasons = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((written) => String(written).trim().toLowerCase()),
  v.union([
    v.picklist([...SEASONS, "count"]),
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,2}$/),
      v.transform((count) => Number(count)),
    ),
  ]),
);

const quality = v.union([
  v.pipe(
    v.string(),
    v.transform((written) => written.trim().toLowerCase()),
    v.literal("both"),
  ),
  v.pipe(
    yesOrNo,
    v.transform((isYes) => (isYes ? ("yes" as const) : ("no" as const))),
  ),
]);

const tags = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((written) =>
    String(written)
      .split(",")
      .flatMap((tag) => (tag.trim() ? [Number(tag)] : [])),
  ),
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(UNBOUNDED))),
);

/** Where a Radarr or Sonarr is to put titles; empty for the server's own choice. */
const service = (name: string) => ({
  server: whole({ label: `${name} server`, min: 0, max: UNBOUNDED }),
  profile: whole({ label: `${name} profile`, min: 1, max: UNBOUNDED }),
  folder: text({ label: `${name} folder` }),
  tags: other({
    label: `${name} tags`,
    expects: "tag ids separated by commas",
    schema: tags,
    initial: "" as string | number,
    fallback: [],
  }),
});
const [radarr, sonarr] = [service("Radarr"), service("Sonarr")];

/** The user of the request server in whose name titles are requested. */
const requestAs = (label: string) =>
  whole({ label, min: 1, max: UNBOUNDED, expects: "the id of a user, a whole number such as 4" });

/** Fields of what is requested and what is left alone, under the names of the policy and with its defaults. */
const POLICY = {
  is4k: other({
    label: "4K",
    expects: "true, false or both",
    schema: quality,
    initial: DEFAULT_POLICY.is4k as string,
    fallback: DEFAULT_POLICY.is4k as FullPolicy["is4k"],
    words: ["no", "yes", "both"],
    message: true,
  }),
  seasons: other({
    label: "Seasons",
    expects: `${SEASONS.join(", ")}, or how many of the first seasons`,
    schema: seasons,
    initial: DEFAULT_POLICY.seasons as string | number,
    fallback: DEFAULT_POLICY.seasons as v.InferOutput<typeof seasons>,
    words: [...SEASONS, "count"],
    message: true,
  }),
  specials: yesNo({ label: "Specials", default: DEFAULT_POLICY.specials }),
  onDeclined: word({ label: "Declined titles", words: [DEFAULT_POLICY.onDeclined, "request"] }),
  onDeleted: word({ label: "Deleted requests", words: [DEFAULT_POLICY.onDeleted, "request"] }),
  onPartial: word({ label: "Partly available shows", words: [DEFAULT_POLICY.onPartial, "leave"] }),
  checkIds: yesNo({ label: "Check the TMDB ids of movies", default: DEFAULT_POLICY.checkIds }),
} satisfies Record<keyof FullPolicy, Field>;

/** The fields of `overseerr-request`. */
export const OVERSEERR_REQUEST = nodeFields({
  type: "overseerr-request",
  dialog: {
    server: node({ label: "Server", nodeType: "overseerr-server" }),
    database: node({ label: "Database", nodeType: "sync-database" }),
    operation: word({ label: "Operation", words: ["request", "cancel"], message: true }),
    cancelApproved: yesNo({ label: "Cancel approved requests too", default: false }),
    ...POLICY,
    seasonCount: whole({
      label: "Number of seasons",
      min: 1,
      max: 999,
      default: 1,
      when: { seasons: ["count"] },
    }),
    requesterType: word({
      label: "Request as",
      words: ["key", "user", "list", ...COMPUTED_TYPES],
      initial: "list",
    }),
    // the id of a user, or what computes one
    requester: text({ label: "User to request as", when: { requesterType: ["user", ...COMPUTED_TYPES] } }),
    radarrServer: radarr.server,
    radarrProfile: radarr.profile,
    radarrFolder: radarr.folder,
    radarrTags: radarr.tags,
    sonarrServer: sonarr.server,
    sonarrProfile: sonarr.profile,
    sonarrFolder: sonarr.folder,
    sonarrTags: sonarr.tags,
    // flows of old have none, and an emptied box is none
    maxRequests: whole({
      label: "Maximum new requests",
      unit: "0 for no limit",
      min: 0,
      max: UNBOUNDED,
      default: 0,
      initial: "20",
      message: true,
      computed: true,
      when: { operation: ["request"] },
    }),
    dryRun: yesNo({ label: "Dry run", default: false, message: true, computed: true }),
    retryFailed: yesNo({ label: "Retry failed requests", default: false }),
  },
  message: {
    requestAs: requestAs("User to request as"),
  },
  migrations: [wholeNumbers("maxRequests")],
});

/** What `overseerr-request` stores. */
export type RequestConfig = Stored<typeof OVERSEERR_REQUEST.dialog>;
