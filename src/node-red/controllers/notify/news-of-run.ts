import type { RunNews } from "../../../notify/news.ts";
import { newsForUser, newsOfSummary, withDetails } from "../../../notify/run-news.ts";
import type { RunSummary } from "../../../runs/events.ts";
import type { Memory } from "../../../runs/memory.ts";

/**
 * Makes news of a run, with what only the memory knows where there is one.
 *
 * @param requester id of a user of the server: only what is on their lists
 * @param onError told what could not be read: what happened is worth more than the details
 */
export async function newsOfRun(
  summary: RunSummary,
  now: Date,
  { memory, requester }: { memory: Memory | undefined; requester: number | undefined },
  onError: (error: unknown) => void,
): Promise<RunNews> {
  const news = newsOfSummary(summary, now);
  if (!memory) return news;
  if (requester !== undefined) return newsForUser(news, summary, requester, await memory.store());
  try {
    return await withDetails(news, summary, await memory.store());
  } catch (error) {
    onError(error);
    return news;
  }
}
