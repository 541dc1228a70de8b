import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Answer, LiveEvents } from "../../node-red/page/contract/types.ts";
import { ApiError } from "./api-error.ts";
import type { Client } from "./client.ts";
import { followLive, type LiveState } from "./live.ts";

export type ProfileState = LiveEvents["profile"];
type Who = Answer<"whoami">;
/** What may have changed; who shows it asks again when its number rises. */
export type Topic = LiveEvents["changed"]["what"][number] | "profiles";

/** Somebody who looks, what that person may do, and what is going on meanwhile. */
export interface Session {
  client: Client;
  /** Undefined until the interface has answered. */
  who: ReadonlySignal<Who | undefined>;
  /** Why nothing at all can be shown: nobody answers, or nobody is logged in. */
  barrier: ReadonlySignal<ApiError | undefined>;
  live: ReadonlySignal<LiveState>;
  /** Profiles as the stream told of them, newer than what was asked for; by {@link profileKey}. */
  profiles: ReadonlySignal<ReadonlyMap<string, ProfileState>>;
  /** Rises when something of this kind may have changed. */
  changes: Readonly<Record<Topic, Signal<number>>>;
  /** Says that something was changed here. */
  changed(...topics: Topic[]): void;
  /** Asks again who it is: after a login, or by hand. */
  renew(): void;
  stop(): void;
}

const TOPICS: readonly Topic[] = ["titles", "runs", "lists", "decisions", "arrived", "profiles"];

export const profileKey = ({ database, profile }: Pick<ProfileState, "database" | "profile">): string =>
  JSON.stringify([database, profile]);

/** Milliseconds between two attempts to find out who it is. */
const TRY_AGAIN = { first: 1000, most: 15_000 };

/** @param client of the interface */
export function openSession(client: Client): Session {
  const who = signal<Who | undefined>(undefined);
  const barrier = signal<ApiError | undefined>(undefined);
  const state = signal<LiveState>("connecting");
  const profiles = signal<ReadonlyMap<string, ProfileState>>(new Map());
  const changes = Object.fromEntries(TOPICS.map((topic) => [topic, signal(0)])) as Session["changes"];
  let stopLive: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const changed = (...topics: Topic[]) => {
    for (const topic of topics) changes[topic].value += 1;
  };

  const listen = () => {
    stopLive?.();
    const live = followLive(client, {
      profile(told) {
        const next = new Map(profiles.value).set(profileKey(told), told);
        profiles.value = next;
      },
      changed: ({ what }) => changed(...what),
      reload() {
        profiles.value = new Map();
        changed(...TOPICS);
      },
      logout: () => void look(0),
    });
    const unfollow = live.state.subscribe((now) => {
      state.value = now;
    });
    stopLive = () => {
      unfollow();
      live.stop();
    };
  };

  async function look(failures: number): Promise<void> {
    clearTimeout(timer);
    try {
      const found = await client.ask("whoami", {});
      if (isOver) return;
      // Node-RED lets strangers in under the name of nobody: a token that no longer counts is not refused
      const wasSomebody = who.value?.name != null;
      if (wasSomebody && found.name === null && found.anonymous) throw new ApiError("login", "");
      const wasClosed = barrier.value !== undefined || who.value === undefined;
      who.value = found;
      barrier.value = found.rights.read ? undefined : new ApiError("forbidden", "");
      if (!found.rights.read) return stopLive?.();
      listen();
      if (wasClosed) changed(...TOPICS);
    } catch (error) {
      if (isOver) return;
      barrier.value = error instanceof ApiError ? error : new ApiError("broken", String(error));
      if (!barrier.value.isPassing) return stopLive?.();
      const wait = Math.min(TRY_AGAIN.first * 2 ** failures, TRY_AGAIN.most);
      timer = setTimeout(() => void look(failures + 1), wait);
    }
  }

  // whoever logs in does so in the editor, in another tab or in this one
  const renew = () => void look(0);
  const whenBack = () => {
    if (barrier.value?.trouble === "login") renew();
  };
  addEventListener("storage", whenBack);
  addEventListener("focus", whenBack);
  renew();
  return {
    client,
    who,
    barrier,
    live: state,
    profiles,
    changes,
    changed,
    renew,
    stop() {
      isOver = true;
      clearTimeout(timer);
      removeEventListener("storage", whenBack);
      removeEventListener("focus", whenBack);
      stopLive?.();
    },
  };
}
