import type { WebSocket } from "ws";
import type { CommandClient, CommandMessage } from "./command.ts";
import { CommandError, unauthorized, unknownCommand } from "./command-error.ts";
import { COMMANDS } from "./commands.ts";
import { isBanned, isLoaded, signIn, type User, type World } from "./world.ts";

/** A message of a client. */
export interface Received {
  /** Number of the connection, from 1. */
  connection: number;
  message: Record<string, unknown>;
  /** State of the core when it came. */
  core: World["core"];
}

/** One websocket. */
export interface Client {
  readonly number: number;
  readonly token: unknown;
  readonly signedIn: boolean;
  /** Number of subscriptions. */
  readonly subscriptions: number;
  /** Neither answers nor pings any more; the connection stays open. */
  hang(): void;
  /** Cuts it. */
  drop(): void;
}

export interface ClientOptions {
  number: number;
  viaSupervisor: boolean;
  /** User-Agent. */
  agent: string;
  pingMs: number;
  received: Received[];
  /** Types of commands that are answered with an error. */
  refuse: ReadonlySet<string>;
  /** Types of commands that are not answered. */
  silent: ReadonlySet<string>;
  onCommand: (message: Record<string, unknown>) => void;
  onArray: () => void;
  onEnd: () => void;
}

/** Serves one websocket as homeassistant/components/websocket_api does. */
export function serveClient(socket: WebSocket, world: World, options: ClientOptions): Client {
  const subscriptions = new Map<number, () => void>();
  let user: User | undefined;
  let token: unknown;
  let lastId = 0;
  let coalesce = false;
  let hung = false;
  let queue: object[] = [];

  function send(message: object): void {
    if (hung || socket.readyState !== socket.OPEN) return;
    if (coalesce) {
      if (queue.length === 0) setImmediate(flush);
      queue.push(message);
    } else socket.send(JSON.stringify(message));
  }

  function flush(): void {
    const messages = queue;
    queue = [];
    if (hung || socket.readyState !== socket.OPEN) return;
    if (messages.length > 1) options.onArray();
    socket.send(JSON.stringify(messages.length === 1 ? messages[0] : messages));
  }

  const commandClient = (owner: User): CommandClient => ({
    user: owner,
    send,
    keep: (id, end) => void subscriptions.set(id, end),
    drop(id) {
      const end = subscriptions.get(id);
      subscriptions.delete(id);
      end?.();
      return end !== undefined;
    },
  });

  function authenticate(message: Record<string, unknown>): void {
    if (options.silent.has("auth")) return;
    token = message.access_token;
    user = isBanned(world) ? undefined : signIn(world, token, options.viaSupervisor);
    if (user) send({ type: "auth_ok", ha_version: world.version });
    else refuse(options.viaSupervisor ? "Invalid access" : "Invalid access token or password");
  }

  function refuse(message: string): void {
    send({ type: "auth_invalid", message });
    socket.close(1000);
  }

  function command(owner: User, message: CommandMessage): void {
    const { id, type } = message;
    try {
      if (!Number.isInteger(id) || typeof type !== "string")
        throw new CommandError("invalid_format", "Message incorrectly formatted.");
      if (id <= lastId) throw new CommandError("id_reuse", "Identifier values have to increase.");
      lastId = id;
      if (!options.silent.has(type)) handle(owner, message);
    } catch (error) {
      const { code, message: text } =
        error instanceof CommandError ? error : new CommandError("unknown_error", "Unknown error");
      // websocket_api/connection.py, 2026.2: a command that nobody knows is no error there
      if (code !== "unknown_command")
        world.log.push(
          `ERROR [homeassistant.components.websocket_api.http.connection] Error handling message: ${text} (${code}) ${owner.name} from 127.0.0.1 (${options.agent})`,
        );
      send({ id, type: "result", success: false, error: { code, message: text } });
    }
  }

  function handle(owner: User, message: CommandMessage): void {
    const { id, type } = message;
    options.onCommand(message);
    if (options.refuse.has(type)) throw new CommandError("home_assistant_error", "Not now.");
    const known = COMMANDS[type];
    if (!known || (known.loaded && !isLoaded(world))) throw unknownCommand();
    const [integration = ""] = type.split("/");
    if (integration === "todo" && !world.components.has("todo")) throw unknownCommand();
    if (known.admin && !owner.is_admin) throw unauthorized();
    checkFields(message, known.required ?? [], known.optional ?? []);
    const { result = null, answer, after } = known.handle({ world, client: commandClient(owner), message });
    send(answer ?? { id, type: "result", success: true, result });
    if (type === "supported_features") coalesce = Object(message.features).coalesce_messages !== undefined;
    after?.();
  }

  const ping = setInterval(() => {
    if (!hung && socket.readyState === socket.OPEN) socket.ping();
  }, options.pingMs);
  ping.unref();

  socket.on("error", () => undefined);
  socket.on("message", (data) => {
    if (hung) return;
    const message = JSON.parse(String(data)) as Record<string, unknown>;
    options.received.push({ connection: options.number, message, core: world.core });
    if (user) command(user, message as CommandMessage);
    else authenticate(message);
  });
  socket.on("close", () => {
    clearInterval(ping);
    for (const end of subscriptions.values()) end();
    subscriptions.clear();
    options.onEnd();
  });
  send({ type: "auth_required", ha_version: world.version });

  return {
    number: options.number,
    get token() {
      return token;
    },
    get signedIn() {
      return user !== undefined;
    },
    get subscriptions() {
      return subscriptions.size;
    },
    hang() {
      hung = true;
      // reads nothing any more, so that pings stay without their pongs
      socket.pause();
    },
    drop: () => socket.terminate(),
  };
}

function checkFields(message: CommandMessage, required: string[], optional: string[]): void {
  const missing = required.find((key) => !(key in message));
  if (missing) throw new CommandError("invalid_format", `required key not provided @ data['${missing}']`);
  const allowed = new Set(["id", "type", ...required, ...optional]);
  const extra = Object.keys(message).find((key) => !allowed.has(key));
  if (extra)
    throw new CommandError(
      "invalid_format",
      `extra keys not allowed @ data['${extra}']. Got ${JSON.stringify(message[extra])}`,
    );
}
