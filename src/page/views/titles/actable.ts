import type { Answer } from "../../../node-red/page/contract/types.ts";

/** What of a title is needed to act on it; a row of what needs a person has all of it. */
export type Actable = Pick<
  Answer<"title">,
  "key" | "title" | "revision" | "actions" | "candidates" | "type" | "year"
> &
  Partial<Pick<Answer<"title">, "decisions" | "busy" | "outcome">>;
