/**
 * A server that behaves like Home Assistant 2026.2 over its websocket and REST APIs, on 127.0.0.1. As the real one was
 * seen to (2026-11), message by message.
 *
 *     const ha = await startHomeAssistant({ companion: "4.2.3" });
 *     ha.url, ha.token, ha.userToken                     // an administrator's and another user's
 *     ha.todo("todo.watchlist").add({ summary: "Dune (2021)" });
 *     ha.setState("input_button.go", "unknown"); ha.press("input_button.go");
 *     ha.service("switch", "turn_on", "switch.x");       // what somebody does in the front end
 *     ha.fire("listsync_sync", { lists: ["imdb"] });
 *     await ha.restart({ downMs: 50, startingMs: 50 });  // NOT_RUNNING, STARTING, RUNNING; states of REST are gone
 *     await ha.stop(); await ha.start();                 // away; back on the same port
 *     ha.hang();                                         // present connections half-open: no answers, no pings
 *     ha.drop(); ha.revoke();                            // cuts them; deletes the token and cuts its connections
 *     ha.refuse.add("todo/item/subscribe");              // answers this type with an error
 *     ha.silent.add("get_states");                       // does not answer this type at all
 *     ha.received, ha.services, ha.events, ha.states     // what came and what became of it
 *     ha.log                                             // what a real one would have written to its log
 *     ha.connections, ha.peak, ha.accepted, ha.subscriptions, ha.failedLogins
 *     await ha.close();
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { selfSigned } from "../overseerr/self-signed.ts";
import type { BusEvent } from "./bus.ts";
import { runService, serviceCall } from "./call-service.ts";
import { type Client, type Received, serveClient } from "./client.ts";
import type { Companion } from "./companion.ts";
import { ADMIN_TOKEN, createWorld, USER_TOKEN, type WorldOptions } from "./create-world.ts";
import { placeOf } from "./place-of.ts";
import { answerRest } from "./rest.ts";
import type { EntityState } from "./state-machine.ts";
import { createTodoList, type TodoList } from "./todo-list.ts";
import { type CoreState, isBanned, type ServiceCall, type World } from "./world.ts";

export interface HomeAssistantServerOptions extends WorldOptions {
  /** HTTPS with a self-signed certificate. @default false */
  tls?: boolean;
  /** @default any free one */
  port?: number;
  /** Milliseconds between two pings. @default 55000 */
  pingMs?: number;
  /** Whether to listen at once. @default true */
  listening?: boolean;
}

