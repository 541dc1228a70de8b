import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What is read of Simkl; one of the parts names it. */
export interface SimklParams {
  /** Part of the person's own library. */
  status?: { type: SimklType; status: string };
  /** A custom list by its number. */
  list?: number;
  /** A file of trending titles: `trending/today`, `dvd`. */
  trending?: { type: SimklType; file: string };
}

export type SimklType = "shows" | "movies" | "anime" | "all";

const STATUSES: Record<string, string> = {
  plantowatch: "plantowatch",
  watching: "watching",
  completed: "completed",
  hold: "hold",
  dropped: "dropped",
  notinteresting: "dropped",
};

const TYPES: Record<string, SimklType> = {
  tv: "shows",
  shows: "shows",
  movies: "movies",
  movie: "movies",
  anime: "anime",
  all: "all",
};

/**
 * Understands `simkl:plantowatch`, `simkl:movies/plantowatch`, `simkl:list/216324`, `simkl:trending/week`,
 * `simkl:anime/trending/month`, and addresses of the site.
 *
 * @throws ListError `bad-input` for Simkl's own addresses that are no list
 */
export function parseSimkl(pasted: string): ParsedList | undefined {
  const input = pasted.trim();
  const words = /^simkl:(.*)$/i.exec(input)?.[1];
  const address = /^(?:https?:\/\/)?(?:www\.)?simkl\.com(?=$|[/?#])(?:\/([^?#]*))?/i.exec(input);
  const path = words ?? (address ? (address[1] ?? "") : undefined);
  if (path === undefined) return undefined;
  const parts = path.toLowerCase().split("/").filter(Boolean);
  // addresses of a profile begin with the number of its owner
  if (words === undefined && /^\d+$/.test(parts[0] ?? "")) parts.shift();
  const [one = "", two = "", three = ""] = parts;
  const number = Number(/^\d+/.exec(two)?.[0] ?? 0);
  if ((one === "list" || one === "lists") && number) return customList(number);
  if (one === "trending" || one === "best") return trending("all", two);
  if (one === "dvd") return trending("all", "dvd");
  if (Object.hasOwn(STATUSES, one)) return status("all", one);
  const type = Object.hasOwn(TYPES, one) ? TYPES[one] : undefined;
  if (type && (two === "trending" || two === "best")) return trending(type, three);
  if (type && Object.hasOwn(STATUSES, two)) return status(type, two);
  throw new ListError(
    "bad-input",
    "That is no list of Simkl. Write simkl:plantowatch (or movies/plantowatch, watching, completed, hold, dropped), simkl:list/number, or simkl:trending/today (week, month).",
  );
}

const named = (type: SimklType): string => (type === "all" ? "titles" : type);

function status(type: SimklType, word: string): ParsedList {
  const name = STATUSES[word] ?? word;
  return list(
    "status",
    `${type}/${name}`,
    `Simkl ${named(type)}, ${name === "plantowatch" ? "plan to watch" : name}`,
    {
      status: { type, status: name },
    },
  );
}

const customList = (number: number): ParsedList => ({
  ...list("list", `list/${number}`, `Simkl list ${number}`, { list: number }),
  url: `https://simkl.com/lists/${number}`,
});

function trending(type: SimklType, word: string): ParsedList {
  if (word === "dvd")
    return list("trending", "dvd", "Simkl's new releases on disc", {
      trending: { type: "movies", file: "dvd" },
    });
  const period = word === "week" || word === "month" ? word : "today";
  const prefix = type === "all" ? "" : `${type}/`;
  return list("trending", `${prefix}trending/${period}`, `Simkl's trending ${named(type)}, ${period}`, {
    trending: { type, file: period },
  });
}

const list = (kind: string, path: string, label: string, params: SimklParams): ParsedList => ({
  provider: "simkl",
  kind,
  id: `simkl:${path}`,
  label,
  params: { ...params },
});
