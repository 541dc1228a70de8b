import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { FlowNode } from "./full-sync.ts";

/** The examples of version 0.1 as people imported them: before its nodes had all their properties, and at its end. */
export const STAGES = ["first", "last"] as const;
type Stage = (typeof STAGES)[number];

/** Where the examples of a stage lie. */
export const oldFlowFolder = (stage: Stage): string => join(import.meta.dirname, "flows-0.1", stage);

/** Names of all examples of a stage. */
export const oldFlowNames = (stage: Stage): string[] =>
  readdirSync(oldFlowFolder(stage)).map((file) => basename(file, ".json"));

/** An example exactly as it was shipped. */
export const readOldFlow = (stage: Stage, name: string): FlowNode[] =>
  JSON.parse(readFileSync(join(oldFlowFolder(stage), `${name}.json`), "utf8")) as FlowNode[];