export interface HomeAssistantServer {
  /** Address without a slash at the end. */
  readonly url: string;
  /** What an add-on would use. */
  readonly supervisorUrl: string;
  readonly supervisorToken: string;
  /** Token of an administrator. */
  readonly token: string;
  /** Token of a user who is none. */
  readonly userToken: string;
  readonly world: World;
  core: CoreState;
  readonly companion: Companion | undefined;
  readonly states: ReadonlyMap<string, EntityState>;
  readonly events: readonly BusEvent[];
  readonly services: readonly ServiceCall[];
  /** Every websocket message that came, signing in included. */
  readonly received: Received[];
  /** Every REST call that came: `POST /api/states/sensor.x`. */
  readonly calls: string[];
  /** Open websockets, the most there ever were, and all that were opened. */
  readonly connections: number;
  readonly peak: number;
  readonly accepted: number;
  /** Subscriptions of all open websockets. */
  readonly subscriptions: number;
  /** Messages that were sent as an array. */
  readonly sentArrays: number;
  readonly failedLogins: number;
  /** Lines of its log, as far as a client causes them. */
  readonly log: string[];
  /** Types of commands that are answered with an error, or not at all. */
  readonly refuse: Set<string>;
  readonly silent: Set<string>;
  /** Called with each command before it is handled. */
  onCommand: ((message: Record<string, unknown>) => void) | undefined;
  /** What every REST call meets instead of its answer, or before it. */
  restFault: { status?: number; delayMs?: number } | undefined;
  /** Makes a list, or gives the one that is there. @param features @default all */
  todo(entityId: string, options?: { name?: string; features?: number }): TodoList;
  setState(entityId: string, state: string, attributes?: Record<string, unknown>): void;
  press(entityId: string): void;
  service(domain: string, service: string, entityId: string, data?: Record<string, unknown>): unknown;
  fire(eventType: string, data?: Record<string, unknown>): void;
  /** Sends a raw text on every open websocket, or bytes that are no websocket frame. */
  sendRaw(text: string): void;
  sendGarbage(): void;
  hang(): void;
  drop(): void;
  /** @param token @default the administrator's */
  revoke(token?: string): void;
  stop(): Promise<void>;
  /** @param core @default "RUNNING" */
  start(core?: CoreState): Promise<void>;
  restart(options?: { downMs?: number; startingMs?: number }): Promise<void>;
  close(): Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a server; nothing of it is kept after `close`. */
export async function startHomeAssistant(
  options: HomeAssistantServerOptions = {},
): Promise<HomeAssistantServer> {
  const world = createWorld(options);
  const clients = new Map<Client, WebSocket>();
  const raws = new Set<Duplex>();
  const received: Received[] = [];
  const calls: string[] = [];
  const refuse = new Set<string>();
  const silent = new Set<string>();
  let port = options.port ?? 0;
  let server: Server | undefined;
  let accepted = 0;
  let peak = 0;
  let sentArrays = 0;

  const sockets = new WebSocketServer({ noServer: true });

  function accept(socket: WebSocket, viaSupervisor: boolean, agent: string): void {
    accepted++;
    const client = serveClient(socket, world, {
      number: accepted,
      viaSupervisor,
      agent,
      pingMs: options.pingMs ?? 55_000,
      received,
      refuse,
      silent,
      onCommand: (message) => self.onCommand?.(message),
      onArray: () => void sentArrays++,
      onEnd: () => void clients.delete(client),
    });
    clients.set(client, socket);
    peak = Math.max(peak, clients.size);
  }

  async function listen(): Promise<void> {
    const made = options.tls ? createTlsServer(selfSigned) : createServer();
    made.on("request", (request, response) => {
      const place = placeOf(request);
      if (place === undefined && isFrontEnd(request)) return frontEnd(response);
      if (place?.rest === undefined) {
        response.writeHead(404, { "content-type": "text/plain" });
        return void response.end("404: Not Found");
      }
      calls.push(`${request.method} /api/${place.rest}`);
      const { rest: path, viaSupervisor } = place;
      const answer = () => answerRest(request, response, world, { path, viaSupervisor });
      afterFault(self.restFault, response, answer).catch(() => response.destroy());
    });
    made.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // from here on the socket is ours, and so are its errors: whoever is turned away may just hang up
      socket.on("error", () => {});
      const place = placeOf(request);
      // whoever asks for a page gets it, with 200, also when a websocket was wanted
      if (place === undefined && isFrontEnd(request)) return reject(socket, "200 OK");
      if (place?.websocket !== true) return reject(socket, "404 Not Found");
      if (isBanned(world)) return reject(socket, "403 Forbidden");
      raws.add(socket);
      socket.on("close", () => raws.delete(socket));
      const agent = request.headers["user-agent"] ?? "None";
      sockets.handleUpgrade(request, socket, head, (opened) => accept(opened, place.viaSupervisor, agent));
    });
    await new Promise<void>((resolve, fail) => {
      made.once("error", fail);
      made.listen(port, "127.0.0.1", resolve);
    });
    made.unref();
    server = made;
    port = (made.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    const old = server;
    server = undefined;
    for (const client of clients.keys()) client.drop();
    if (!old) return;
    await new Promise<void>((resolve) => {
      old.close(() => resolve());
      old.closeAllConnections();
    });
  }

  function enter(core: CoreState): void {
    world.core = core;
    if (core === "STARTING" && world.companion) world.bus.fire("nodered", loaded(world.companion));
    if (core === "STARTING") world.bus.fire("homeassistant_start");
    if (core === "RUNNING") world.bus.fire("homeassistant_started");
  }

  if (options.listening === false) {
    // takes a port and leaves it again, so that it can be named before anybody listens there
    await listen();
    await stop();
  } else {
    await listen();
  }

