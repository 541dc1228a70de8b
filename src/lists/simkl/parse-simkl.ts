import { siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What is read of Simkl; one of the parts names it. */
export type SimklParams = {
  /** Part of the person's own library. */
  status?: { type: SimklType; status: string };
  /** A custom list by its number. */
  list?: number;
  /** A file of trending titles: `trending/today`, `dvd`. */
  trending?: { type: SimklType; file: string };
};

/** A list with what is kept of it. */
export interface SimklList extends ParsedList {
  params?: SimklParams;
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
export function parseSimkl(pasted: string): SimklList | undefined {
  const input = pasted.trim();
  const words = /^simkl:(.*)$/i.exec(input)?.[1];
  if (words !== undefined) return fromParts(words.split("/").filter(Boolean)) ?? refuse();
  const address = siteAddress(input, "simkl.com");
  // what the API answers is JSON, as an own list may be
  if (!address || address.host === "api.simkl.com") return undefined;
  // addresses of a profile begin with the number of its owner
  const [first = "", ...rest] = address.parts;
  if (!/^\d+$/.test(first)) return fromParts(address.parts) ?? refuse();
  const list = fromParts(rest) ?? refuse();
  return list.kind === "status" ? { ...list, warnings: [OWN_ONLY] } : list;
}

const OWN_ONLY =
  "Simkl shows such lists only to their owner, so the list of the Simkl account is read, not that of the user in the address.";

/** @returns undefined for what is no list */
function fromParts(parts: string[]): SimklList | undefined {
  const [one = "", two = "", three = ""] = parts.map((part) => part.toLowerCase());
  const number = Number(/^\d+/.exec(two)?.[0] ?? 0);
  if ((one === "list" || one === "lists") && number) return customList(number);
  if (one === "trending" || one === "best") return trending("all", two);
  if (one === "dvd") return trending("all", "dvd");
  if (Object.hasOwn(STATUSES, one)) return status("all", one);
  const type = Object.hasOwn(TYPES, one) ? TYPES[one] : undefined;
  if (type && (two === "trending" || two === "best")) return trending(type, three);
  return type && Object.hasOwn(STATUSES, two) ? status(type, two) : undefined;
}

function refuse(): never {
  throw new ListError(
    "bad-input",
    "That is not a Simkl list. Write simkl:plantowatch (or movies/plantowatch, watching, completed, hold, dropped), simkl:list/number, or simkl:trending/today (week, month).",
  );
}

const named = (type: SimklType): string => (type === "all" ? "titles" : type);

function status(type: SimklType, word: string): SimklList {
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

const customList = (number: number): SimklList => ({
  ...list("list", `list/${number}`, `Simkl list ${number}`, { list: number }),
  url: `https://simkl.com/lists/${number}`,
});

function trending(type: SimklType, word: string): SimklList | undefined {
  if (word === "dvd")
    return list("trending", "dvd", "Simkl's new releases on disc", {
      trending: { type: "movies", file: "dvd" },
    });
  const period = word || "today";
  if (!/^(today|week|month)$/.test(period)) return undefined;
  const prefix = type === "all" ? "" : `${type}/`;
  return list("trending", `${prefix}trending/${period}`, `Simkl's trending ${named(type)}, ${period}`, {
    trending: { type, file: period },
  });
}

const list = (kind: string, path: string, label: string, params: SimklParams): SimklList => ({
  provider: "simkl",
  kind,
  id: `simkl:${path}`,
  label,
  params: { ...params },
});
