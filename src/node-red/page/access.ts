import type { AdminRequest } from "../endpoints/admin.ts";
import type { GateRequest } from "../endpoints/gate.ts";

/** The part of an Express request that the page's routes read, after Node-RED has looked at who asks. */
export interface PageRequest extends AdminRequest, GateRequest {
  /** Set by Node-RED where it has `adminAuth`. */
  user?: { username?: unknown; anonymous?: unknown };
  authInfo?: { scope?: unknown };
}

/** Who asks, and what that person may do. */
export interface Who {
  /** Null where nobody knows. */
  name: string | null;
  /** Node-RED lets strangers in, and this is one. */
  anonymous: boolean;
  rights: { read: boolean; write: boolean };
  /** Node-RED has no `adminAuth`. */
  open: boolean;
}

/** Rights that a user of Node-RED may be given by name; `read`, `write` and `*` hold them as well. */
const RIGHTS = { read: "list-sync.read", write: "list-sync.write" } as const;

/** @param open as Node-RED's settings say */
export function whoAsks({ user, authInfo }: PageRequest, open: boolean): Who {
  if (open) return { name: null, anonymous: false, rights: { read: true, write: true }, open };
  const scopes = [authInfo?.scope].flat();
  return {
    name: typeof user?.username === "string" ? user.username : null,
    anonymous: user?.anonymous === true,
    rights: { read: holds(scopes, RIGHTS.read, "read"), write: holds(scopes, RIGHTS.write, "write") },
    open,
  };
}

/** As Node-RED reads permissions (editor-api, auth/permissions.js). */
const holds = (scopes: unknown[], permission: string, verb: string): boolean =>
  [permission, "*", verb, `*.${verb}`].some((scope) => scopes.includes(scope));
