import type { IncomingMessage, ServerResponse } from "node:http";
import { runService, serviceCall } from "./call-service.ts";
import { CommandError } from "./command-error.ts";
import { configOf } from "./commands.ts";
import { attemptFailed, isBanned, signIn, type User, type World } from "./world.ts";

interface Answer {
  status: number;
  body: unknown;
}

const MAX_STATE = 255;
const text = (status: number, body: string): Answer => ({ status, body });
const message = (status: number, body: string): Answer => ({ status, body: { message: body } });
const NOT_FOUND = message(404, "Entity not found.");

/** Refused for want of rights looks like a wrong token, and counts like one. */
class Unauthorized extends Error {}

/**
 * Answers a call of the REST API.
 *
 * @param path below `/api/`
 * @param viaSupervisor through the Supervisor's proxy, which passes GET and POST only
 */
export async function answerRest(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  { path, viaSupervisor }: { path: string; viaSupervisor: boolean },
): Promise<void> {
  const body = await bodyOf(request);
  const { status, body: answer } = answerCall(request, path, body, world, viaSupervisor);
  const isText = typeof answer === "string";
  response.writeHead(status, { "content-type": isText ? "text/plain; charset=utf-8" : "application/json" });
  response.end(isText ? answer : JSON.stringify(answer));
}

function answerCall(
  request: IncomingMessage,
  path: string,
  body: string,
  world: World,
  viaSupervisor: boolean,
): Answer {
  if (isBanned(world)) return text(403, "403: Forbidden");
  const method = request.method ?? "GET";
  if (viaSupervisor && method !== "GET" && method !== "POST") return text(405, "405: Method Not Allowed");
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const user = signIn(world, token, viaSupervisor);
  if (!user) return text(401, "401: Unauthorized");
  try {
    return route(method, path, body, user, world);
  } catch (error) {
    if (error instanceof Unauthorized) {
      attemptFailed(world);
      return text(401, "401: Unauthorized");
    }
    if (error instanceof CommandError) return message(400, error.message);
    if (error instanceof SyntaxError) return message(400, "Invalid JSON specified.");
    throw error;
  }
}

function route(method: string, path: string, body: string, user: User, world: World): Answer {
  const [name = "", query = ""] = path.split("?");
  const [area, one, two] = name.split("/").map(decodeURIComponent);
  if (name === "") return message(200, "API running.");
  if (area === "config" && method === "GET") return { status: 200, body: configOf(world) };
  if (area === "states" && one === undefined && method === "GET")
    return { status: 200, body: [...world.states.all.values()] };
  if (area === "states" && one !== undefined) return states(method, one, body, user, world);
  if (area === "events" && one !== undefined && method === "POST") {
    if (!user.is_admin) throw new Unauthorized();
    world.bus.fire(one, body === "" ? {} : JSON.parse(body), "REMOTE");
    return message(200, `Event ${one} fired.`);
  }
  if (area === "services" && one && two && method === "POST")
    return services(one, two, body, query.includes("return_response"), world);
  return text(404, "404: Not Found");
}

function states(method: string, id: string, body: string, user: User, world: World): Answer {
  if (method === "GET") {
    const state = world.states.all.get(id);
    return state ? { status: 200, body: state } : NOT_FOUND;
  }
  if (!user.is_admin) throw new Unauthorized();
  if (method === "DELETE") return world.states.remove(id) ? message(200, "Entity removed.") : NOT_FOUND;
  const { state, attributes } = JSON.parse(body) as { state?: unknown; attributes?: object };
  if (state === undefined || state === null) return message(400, "No state specified.");
  if (!/^(?!.+__)(?!_)[\da-z_]+(?<!_)\.(?!_)[\da-z_]+(?<!_)$/.test(id))
    return message(400, "Invalid entity ID specified.");
  if ([...String(state)].length > MAX_STATE) return message(400, "Invalid state specified.");
  const isNew = world.states.set(id, String(state), { ...attributes });
  return { status: isNew ? 201 : 200, body: world.states.all.get(id) };
}

function services(
  domain: string,
  service: string,
  body: string,
  wantsResponse: boolean,
  world: World,
): Answer {
  const call = serviceCall(domain, service, body === "" ? {} : JSON.parse(body));
  const changed: unknown[] = [];
  const end = world.bus.listen("state_changed", ({ data }) => void changed.push(data.new_state));
  try {
    const response = runService(world, call);
    if (response !== undefined && !wantsResponse)
      return message(400, "Service call requires responses but caller did not ask for responses");
    if (!wantsResponse) return { status: 200, body: changed };
    return { status: 200, body: { changed_states: changed, service_response: response ?? {} } };
  } finally {
    end();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