  const scheme = options.tls ? "https" : "http";
  const origin = () => `${scheme}://127.0.0.1:${port}`;
  const self: HomeAssistantServer = {
    get url() {
      return origin();
    },
    get supervisorUrl() {
      return `${origin()}/core`;
    },
    supervisorToken: world.supervisorToken,
    token: ADMIN_TOKEN,
    userToken: USER_TOKEN,
    world,
    get core() {
      return world.core;
    },
    set core(core) {
      enter(core);
    },
    companion: world.companion,
    states: world.states.all,
    events: world.bus.events,
    services: world.services,
    received,
    calls,
    get connections() {
      return clients.size;
    },
    get peak() {
      return peak;
    },
    get accepted() {
      return accepted;
    },
    get subscriptions() {
      return [...clients.keys()].reduce((sum, client) => sum + client.subscriptions, 0);
    },
    get sentArrays() {
      return sentArrays;
    },
    log: world.log,
    get failedLogins() {
      return world.failedLogins;
    },
    refuse,
    silent,
    onCommand: undefined,
    restFault: undefined,
    todo(entityId, { name = "Watchlist", features = 127 } = {}) {
      const list = world.todos.get(entityId) ?? createTodoList(entityId, { name, features }, world.states);
      world.todos.set(entityId, list);
      world.registry.set(entityId, { platform: "local_todo", unique_id: entityId, name });
      list.publish();
      return list;
    },
    setState: (entityId, state, attributes) => void world.states.set(entityId, state, attributes),
    press: (entityId) =>
      void self.service(entityId.startsWith("input_") ? "input_button" : "button", "press", entityId),
    service: (domain, service, entityId, data = {}) =>
      runService(world, serviceCall(domain, service, { ...data, entity_id: entityId })),
    fire: (eventType, data) => void world.bus.fire(eventType, data),
    sendRaw(text) {
      for (const socket of clients.values()) socket.send(text);
    },
    sendGarbage() {
      for (const raw of raws) raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    },
    hang() {
      for (const client of clients.keys()) client.hang();
    },
    drop() {
      for (const client of clients.keys()) client.drop();
    },
    revoke(token = ADMIN_TOKEN) {
      world.users.delete(token);
      for (const client of clients.keys()) if (client.token === token) client.drop();
    },
    stop,
    async start(core = "RUNNING") {
      world.core = "NOT_RUNNING";
      await listen();
      if (core !== "NOT_RUNNING") enter("STARTING");
      if (core === "RUNNING") enter("RUNNING");
    },
    async restart({ downMs = 20, startingMs = 20 } = {}) {
      await stop();
      forgetWhatIsNotStored(world);
      await pause(downMs);
      await self.start("NOT_RUNNING");
      await pause(startingMs / 2);
      enter("STARTING");
      await pause(startingMs / 2);
      enter("RUNNING");
    },
    async close() {
      await stop();
      sockets.close();
    },
  };
  return self;
}

/** A restart forgets states that only were states; entities of the companion are there but unavailable. */
function forgetWhatIsNotStored(world: World): void {
  for (const id of [...world.states.all.keys()]) {
    if (!world.registry.has(id) && !/^input_|^todo\./.test(id)) world.states.remove(id);
  }
  world.companion?.forget(world);
  world.states.makeAnew();
}

async function afterFault(
  fault: HomeAssistantServer["restFault"],
  response: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  await pause(fault?.delayMs ?? 0);
  if (fault?.status === undefined) return answer();
  response.writeHead(fault.status, { "content-type": "text/plain" });
  response.end(String(fault.status));
}

/** The single-page application behind every path that is nobody else's (frontend/__init__.py, 2026.2). */
const FRONT_END =
  /^\/($|\?|(lovelace|home|config|profile|todo|history|logbook|map|energy|media-browser|developer-tools|calendar|dashboard-[\w-]+|app)([/?]|$))/;

const isFrontEnd = ({ url = "" }: IncomingMessage): boolean => FRONT_END.test(url);

function frontEnd(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end("<!DOCTYPE html><html><head><title>Home Assistant</title></head><body></body></html>");
}

const loaded = ({ version }: Companion) => ({ type: "loaded", version });

function reject(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
