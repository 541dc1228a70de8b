import type { Bar } from "../../parts/bars.tsx";

/** Titles by decade, each decade in between as well; those without a year come last. */
export function byDecade(years: readonly { year: number | null; titles: number }[], without: string): Bar[] {
  const decades = new Map<number, number>();
  let none = 0;
  for (const { year, titles } of years) {
    if (year === null) none += titles;
    else {
      const decade = Math.floor(year / 10) * 10;
      decades.set(decade, (decades.get(decade) ?? 0) + titles);
    }
  }
  const known = [...decades.keys()];
  // a year that a list got wrong must not make a chart of a thousand bars
  const first = Math.max(Math.min(...known), Math.max(...known) - 300);
  const bars: Bar[] = [];
  for (let decade = first; decade <= Math.max(...known); decade += 10)
    bars.push({ name: `${decade}`, count: decades.get(decade) ?? 0 });
  return none > 0 ? [...bars, { name: without, count: none }] : bars;
}
