import { InputError } from "../../errors.ts";
import type { HaState, HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { isNews } from "../../home-assistant/is-news.ts";
import { createDebounce } from "../../home-assistant/triggers/debounce.ts";
import type { Follower } from "../../home-assistant/triggers/follow.ts";
import { followEntities } from "../../home-assistant/triggers/follow-entities.ts";
import { followEvent } from "../../home-assistant/triggers/follow-event.ts";
import { followStart } from "../../home-assistant/triggers/follow-start.ts";
import { followTodo } from "../../home-assistant/triggers/follow-todo.ts";
import { watchOutage } from "../../home-assistant/watch-outage.ts";
import { redact } from "../../http/redact.ts";
import { unknownLists } from "../../sources/profile-lists.ts";
import { booleanValue, numberValue } from "../../strict-values.ts";
import type { Message, Status } from "../node-port.ts";
import { errorStatus, reportable } from "../report-error.ts";
import { attention, good, stopped, working } from "../statuses/status.ts";

/** What `sync-trigger` stores. */
export interface TriggerConfig {
  /** `entity`, `event`, `todo` or `start`. */
  kind?: string;
  /** Entity ids, a list or with commas. */
  entities?: string[] | string;
  /** States that count, with commas; empty for all. */
  states?: string;
  eventType?: string;
  /** Only events that name this profile or none. */
  profile?: string;
  /** Events may name lists that the profile does not have. @default false */
  anyList?: boolean;
  todo?: string;
  /** Seconds. */
  debounce?: number | string;
}

export interface TriggerPorts {
  homeAssistant: HomeAssistant;
  send(message: Message): void;
  onStatus(status: Status): void;
  /** Told once of each thing that goes wrong. */
  onError(error: Error): void;
  now?: () => Date;
}

/** The event that automations fire, unless the node names another one. */
export const SYNC_EVENT = "listsync_sync";

/**
 * Starts flows from Home Assistant until it is closed.
 *
 * @returns ends it
 * @throws InputError `bad-config` naming what is missing
 */
export function createTrigger(config: TriggerConfig, ports: TriggerPorts): () => void {
  const { homeAssistant, send, onStatus, onError, now = () => new Date() } = ports;
  const follow = followerOf(config);
  const seconds = numberValue(config.debounce, {
    label: "debounce in seconds",
    default: 2,
    min: 0,
    max: 3600,
  });
  let problem: Error | undefined;
  let last = "";

  function show(): void {
    const { state } = homeAssistant;
    const isSettled = state === "running" || state === "refused";
    if (isSettled && problem) onStatus(errorStatus(reportable(problem).code));
    else onStatus(state === "running" ? good(last || "listening") : STATES[state]);
  }

  const debounce = createDebounce(seconds * 1000, (message) => {
    last = `${clock(now())} ${String(message.topic ?? "")}`.slice(0, 40);
    show();
    send({ trigger: "home-assistant", ...message });
  });
  const end = follow(homeAssistant, {
    fire: (message, alike = String(message.topic)) => debounce.push(message, alike),
    problem(error) {
      const isNew = error !== undefined && error.message !== problem?.message;
      problem = error;
      if (isNew && isNews(homeAssistant, error)) onError(error);
      show();
    },
  });
  const stopShowing = homeAssistant.onState(show);
  const stopWatching = watchOutage(homeAssistant, (error) => {
    if (isNews(homeAssistant, error)) onError(error);
  });
  return () => {
    stopWatching();
    stopShowing();
    end();
    debounce.close();
  };
}

const STATES: Record<Exclude<HaState, "running">, Status> = {
  idle: stopped("not connected"),
  connecting: working("connecting"),
  starting: working("Home Assistant starts"),
  disconnected: attention("disconnected"),
  refused: errorStatus("ha-token"),
  closed: stopped("closed"),
};

function followerOf(config: TriggerConfig): Follower {
  const kind = config.kind || "event";
  if (kind === "start") return followStart;
  if (kind === "event") {
    const profile = config.profile?.trim();
    const check =
      booleanValue(config.anyList, "Events may name any list") === true ? undefined : onlyKnownLists(profile);
    return followEvent(config.eventType?.trim() || SYNC_EVENT, profile, check);
  }
  if (kind === "todo") {
    const [list] = words(config.todo);
    if (list !== undefined) return followTodo(list);
    throw new InputError(
      "bad-config",
      "No to-do list is chosen. Choose one in the node's dialog and deploy.",
    );
  }
  if (kind === "entity") {
    const entities = words(config.entities);
    if (entities.length > 0) return followEntities(entities, words(config.states));
    throw new InputError("bad-config", "No entity is chosen. Choose one in the node's dialog and deploy.");
  }
  throw new InputError(
    "bad-config",
    `A trigger is an entity, an event, a to-do list or the start, not "${kind}".`,
  );
}

/** Whoever can fire an event on Home Assistant's bus must not make Node-RED fetch any address or file. */
const onlyKnownLists =
  (profile: string | undefined) =>
  ({ lists, profile: named = profile }: Message): void => {
    if (lists === undefined) return;
    const [first] = unknownLists(lists, named ? String(named) : undefined);
    if (!first) return;
    throw new InputError(
      "unknown-list",
      `The event names the list "${redact(first.list).slice(0, 80)}", which no list-source ${named ? `of the profile ${named} ` : ""}has. Add it there, or tick “Events may name any list” in sync-trigger.`,
    );
  };

const words = (value: string[] | string | undefined): string[] =>
  (Array.isArray(value) ? value : String(value ?? "").split(/[,\n]/))
    .map((word) => String(word).trim())
    .filter(Boolean);

const clock = (time: Date): string => time.toTimeString().slice(0, 5);
