/** What a list-source says of its run and its lists: facts in, sentence out. */

export const heldBack = (label: string, now: number, before: number) =>
  `${label} ${now === 0 ? "is empty" : `has ${now} titles`}, but had ${before} last time. It was held back, because this is more likely a fault of the site. If it is correct, send msg.allowShrink = true once, or accept it in the list-source node.`;

/** @param reasons a sentence for each list that was tried */
export const allListsFailed = (reasons: string[]) => {
  const which =
    reasons.length === 1
      ? "The list could not be read."
      : `None of the ${reasons.length} lists could be read.`;
  const more = reasons.length > 3 ? ` (and ${reasons.length - 3} more)` : "";
  return `${which} ${reasons.slice(0, 3).join(" ")}${more}`;
};

export const noReason = () => "It failed.";

export const noLists = () =>
  "There is no list to read. Add one in the list-source node, or send addresses in msg.lists.";
