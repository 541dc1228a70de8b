/** Whether a text is the key of a title, see items/key.ts, and not a title. */
export const isItemKey = (text: string): boolean => /^([a-z]+:)?(tmdb|imdb|tvdb):\S+$|^title:/.test(text);
