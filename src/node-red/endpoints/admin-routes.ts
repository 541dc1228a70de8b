import { type AdminRequest, type AdminResponse, type EndpointHandler, endpoint } from "./admin.ts";
import { type GateRequest, refusalAtGate } from "./gate.ts";

/** The part of Node-RED's runtime API that routes are made with. */
export interface AdminPort {
  /** An Express application, whose types we do not have here. */
  httpAdmin: unknown;
  auth: { needsPermission(permission: string): unknown };
}

type Router = Record<"get" | "post", (path: string, ...handlers: unknown[]) => unknown>;

/** Makes endpoints of the editor. */
export interface AdminRoutes {
  /** @param permission of Node-RED: `list-source.read` */
  get(path: string, permission: string, handler: EndpointHandler): void;
  /** @param patienceMs after which the editor is answered anyhow; @default 4500 */
  post(path: string, permission: string, handler: EndpointHandler, patienceMs?: number): void;
}

/**
 * The only way to an endpoint of ours: below `/list-sync/`, behind the gate, and for who may. A GET goes through the gate
 * as well: it may reach out, and says what is deployed.
 */
export function adminRoutes(RED: AdminPort): AdminRoutes {
  const add =
    (method: "get" | "post") =>
    (path: string, permission: string, handler: EndpointHandler, patienceMs?: number) =>
      (RED.httpAdmin as Router)[method](
        `/list-sync/${path}`,
        gate,
        RED.auth.needsPermission(permission),
        endpoint(handler, patienceMs),
      );
  return { get: add("get"), post: add("post") };
}

interface GatedResponse extends AdminResponse {
  removeHeader(name: string): unknown;
}

function gate(request: AdminRequest & GateRequest, response: GatedResponse, next: () => void): void {
  // Node-RED 4.1 lets every web site read its answers
  response.removeHeader("Access-Control-Allow-Origin");
  const refusal = refusalAtGate(request);
  if (refusal) {
    const { status, code, message } = refusal;
    response.status(status).json({ ok: false, code, message });
  } else next();
}
