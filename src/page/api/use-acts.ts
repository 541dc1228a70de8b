import { useContext, useState } from "preact/hooks";
import type { Answer, Body } from "../../node-red/page/contract/types.ts";
import { ApiError } from "./api-error.ts";
import type { Acting } from "./client.ts";
import { requestId } from "./request-id.ts";
import type { Topic } from "./session.ts";
import { SessionContext } from "./session-context.ts";

/** What came of the last thing that was done. */
export interface Said {
  message?: string;
  error?: ApiError;
}

/** Does things, and says what came of them. */
export interface Acts {
  said: Said;
  /** @returns the answer; undefined when it was refused, which `said` tells */
  act<Name extends Acting>(
    name: Name,
    body: Body<Name>,
    ...topics: Topic[]
  ): Promise<Answer<Name> | undefined>;
}

export function useActs(): Acts {
  const { client, changed } = useContext(SessionContext);
  const [said, setSaid] = useState<Said>({});
  return {
    said,
    async act(name, body, ...topics) {
      setSaid({});
      try {
        const answer = await client.act(name, Object.assign({}, body, { requestId: requestId() }));
        const message = messageOf(answer);
        if (message !== undefined) setSaid({ message });
        changed(...topics);
        return answer;
      } catch (thrown) {
        const error = thrown instanceof ApiError ? thrown : new ApiError("broken", String(thrown));
        setSaid({ error });
        // somebody else was first: what is shown is old
        if (error.trouble === "conflict") changed(...topics);
        return undefined;
      }
    },
  };
}

/** What an answer says to people, if it says anything. */
const messageOf = (answer: unknown): string | undefined =>
  typeof answer === "object" && answer !== null && "message" in answer && typeof answer.message === "string"
    ? answer.message
    : undefined;
