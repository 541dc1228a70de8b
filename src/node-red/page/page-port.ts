import type { AdminPort } from "../endpoints/admin-routes.ts";

/** The part of Node-RED that the page's interface is made with. */
export interface PagePort extends AdminPort {
  settings: { adminAuth?: unknown };
  nodes: {
    getNode(id: string): unknown;
    eachNode(look: (node: { id: string; type: string }) => void): void;
  };
  log: { error(sentence: string): void };
}
