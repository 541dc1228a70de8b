import { createHash } from "node:crypto";
import type { Memory } from "../../runs/memory.ts";
import type { Answer } from "../../webhook/answer.ts";
import type { KeptAnswers } from "../../webhook/replay-memory.ts";
import { soon } from "./soon.ts";

/**
 * Keeps the answers of a webhook in the database. A signature says which secret it is of; the same one may be for two paths.
 *
 * @param path as routes compare it
 */
export function keptAnswers(memory: Memory, path: string, now: () => Date): KeptAnswers<Answer> {
  // a copy of the database must not hold what could be sent again
  const nameOf = (signature: string) =>
    createHash("sha256").update(`${path} ${signature}`).digest("base64url");

  return {
    async find(signature) {
      const store = await soon(memory.store());
      const known = await soon(store.signedAnswer(nameOf(signature), now().toISOString()));
      return known as Answer | undefined;
    },
    async keep(signature, until, answer) {
      const release = memory.use();
      try {
        const store = await soon(memory.store());
        const end = new Date(until).toISOString();
        await soon(store.saveSignedAnswer(nameOf(signature), answer, end, now().toISOString()));
      } finally {
        release();
      }
    },
  };
}
