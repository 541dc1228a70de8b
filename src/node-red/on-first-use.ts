import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/** A file of `nodes/runtime`: makes, for the Node-RED that it is given, what a node and its endpoints do. */
interface RuntimeFile {
  default(RED: never): object;
}

/**
 * Loads what a node type does when the first node is made or the editor first asks. Node-RED loads the file of every
 * type at its start, used or not; so that costs milliseconds only where that file leads to nothing else.
 *
 * Node-RED makes nodes synchronously, so the file is required, not imported: nothing that it leads to may have a
 * top-level await.
 *
 * @param nodeFile path of the type's own file, `nodes/x.ts`; the rest is in `nodes/runtime/x.ts`
 * @returns the runtime, the same at each call
 */
export function onFirstUse<File extends RuntimeFile>(
  nodeFile: string,
  RED: Parameters<File["default"]>[0],
): () => ReturnType<File["default"]> {
  const make = () => {
    const file = join(dirname(nodeFile), "runtime", basename(nodeFile));
    const { default: runtime } = createRequire(nodeFile)(file) as File;
    return runtime(RED as never) as ReturnType<File["default"]>;
  };
  let made: ReturnType<typeof make> | undefined;
  return () => {
    const runtime = made ?? make();
    made = runtime;
    return runtime;
  };
}
