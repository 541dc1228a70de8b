import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { listRow } from "../../src/node-red/page/contract/lists.ts";
import { LIVE_EVENTS } from "../../src/node-red/page/contract/live.ts";
import { profileState } from "../../src/node-red/page/contract/overview.ts";
import { refusal } from "../../src/node-red/page/contract/parts.ts";
import { ROUTES } from "../../src/node-red/page/contract/routes.ts";
import { runRow } from "../../src/node-red/page/contract/runs.ts";
import { conflict, title, titleRow } from "../../src/node-red/page/contract/titles.ts";

/** Where the description of the interface is, below the repository. */
export const INTERFACE = "docs/interface.json";

type Route = (typeof ROUTES)[keyof typeof ROUTES];
type Json = Record<string, unknown>;

const NAMED = {
  Refusal: refusal,
  Conflict: conflict,
  Profile: profileState,
  Title: title,
  TitleRow: titleRow,
  List: listRow,
  Run: runRow,
};

const STATUSES: Readonly<Record<string, string>> = {
  400: "The request is not understood.",
  401: "Nobody is logged in. The answer is Node-RED's own and may be empty.",
  403: "The user may not do this, or the request comes from another web site.",
  404: "There is no such thing, or no database node.",
  415: "The body is not JSON.",
  500: "Something that nobody foresaw.",
  502: "Somebody else, such as the request server, failed or answered what cannot be read.",
  503: "The database does not answer at the moment.",
  504: "It took too long.",
};

const CONFIG: ConversionConfig = {
  target: "draft-2020-12",
  typeMode: "output",
  errorMode: "ignore",
  definitions: NAMED,
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
};

/** As a part of the document: what marks a document of its own, and the named parts, are taken off. */
function schemaOf(schema: v.GenericSchema): Json {
  const { $schema: _version, $defs: _named, ...rest } = toJsonSchema(schema, CONFIG);
  return rest;
}

const answer = (description: string, schema: Json) => ({
  description,
  content: { "application/json": { schema } },
});
const refused = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      answer(STATUSES[status] ?? "", { $ref: "#/components/schemas/Refusal" }),
    ]),
  );

/** The words of an address, in it or behind it. */
function parametersOf(schema: v.GenericSchema, place: "query" | "path"): Json[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, { ...CONFIG, typeMode: "output" });
  const needed = toJsonSchema(schema, { ...CONFIG, typeMode: "input" }).required ?? required;
  return Object.entries(properties).map(([name, found]) => {
    const { description, ...type } = typeof found === "boolean" ? {} : found;
    return {
      name,
      in: place,
      ...(description !== undefined && { description }),
      ...(needed.includes(name) && { required: true }),
      // several words have commas between them
      ...(type.type === "array" && { explode: false }),
      schema: type,
    };
  });
}

function operation(name: string, route: Route): Json {
  const parameters = [
    ...("params" in route ? parametersOf(route.params, "path") : []),
    ...("query" in route ? parametersOf(route.query, "query") : []),
  ];
  const content =
    "kind" in route.answer
      ? { "application/json": { schema: schemaOf(route.answer) } }
      : Object.fromEntries(route.answer.map((type) => [type, { schema: { type: "string" } }]));
  return {
    operationId: name,
    summary: route.summary,
    description: `Right: \`${route.right}\`.`,
    ...(parameters.length > 0 && { parameters }),
    ...("body" in route && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body) } } },
    }),
    responses: {
      200: { description: "As asked", content },
      ...refused(400, 401, 403, 404),
      ...("conflicts" in route && {
        409: answer("Somebody else was first: the title as it is now.", {
          $ref: "#/components/schemas/Conflict",
        }),
      }),
      ...(route.method === "post" && refused(415)),
      ...refused(500, 502, 503, 504),
    },
  };
}

/** The interface of the page as OpenAPI 3.1. */
export function interfaceDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(ROUTES)) {
    const path = `/${route.path.replace(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [route.method]: operation(name, route) };
  }
  const named = Object.entries(NAMED).map(([name, schema]) => [name, ownSchema(name, schema)]);
  return {
    openapi: "3.1.0",
    info: {
      title: "ListSync page",
      version: "1",
      description:
        "What the page and the sidebar ask. A program sends the header `x-list-sync: 1`, and where Node-RED has users `Authorization: Bearer …`.",
    },
    servers: [{ url: "list-sync/api" }],
    security: [{}, { bearer: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(named),
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}

/** A named part in full; the others stay names in it. */
function ownSchema(name: string, schema: v.GenericSchema): Json {
  const others = Object.fromEntries(Object.entries(NAMED).filter(([other]) => other !== name));
  const {
    $schema: _version,
    $defs: _named,
    ...rest
  } = toJsonSchema(schema, { ...CONFIG, definitions: others });
  return rest;
}

/** As `docs/interface.json` has it. */
export const interfaceText = (): string => `${JSON.stringify(interfaceDocument(), null, 1)}\n`;

/** The routes in a table, for people. */
export function routeTable(): string {
  const rows = Object.values(ROUTES).map(
    ({ method, path, right, summary }) => `| \`${method.toUpperCase()} ${path}\` | ${right} | ${summary} |`,
  );
  return ["| Route | Right | What for |", "|---|---|---|", ...rows].join("\n");
}

/** The events of the stream in a table. */
export function eventTable(): string {
  const rows = Object.entries(LIVE_EVENTS).map(
    ([name, schema]) =>
      `| \`${name}\` | ${
        Object.keys(schema.entries)
          .map((key) => `\`${key}\``)
          .join(", ") || "–"
      } |`,
  );
  return ["| Event | Its data |", "|---|---|", ...rows].join("\n");
}
