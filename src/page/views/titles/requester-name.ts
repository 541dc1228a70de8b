import type { Answer } from "../../../node-red/page/contract/types.ts";
import { text } from "../../i18n/words.ts";

type Requester = Answer<"titleChoices">["requesters"][number];

/** In whose name titles are requested; 0 is nobody in particular. */
export const requesterName = ({ id, name }: Requester): string =>
  id === 0 ? text("statistics.owner") : (name ?? text("titles.userNumber", { id }));
