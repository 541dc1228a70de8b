/** A sentence with the list that it is about in front, unless it names the list itself. */
export const nameList = (label: string, sentence: string): string =>
  plain(sentence).includes(plain(label)) ? sentence : `${label}: ${sentence}`;

/** A label says `Trakt list sean/horror`, a sentence `Trakt list "sean/horror" is private`. */
const plain = (text: string): string => text.replace(/["“”']/g, "").toLowerCase();
