import type { NodeApp } from "./node-routes.ts";
import type { MountedApp } from "./untouched-body.ts";

/** What answers below `httpNodeRoot`: Node-RED's `RED.httpNode`, whose types know little of its Express application. */
export const nodeApp = (RED: { httpNode: unknown }): NodeApp & MountedApp =>
  RED.httpNode as NodeApp & MountedApp;
