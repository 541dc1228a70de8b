import { askRuntime, isRefusal } from "../ask-runtime.ts";
import { flowFields, isChosen, type Texts } from "../dialog.ts";
import type { Choice } from "../fields/pickers.ts";

/** The request server that is meant: the one that is chosen, else the only one there is. */
export function serverInUse(): string | undefined {
  const chosen = flowFields.textOf("server");
  if (isChosen(chosen)) return chosen;
  const all: string[] = [];
  RED.nodes.eachConfig(({ id, type }) => {
    if (type === "overseerr-server") all.push(id);
  });
  return all.length === 1 ? all[0] : undefined;
}

/** Makes what reads the users of the server in use, once for each server; undefined when they cannot be had. */
export function serverUsers(text: Texts): () => Promise<Choice[] | undefined> {
  const known = new Map<string, Promise<Choice[] | undefined>>();
  return async () => {
    const id = serverInUse();
    if (id === undefined) return undefined;
    const path = `overseerr-server/${encodeURIComponent(id)}/options`;
    const users =
      known.get(id) ??
      askRuntime<{ users: Choice[] }>(path, text).then((answer) =>
        isRefusal(answer) ? undefined : answer.users,
      );
    known.set(id, users);
    return users;
  };
}
