import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "./free-port.ts";

const root = resolve(import.meta.dirname, "../..");
const modules = join(root, "node_modules");

export interface NodeRedOptions {
  /** Line of Node-RED. @default the one of the environment variable NODE_RED, else "5" */
  version?: "5" | "4";
  /** Node that runs it. @default "24" */
  node?: "24" | "22";
  /** Kept when given (for restarts); else a temporary one, removed by `stop`. */
  userDir?: string;
  /** Written to `flows.json`; without it the user directory's own flows are used. */
  flows?: unknown[];
  /** Credentials by node id, written to `flows_cred.json` in plain form. */
  credentials?: Record<string, Record<string, string>>;
  /** Added to (or, with undefined, taken out of) this process's environment. */
  env?: Record<string, string | undefined>;
  /** Added to settings.js; plain JSON values only. */
  settings?: Record<string, unknown>;
  /** Added to settings.js as it is written, for what JSON cannot say. */
  rawSettings?: string;
  /** Milliseconds until "Started flows" must be there. @default 30000 */
  timeoutMs?: number;
  /** Links this checkout into the user directory; false when the test installed the package itself. @default true */
  linkPackage?: boolean;
  /** Which port is tried next; another one when Node-RED says that somebody took it. @default any free one */
  port?: () => Promise<number>;
}

export interface NodeRedProcess {
  /** `http://127.0.0.1:<port>`, no slash at its end. */
  url: string;
  userDir: string;
  pid: number;
  /** Everything it printed so far. */
  log(): string;
  /** Resolves once the log, from the given place on, matches. @throws when it does not within the time or the process ends */
  waitForLog(pattern: RegExp, timeoutMs?: number, from?: number): Promise<RegExpMatchArray>;
  /** Presses an Inject node's button. */
  inject(nodeId: string): Promise<void>;
  /** Ends it as Ctrl-C does, and everything it started; with "SIGKILL" as a power cut does. */
  stop(signal?: "SIGINT" | "SIGKILL"): Promise<void>;
}

/** Which line of Node-RED the tests of this process run on. */
export const nodeRedVersion: "5" | "4" = process.env.NODE_RED?.startsWith("4") ? "4" : "5";

/** Makes a user directory that sees this checkout's build (`npm run build` first) as an installed package. */
export function makeUserDir(): string {
  return mkdtempSync(join(tmpdir(), "list-sync-node-red-"));
}

/** Starts a real Node-RED and waits until its flows are started. */
export async function startNodeRed(options: NodeRedOptions = {}): Promise<NodeRedProcess> {
  for (let left = 5; ; left--) {
    try {
      return await startOn(await (options.port ?? freePort)(), options);
    } catch (error) {
      // a port that was free may be another program's by now
      if (left === 0 || !/port in use/i.test(String(error))) throw error;
    }
  }
}

