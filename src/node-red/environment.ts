import { InputError } from "../errors.ts";
import type { Env } from "../fields/expand-env.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import * as messages from "./messages.ts";

/** A variable that was given by a file, and cannot be had from it. One that nobody gave is no such error. */
export class VariableFileError extends InputError {
  constructor(sentence: string, options?: ErrorOptions) {
    super("bad-config", sentence, options);
  }
}

/** The part of Node-RED that knows variables of the process, and of the flow and group of a node. */
interface Variables<Node> {
  util: { getSetting(node: Node, name: string): string | undefined };
}

/** The environment of a node, with the variables that come from files. */
export const environmentOf = <Node>(RED: Variables<Node>, node: Node): Env =>
  withFiles((name) => RED.util.getSetting(node, name));

/**
 * An environment whose variables may come from files, as containers hand out secrets: the file that `NAME_FILE` names holds
 * the value of `NAME`, unless that is set itself: before there were files, it was what counted. The line break at its end does not count.
 *
 * @param env - the lookup of variables
 * @param readText - reads a small text file
 * @returns a lookup that throws VariableFileError when the file cannot be read; what a file holds is in no
 *   message
 */
function withFiles(env: Env, readText: (path: string) => string = readSmallFile): Env {
  return (name) => {
    const value = env(name);
    if (value) return value;
    const path = env(`${name}_FILE`)?.trim();
    if (!path) return value;
    try {
      return readText(path).replace(/\r?\n$/, "");
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
      throw new VariableFileError(messages.variableFileUnreadable(name, code), { cause: error });
    }
  };
}
