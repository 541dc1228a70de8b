import { createRequire } from "node:module";
import { mountPage } from "../../src/node-red/page/mount-page.ts";
import type { PagePort } from "../../src/node-red/page/page-port.ts";

const nodeRed = createRequire(
  createRequire(import.meta.url).resolve(process.env.NODE_RED === "4" ? "node-red-4" : "node-red"),
);

/** Who may come in, with their tokens. */
export const TOKENS = {
  reader: "token-of-a-reader",
  everything: "token-of-one-who-may-everything",
  writer: "token-of-one-who-may-only-write",
  stranger: "token-of-one-without-rights",
} as const;

const PERMISSIONS = { reader: "read", everything: "*", writer: ["list-sync.write"], stranger: [] } as const;

interface NodeRedAuth {
  init(settings: object, storage: object): void;
  needsPermission(permission: string): unknown;
}

/** What keeps Node-RED's logins in tests: nothing. */
const storage = { getSessions: () => Promise.resolve({}), saveSessions: () => Promise.resolve() };

/**
 * The page with Node-RED's own look at who asks, which the helper leaves out.
 *
 * @param anonymous what strangers may do; nothing where it is left out
 * @returns to be loaded beside the nodes
 */
export function guardedPage(anonymous?: string) {
  const adminAuth = {
    type: "credentials",
    users: (name: string) => Promise.resolve({ username: name, permissions: "*" }),
    ...(anonymous !== undefined && { default: { permissions: anonymous } }),
    tokens: (token: string) => {
      const found = (Object.keys(TOKENS) as (keyof typeof TOKENS)[]).find((name) => TOKENS[name] === token);
      return Promise.resolve(found ? { username: found, permissions: PERMISSIONS[found] } : null);
    },
  };
  const auth = nodeRed("@node-red/editor-api/lib/auth") as NodeRedAuth;
  auth.init({ adminAuth }, storage);
  return (RED: PagePort) => void mountPage({ ...RED, auth, settings: { adminAuth } });
}

/** The page of a Node-RED without users. */
export const openPage = (RED: PagePort) => void mountPage(RED);