async function startOn(port: number, options: NodeRedOptions): Promise<NodeRedProcess> {
  const userDir = options.userDir ?? makeUserDir();
  prepare(userDir, port, options);

  const env = Object.fromEntries(
    Object.entries({ ...process.env, NODE_OPTIONS: undefined, ...options.env }).filter(
      ([, v]) => v !== undefined,
    ),
  );
  const child = spawn(
    join(modules, options.node === "22" ? "node-22/bin/node" : "node/bin/node"),
    [
      join(modules, (options.version ?? nodeRedVersion) === "4" ? "node-red-4" : "node-red", "red.js"),
      "--userDir",
      userDir,
    ],
    // a process group of its own, so that a browser which a node started ends with it
    { cwd: userDir, env, detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  const output = collect(child);
  const killGroup = () => kill(child, "SIGKILL");
  process.once("exit", killGroup);

  const stop = async (signal: "SIGINT" | "SIGKILL" = "SIGINT") => {
    const ended =
      child.exitCode === null && child.signalCode === null ? once(child, "exit") : Promise.resolve([]);
    kill(child, signal);
    const last = setTimeout(killGroup, 20_000);
    await ended;
    clearTimeout(last);
    killGroup();
    process.removeListener("exit", killGroup);
    if (options.userDir === undefined) rmSync(userDir, { recursive: true, force: true });
  };

  const url = `http://127.0.0.1:${port}`;
  try {
    await output.waitFor(/Started flows/, options.timeoutMs ?? 30_000);
  } catch (error) {
    await stop("SIGKILL");
    throw error;
  }
  return {
    url,
    userDir,
    pid: child.pid ?? 0,
    log: output.text,
    waitForLog: (pattern, timeoutMs = 10_000, from = 0) => output.waitFor(pattern, timeoutMs, from),
    inject: async (nodeId) => {
      const answer = await fetch(`${url}/inject/${nodeId}`, { method: "POST" });
      if (!answer.ok) throw new Error(`Inject node "${nodeId}" did not start: HTTP ${answer.status}.`);
    },
    stop,
  };
}

/**
 * Deploys flows in place of those that run, and waits until they are started.
 *
 * @param flows - nodes; one may bring its credentials as `credentials`, as the editor sends them
 */
export async function deploy(nodeRed: NodeRedProcess, flows: unknown[], type = "full"): Promise<void> {
  const from = nodeRed.log().length;
  const answer = await fetch(`${nodeRed.url}/flows`, {
    method: "POST",
    headers: { "content-type": "application/json", "node-red-deployment-type": type },
    body: JSON.stringify(flows),
  });
  if (answer.status !== 204) throw new Error(`Node-RED refused the flows: HTTP ${answer.status}.`);
  await nodeRed.waitForLog(/Started (modified )?flows/, 15_000, from);
}

function prepare(userDir: string, port: number, options: NodeRedOptions): void {
  const settings = {
    flowFile: "flows.json",
    credentialSecret: false,
    uiHost: "127.0.0.1",
    uiPort: port,
    telemetry: { enabled: false },
    editorTheme: { tours: false },
    ...options.settings,
  };
  writeFileSync(
    join(userDir, "settings.js"),
    `module.exports = { ...${JSON.stringify(settings, null, 2)}, ${options.rawSettings ?? ""} };\n`,
  );
  if (!existsSync(join(userDir, "package.json")))
    writeFileSync(
      join(userDir, "package.json"),
      '{ "name": "test", "private": true, "dependencies": { "@list-sync/node-red-list-sync": "*" } }\n',
    );
  if (options.flows) writeFileSync(join(userDir, "flows.json"), JSON.stringify(options.flows));
  if (options.credentials)
    writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(options.credentials));
  const link = join(userDir, "node_modules/@list-sync/node-red-list-sync");
  if (options.linkPackage !== false && !existsSync(link)) {
    mkdirSync(join(link, ".."), { recursive: true });
    symlinkSync(root, link, "dir");
  }
}

function collect(child: ChildProcess) {
  let text = "";
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const add = (chunk: Buffer) => {
    text += chunk.toString();
    tell();
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  child.once("exit", tell);
  child.once("error", (error) => {
    text += `${error}\n`;
    tell();
  });

  const waitFor = (pattern: RegExp, timeoutMs: number, from = 0) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const finish = (settle: () => void) => {
        watchers.delete(look);
        clearTimeout(timer);
        settle();
      };
      const fail = (why: string) =>
        finish(() =>
          reject(new Error(`Node-RED ${why} before its log said ${pattern}:\n${text.slice(-4000)}`)),
        );
      const look = () => {
        const match = text.slice(from).match(pattern);
        if (match) finish(() => resolve(match));
        else if (child.exitCode !== null || child.signalCode !== null) fail("ended");
      };
      const timer = setTimeout(() => fail(`had ${timeoutMs} ms`), timeoutMs);
      watchers.add(look);
      look();
    });
  return { text: () => text, waitFor };
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the group is gone
  }
}
