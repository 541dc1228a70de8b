/** The first few of many names: `Heat (1995), Dune (2021) and 3 more`. */
export function firstNames(names: readonly string[], shown = 2): string {
  const more = names.length - shown;
  const first = names.slice(0, shown).join(", ");
  return more > 0 ? `${first} and ${more} more` : first;
}
