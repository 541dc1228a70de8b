import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Query } from "../../node-red/page/contract/types.ts";
import type { ApiError } from "./api-error.ts";
import type { Asking } from "./client.ts";
import { type Asker, keepAsking } from "./keep-asking.ts";
import type { Topic } from "./session.ts";
import { SessionContext } from "./session-context.ts";

/** What was answered, and how it stands with the question. */
export interface Loaded<Data> {
  /** The last answer; it stays while it is asked again, and when that fails. */
  data: Data | undefined;
  error: ApiError | undefined;
  /** The answer belongs to an earlier question, or there is none yet. */
  isLoading: boolean;
  reload(): void;
}

/**
 * Asks a route, and again when what it tells of has changed, or when it failed in a way that passes.
 *
 * @param topics whose changes matter
 */
export function useAnswer<Name extends Asking>(
  name: Name,
  query: Query<Name>,
  topics: readonly Topic[],
): Loaded<Answer<Name>> {
  const { client, changes, barrier } = useContext(SessionContext);
  const [{ data, error, answered }, setState] = useState<{
    data?: Answer<Name>;
    error?: ApiError;
    answered?: string;
  }>({});
  const asker = useRef<Asker | undefined>(undefined);
  const question = JSON.stringify([name, query]);
  const change = topics.reduce((sum, topic) => sum + changes[topic].value, 0);
  const isShut = barrier.value !== undefined;

  useEffect(() => {
    if (isShut) return;
    const kept = keepAsking((signal) => client.ask(name, query, signal), {
      answer: (answer) => setState({ data: answer, answered: question }),
      problem: (problem) => setState((before) => ({ ...before, error: problem, answered: question })),
    });
    asker.current = kept;
    return kept.stop;
  }, [question, isShut]);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) asker.current?.touch();
    isFirst.current = false;
  }, [change]);

  return { data, error, isLoading: answered !== question, reload: () => asker.current?.touch() };
}
