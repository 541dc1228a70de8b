/** A sentence with the list that it is about in front, unless it names the list itself. */
export const nameList = (label: string, sentence: string): string =>
  sentence.includes(label) ? sentence : `${label}: ${sentence}`;
