import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const modules = join(root, "node_modules");

/** Who the container runs as: somebody without rights, where the tests may become somebody else. */
export const user = findUser();

/** What a container is without its engine: Node-RED with this package beside it, and a folder for data. */
export interface Container {
  /** Where Node-RED is installed; nothing may be written there. */
  app: string;
  /** The volume. */
  data: string;
  /** Makes a folder that the container may write into. */
  volume(name: string): string;
  /** Runs the entry point, with nothing in the environment but what is given. */
  run(args: string[], env?: Record<string, string>): Running;
  remove(): void;
}

export interface Running {
  process: ChildProcess;
  /** All that it printed. */
  stdout(): string;
  stderr(): string;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** Lays the files out as the Dockerfile does. */
export function makeContainer(): Container {
  const folder = mkdtempSync(join(tmpdir(), "list-sync-container-"));
  const app = join(folder, "app");
  mkdirSync(join(app, "node_modules/@list-sync"), { recursive: true });
  chmodSync(folder, 0o755);
  const volume = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    if (user) chownSync(path, user.uid, user.gid);
    return path;
  };
  const data = volume("data");
  // Node-RED looks for nodes beside itself, so its own files must stand here; all others may be links
  for (const name of readdirSync(modules)) {
    const [from, to] = [join(modules, name), join(app, "node_modules", name)];
    if (name === "node-red" || name === "@node-red") cpSync(from, to, { recursive: true });
    else if (name !== "@list-sync") symlinkSync(from, to);
  }
  symlinkSync(root, join(app, "node_modules/@list-sync/node-red-list-sync"));
  writeFileSync(join(app, "package.json"), '{ "name": "app", "private": true }\n');
  const running = new Set<ChildProcess>();

  return {
    app,
    data,
    volume,
    run(args, env = {}) {
      const child = spawn(join(modules, "node/bin/node"), [join(root, "deploy/start.ts"), ...args], {
        cwd: app,
        // no HOME, no PATH to npm
        env: { PATH: "/usr/bin:/bin", NODE_RED_USER_DIR: data, TMPDIR: tmpdir(), ...env },
        ...user,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      });
      running.add(child);
      const output = { stdout: "", stderr: "" };
      for (const name of ["stdout", "stderr"] as const)
        child[name].on("data", (chunk: Buffer) => {
          output[name] += chunk;
        });
      const ended = new Promise<number | null>((end) => child.once("close", (code) => end(code)));
      return { process: child, stdout: () => output.stdout, stderr: () => output.stderr, ended };
    },
    remove() {
      for (const child of running) endGroup(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = { uid: 65534, gid: 65534 };
  // a checkout in somebody's own folder is closed to others
  const reads = `require("node:fs").readFileSync(${JSON.stringify(join(root, "package.json"))})`;
  return spawnSync(join(modules, "node/bin/node"), ["-e", reads], nobody).status === 0 ? nobody : undefined;
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // it is gone
  }
}
