import { InputError } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { isNews } from "../../home-assistant/connection/is-news.ts";
import { watchOutage } from "../../home-assistant/connection/watch-outage.ts";
import type { HaState, HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { createDebounce } from "../../home-assistant/triggers/debounce.ts";
import type { Follower } from "../../home-assistant/triggers/follow.ts";
import { followEntities } from "../../home-assistant/triggers/follow-entities.ts";
import { followEvent } from "../../home-assistant/triggers/follow-event.ts";
import { followStart } from "../../home-assistant/triggers/follow-start.ts";
import { followTodo } from "../../home-assistant/triggers/follow-todo.ts";
import type { TriggerKind } from "../../home-assistant/triggers/trigger-kind.ts";
import { redact } from "../../http/redact.ts";
import type { Message } from "../../message.ts";
import { TRIGGERS } from "../../runs/trigger.ts";
import { unknownLists } from "../../sources/profile-lists.ts";
import * as messages from "../messages.ts";
import type { Status } from "../node-port.ts";
import { errorStatus, reportable } from "../report-error.ts";
import { readNode } from "../settings/fields/node-fields.ts";
import { SYNC_TRIGGER, type TriggerConfig } from "../settings/fields/sync-trigger.ts";
import * as statuses from "../statuses/messages.ts";
import { attention, good, stopped, working } from "../statuses/status.ts";

export interface TriggerPorts {
  homeAssistant: HomeAssistant;
  send(message: Message): void;
  onStatus(status: Status): void;
  /** Told once of each thing that goes wrong. */
  onError(error: Error): void;
  now?: () => Date;
}

/**
 * Starts flows from Home Assistant until it is closed.
 *
 * @returns ends it
 * @throws InputError `bad-config` naming what is missing
 */
export function createTrigger(config: TriggerConfig, ports: TriggerPorts): () => void {
  const { homeAssistant, send, onStatus, onError, now = () => new Date() } = ports;
  const values = readNode(SYNC_TRIGGER, { config });
  const follow = followerOf(values);
  let problem: Error | undefined;
  let last = "";

  function show(): void {
    const { state } = homeAssistant;
    const isSettled = state === "running" || state === "refused";
    if (isSettled && problem) onStatus(errorStatus(reportable(problem).code));
    else onStatus(state === "running" ? good(last || statuses.listening()) : STATES[state]);
  }

  const debounce = createDebounce(values.debounce * 1000, (message) => {
    last = `${clock(now())} ${String(message.topic ?? "")}`.slice(0, 40);
    show();
    send({ trigger: TRIGGERS.homeAssistant, ...message });
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
  idle: stopped(statuses.notConnected()),
  connecting: working(statuses.connecting()),
  starting: working(statuses.homeAssistantStarting()),
  disconnected: attention(statuses.disconnected()),
  refused: errorStatus("ha-token"),
  closed: stopped(statuses.closed()),
};

function followerOf(values: TriggerValues): Follower {
  return FOLLOWERS[values.kind](values);
}

type TriggerValues = Values<typeof SYNC_TRIGGER.dialog>;

const FOLLOWERS: Readonly<Record<TriggerKind, (values: TriggerValues) => Follower>> = {
  start: () => followStart,
  event: ({ eventType, profile, anyList }) =>
    followEvent(eventType, profile, anyList ? undefined : onlyKnownLists(profile)),
  todo({ todo: [list] }) {
    if (list !== undefined) return followTodo(list);
    throw new InputError("bad-config", messages.noTodoList());
  },
  entity({ entities, states }) {
    if (entities.length > 0) return followEntities(entities, states);
    throw new InputError("bad-config", messages.noEntity());
  },
};

/** Whoever can fire an event on Home Assistant's bus must not make Node-RED fetch any address or file. */
const onlyKnownLists =
  (profile: string | undefined) =>
  ({ lists, profile: named = profile }: Message): void => {
    if (lists === undefined) return;
    const [first] = unknownLists(lists, named ? String(named) : undefined);
    if (!first) return;
    throw new InputError(
      "unknown-list",
      messages.unknownList(redact(first.list).slice(0, 80), named ? String(named) : undefined),
    );
  };

const clock = (time: Date): string => time.toTimeString().slice(0, 5);
