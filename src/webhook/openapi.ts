import { VERSION } from "../http/user-agent.ts";
import type { WayIn } from "./guard.ts";

type Schema = Record<string, unknown>;

const text = (description: string): Schema => ({ type: "string", description });
const object = (properties: Record<string, Schema>, required: string[], description?: string): Schema => ({
  type: "object",
  ...(description && { description }),
  properties,
  required,
});
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Schema) => ({ "application/json": { schema } });
const answer = (description: string, schema: Schema) => ({ description, content: json(schema) });

const TITLE = object(
  {
    title: text("The Matrix, or The Matrix (1999)"),
    year: { type: "integer" },
    media_type: { enum: ["movie", "tv"] },
    tmdb_id: { type: ["integer", "string"] },
    imdb_id: text("tt0133093"),
    tvdb_id: { type: ["integer", "string"] },
    seasons: { type: "array", items: { type: "integer" } },
  },
  [],
  "A title, by a name or an id.",
);
const TITLES: Schema = {
  type: "array",
  items: { anyOf: [{ type: "string" }, { type: "integer" }, ref("Title")] },
};
const DRY_RUN: Schema = { type: "boolean", description: "Find everything and request nothing." };

const SCHEMAS: Record<string, Schema> = {
  Title: TITLE,
  Titles: TITLES,
  ListUpdated: object(
    {
      action: { const: "list_updated" },
      list_type: text("Site of the list: imdb, trakt, letterboxd and so on"),
      list_id: text("Id, name or address of the list, as in list-source"),
      dry_run: DRY_RUN,
    },
    ["action", "list_id"],
    "A list was changed: it alone is read.",
  ),
  Sync: object(
    { action: { const: "sync" }, dry_run: DRY_RUN },
    ["action"],
    "All lists of the profile are read.",
  ),
  Items: object({ items: ref("Titles"), dry_run: DRY_RUN }, ["items"], "These titles are looked for."),
  CustomList: object(
    {
      custom_list: {
        description:
          "Titles, a file of the folder that is open to the webhook, or an address that the profile has.",
        anyOf: [
          ref("Titles"),
          { type: "string" },
          object({ items: ref("Titles") }, ["items"]),
          object({ path: { type: "string" } }, ["path"]),
          object({ url: { type: "string" } }, ["url"]),
        ],
      },
      dry_run: DRY_RUN,
    },
    ["custom_list"],
  ),
  Notification: {
    type: "object",
    description: "What Overseerr, Jellyseerr, Seerr, Radarr, Sonarr, Jellyfin, Emby or Tautulli send.",
  },
  Started: object(
    {
      result: { const: "started" },
      runId: { type: "string", format: "uuid" },
      sender: { type: "string" },
      message: { type: "string" },
      repeated: { type: "boolean", description: "The same request came before; this one started nothing." },
    },
    ["result", "runId", "message"],
  ),
  Event: object(
    {
      result: { const: "event" },
      event: { enum: ["available", "requested", "approved", "declined", "failed", "added", "deleted"] },
      title: { type: "string" },
      sender: { type: "string" },
      message: { type: "string" },
      repeated: { type: "boolean" },
    },
    ["result", "event", "title", "message"],
  ),
  Ignored: object(
    {
      result: { const: "ignored" },
      reason: { type: "string" },
      sender: { type: "string" },
      message: { type: "string" },
      repeated: { type: "boolean" },
    },
    ["result", "reason"],
  ),
  Refused: object({ result: { const: "refused" }, code: { type: "string" }, message: { type: "string" } }, [
    "result",
    "code",
    "message",
  ]),
  Run: object(
    {
      result: { const: "run" },
      runId: { type: "string" },
      state: {
        enum: [
          "waiting",
          "skipped",
          "running",
          "completed",
          "completed_with_errors",
          "failed",
          "cancelled",
          "interrupted",
        ],
      },
      text: text("A sentence"),
      dryRun: { type: "boolean" },
      startedAt: { type: "string", format: "date-time" },
      finishedAt: { type: "string", format: "date-time" },
      total: { type: "integer", description: "Titles that the run set out to handle" },
      counts: { type: "object", additionalProperties: { type: "integer" }, description: "Titles by outcome" },
      failedLists: { type: "integer" },
    },
    ["result", "runId", "state", "text"],
  ),
};

const REFUSALS: Readonly<Record<string, string>> = {
  400: "The body is not understood, incomplete, or names what may not be named",
  401: "No access",
  413: "The body is too large",
  415: "The body is neither JSON nor a form with a part “payload”",
  429: "Too many requests; see Retry-After",
  503: "Not now: the database, a deployment, or too many requests at the same time; see Retry-After",
};

const refusals = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, answer(REFUSALS[status] ?? "", ref("Refused"))]));

const SIGNATURE = {
  name: "X-Hub-Signature-256",
  in: "header",
  required: true,
  description:
    "`sha256=` and the HMAC-SHA256 in hex, over the body, or over `timestamp.body` with X-ListSync-Timestamp.",
  schema: { type: "string", pattern: "^sha256=[0-9a-f]{64}$" },
};
const TIMESTAMP = {
  name: "X-ListSync-Timestamp",
  in: "header",
  description: "Seconds since 1970, at most five minutes off.",
  schema: { type: "string", pattern: "^\\d{1,12}$" },
};

/** What of the description depends on the way in. */
function waysIn(access: WayIn) {
  if (access === "signed")
    return {
      parameters: [SIGNATURE, { ...TIMESTAMP, required: false }],
      read: [SIGNATURE, { ...TIMESTAMP, required: true }],
    };
  const schemes = { bearer: { type: "http", scheme: "bearer" }, basic: { type: "http", scheme: "basic" } };
  if (access === "token")
    return { schemes, security: [{ bearer: [] }, { basic: [] }], parameters: [], read: [] };
  return { parameters: [], read: [] };
}

/**
 * Describes a webhook as OpenAPI 3.1. Its address is that of the description without `/openapi.json`, so that the secret
 * part of one is in no text.
 */
export function openApi(access: WayIn): Record<string, unknown> {
  const { parameters, read, schemes, security } = {
    schemes: undefined,
    security: undefined,
    ...waysIn(access),
  };
  const body = ["Titles", "ListUpdated", "Sync", "Items", "CustomList", "Notification"].map(ref);
  return {
    openapi: "3.1.0",
    info: { title: "ListSync webhook", version: VERSION },
    servers: [{ url: "." }],
    ...(security && { security }),
    paths: {
      "/": {
        post: {
          operationId: "send",
          summary: "Start a sync, or tell of an event of a server.",
          parameters,
          requestBody: {
            required: true,
            content: {
              ...json({ anyOf: body }),
              "multipart/form-data": {
                schema: object({ payload: text("JSON, as Plex sends it") }, ["payload"]),
              },
            },
          },
          responses: {
            200: answer("There is nothing to do, or an event was received", {
              anyOf: [ref("Event"), ref("Ignored")],
            }),
            202: answer("A sync was started", ref("Started")),
            ...refusals(400, 401, 413, 415, 429, 503),
          },
        },
      },
      "/runs/{runId}": {
        get: {
          operationId: "run",
          summary: "How a run is going.",
          parameters: [{ name: "runId", in: "path", required: true, schema: { type: "string" } }, ...read],
          responses: {
            200: answer("The run", ref("Run")),
            404: answer("There is no such run", ref("Refused")),
            ...refusals(401, 429, 503),
          },
        },
      },
    },
    components: { schemas: SCHEMAS, ...(schemes && { securitySchemes: schemes }) },
  };
}
