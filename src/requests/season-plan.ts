import type { TitleDetail } from "../state/port/findings.ts";
import type { SeasonPolicy } from "./request-policy.ts";

type Season = NonNullable<TitleDetail["seasons"]>[number];

export interface SeasonPlan {
  policy: SeasonPolicy;
  /** Whether season 0 is wanted with `all` and `missing`. */
  specials: boolean;
  /** Seasons that the list names. */
  listed?: number[];
  /** `YYYY-MM-DD` */
  today: string;
}

/**
 * The season numbers that are wanted of a show, in order, whatever the server has of them already. Only seasons that the
 * server knows: it takes others without a word, and nothing ever comes of them.
 *
 * @param seasons as the server's details list them, 0 for specials
 */
export function wantedSeasons(seasons: Season[], plan: SeasonPlan): number[] {
  const regular = seasons.filter(({ seasonNumber }) => seasonNumber > 0).sort(byNumber);
  const chosen = choose(regular, seasons, plan);
  const specials = seasons.filter(({ seasonNumber }) => seasonNumber === 0);
  const withSpecials = plan.specials && (plan.policy === "all" || plan.policy === "missing");
  return [...(withSpecials ? specials : []), ...chosen].map(({ seasonNumber }) => seasonNumber);
}

function choose(regular: Season[], seasons: Season[], { policy, listed, today }: SeasonPlan): Season[] {
  if (typeof policy === "number") return regular.slice(0, policy);
  switch (policy) {
    case "all":
      return regular;
    case "missing":
      return begun(regular, today);
    case "first":
      return regular.slice(0, 1);
    case "latest":
      return begun(regular, today).slice(-1);
    case "listed":
      if (!listed?.length) return regular;
      return seasons.filter(({ seasonNumber }) => listed.includes(seasonNumber)).sort(byNumber);
  }
}

/** Seasons whose first episode was shown by today. A show without any dates is taken as shown. */
function begun(seasons: Season[], today: string): Season[] {
  if (seasons.every(({ airDate }) => !airDate)) return seasons;
  return seasons.filter(({ airDate }) => airDate && airDate <= today);
}

const byNumber = (a: Season, b: Season) => a.seasonNumber - b.seasonNumber;
