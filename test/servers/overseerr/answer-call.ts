import type { IncomingHttpHeaders } from "node:http";
import { requireKey, userOf } from "./authenticate.ts";
import { Refusal, refuse } from "./refusal.ts";
import { matchRoute, type Route } from "./routes.ts";
import { validateRequestBody } from "./validate-body.ts";
import { validateQuery } from "./validate-query.ts";
import type { Answer, Call, World } from "./world.ts";

/** A call as it arrived, under `/api/v1`. */
export interface RawCall {
  method: string;
  /** Without `/api/v1`, without query. */
  path: string;
  rawQuery: string;
  headers: IncomingHttpHeaders;
  rawBody: string;
  /** The body was over 100 kB. */
  tooLarge: boolean;
}

/** Takes a call through the same steps, in the same order, as the original. */
export async function answerCall(raw: RawCall, routes: Route[], world: World): Promise<Answer> {
  try {
    return await process(raw, routes, world);
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, json: error.body };
    throw error;
  }
}

async function process(raw: RawCall, routes: Route[], world: World): Promise<Answer> {
  const { method, path, headers } = raw;
  if (raw.tooLarge) throw refuse(413, "request entity too large");
  const body = parseBody(raw);
  if (world.settings.csrf && method !== "GET") throw refuse(403, "invalid csrf token");
  const found = matchRoute(routes, method, path);
  const fullPath = `/api/v1${path}`;
  if (!found) throw refuse(404, "not found", [{ path: fullPath, message: "not found" }]);
  const { route } = found;
  if (!route.open) requireKey(headers, fullPath);
  if (raw.rawBody !== "" && !isJson(headers)) {
    const message = `unsupported media type ${headers["content-type"] ?? "not_provided"}`;
    throw refuse(415, message, [{ path: fullPath, message }]);
  }
  const params = pathParameters(found.raw, route);
  const query = validateQuery(raw.rawQuery, route.query);
  if (route.checksBody) validateRequestBody(body);
  const admin = world.state.users[0];
  const user = route.open && admin ? admin : userOf(headers, world);
  const call: Call = { path, query, ...params, body, user };
  return route.handler(call, world);
}

const isJson = (headers: IncomingHttpHeaders) => /^application\/json/.test(headers["content-type"] ?? "");

function parseBody({ rawBody, headers }: RawCall): Record<string, unknown> {
  if (rawBody === "" || !isJson(headers)) return {};
  try {
    return JSON.parse(rawBody);
  } catch (error) {
    throw refuse(400, error instanceof Error ? error.message : "Unexpected token");
  }
}

function pathParameters(raw: Record<string, string>, route: Route): Pick<Call, "params" | "words"> {
  const params: Record<string, number> = {};
  const words: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    const allowed = route.words[name];
    if (!allowed) params[name] = Number(value);
    else words[name] = value;
    const wrong = allowed
      ? !allowed.includes(value) && `should be equal to one of the allowed values: ${allowed.join(", ")}`
      : Number.isNaN(Number(value)) && "should be number";
    const errorCode = `${allowed ? "enum" : "type"}.openapi.validation`;
    if (wrong)
      throw refuse(400, `request.params.${name} ${wrong}`, [
        { path: `.params.${name}`, message: wrong, errorCode },
      ]);
  }
  return { params, words };
}
