import { ListError } from "../list-error.ts";
import type { FetchContext } from "../provider.ts";
import type { ImdbList } from "./imdb-list.ts";
import type { Operation } from "./queries.ts";
import { readAnswer } from "./read-answer.ts";

const API = "https://api.graphql.imdb.com";

/** Until a refused question is put once more; the challenge comes and goes. Milliseconds. */
const SECOND_TRY_AFTER = 2000;

/**
 * Asks IMDb's GraphQL endpoint one question; a refused one is put a second time.
 *
 * Since 30 July 2026 the header `x-imdb-client-name` is required; its value is the setting `client`. The country
 * decides in which language titles come.
 *
 * @returns the wanted field of the answer
 * @throws ListError see {@link readAnswer}
 */
export async function ask(context: FetchContext, operation: Operation, list: ImdbList): Promise<unknown> {
  try {
    return await askOnce(context, operation, list);
  } catch (error) {
    if (!(error instanceof ListError) || error.code !== "blocked") throw error;
    await context.pause(SECOND_TRY_AFTER);
    return askOnce(context, operation, list);
  }
}

async function askOnce(context: FetchContext, operation: Operation, list: ImdbList): Promise<unknown> {
  const { root, ...json } = operation;
  const client = context.settings.client;
  const response = await context.http.request({
    method: "POST",
    url: `${context.origin(API)}/`,
    headers: {
      accept: "application/json",
      "x-imdb-client-name": typeof client === "string" && client !== "" ? client : "imdb-web-next",
      "x-imdb-user-country": "US",
    },
    json,
    // A question changes nothing, so it may be repeated although it is a POST.
    retry: true,
    signal: context.signal,
  });
  return readAnswer(response, root, list);
}
