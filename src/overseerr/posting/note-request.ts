import type { LibraryIndex } from "../library/library-index.ts";
import { ServerError } from "../server-error.ts";
import { MEDIA_STATUS, REQUEST_STATUS } from "../status.ts";
import type { RequestResult } from "./create-request.ts";
import type { RequestBody } from "./request-body.ts";

/**
 * Tells the index what a request changed, so that the same title later in the run is not asked for again.
 *
 * @returns the result, or throws the error, of `request`
 */
export async function noteRequest(
  index: LibraryIndex,
  { mediaType, mediaId, is4k }: RequestBody,
  request: Promise<RequestResult>,
): Promise<RequestResult> {
  const note = (status: number) => index.note(mediaType, mediaId, is4k ? { status4k: status } : { status });
  try {
    const result = await request;
    if (result.kind === "created")
      note(result.status === REQUEST_STATUS.PENDING ? MEDIA_STATUS.PENDING : MEDIA_STATUS.PROCESSING);
    return result;
  } catch (error) {
    // Somebody else asked for it since the library was read.
    if (error instanceof ServerError && error.code === "server-duplicate") note(MEDIA_STATUS.PENDING);
    throw error;
  }
}
