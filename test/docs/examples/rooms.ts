import * as accounts from "../../../src/accounts/messages.ts";
import * as backup from "../../../src/backup/messages.ts";
import * as browser from "../../../src/browser/messages.ts";
import * as fields from "../../../src/fields/messages.ts";
import * as files from "../../../src/files/messages.ts";
import * as homeAssistant from "../../../src/home-assistant/messages.ts";
import * as http from "../../../src/http/messages.ts";
import * as items from "../../../src/items/messages.ts";
import * as lists from "../../../src/lists/messages.ts";
import * as listsync from "../../../src/listsync/messages.ts";
import * as monitor from "../../../src/monitor/messages.ts";
import * as endpoints from "../../../src/node-red/endpoints/messages.ts";
import * as nodes from "../../../src/node-red/messages.ts";
import * as page from "../../../src/node-red/page/messages.ts";
import * as statuses from "../../../src/node-red/statuses/messages.ts";
import * as notify from "../../../src/notify/messages.ts";
import * as connection from "../../../src/overseerr/connection/messages.ts";
import * as server from "../../../src/overseerr/messages.ts";
import * as requests from "../../../src/requests/messages.ts";
import * as runs from "../../../src/runs/messages.ts";
import * as schedule from "../../../src/schedule/messages.ts";
import * as sources from "../../../src/sources/messages.ts";
import * as state from "../../../src/state/messages.ts";
import * as watch from "../../../src/watch/messages.ts";
import * as webhook from "../../../src/webhook/messages.ts";
import { ACCOUNTS } from "./accounts.ts";
import { BACKUP } from "./backup.ts";
import { BROWSER } from "./browser.ts";
import { CONNECTION } from "./connection.ts";
import type { Examples } from "./examples.ts";
import { FIELDS } from "./fields.ts";
import { FILES } from "./files.ts";
import { HOME_ASSISTANT } from "./home-assistant.ts";
import { HTTP } from "./http.ts";
import { ITEMS } from "./items.ts";
import { LISTS } from "./lists.ts";
import { LISTSYNC } from "./listsync.ts";
import { MONITOR } from "./monitor.ts";
import { ENDPOINTS, NODES, PAGE, STATUSES } from "./node-red.ts";
import { NOTIFY } from "./notify.ts";
import { SERVER } from "./overseerr.ts";
import { REQUESTS } from "./requests.ts";
import { RUNS } from "./runs.ts";
import { SCHEDULE } from "./schedule.ts";
import { SOURCES } from "./sources.ts";
import { STATE } from "./state.ts";
import { WATCH } from "./watch.ts";
import { WEBHOOK } from "./webhook.ts";

/** A room that says something. */
export interface SpeakingRoom {
  title: string;
  /** Folder in `src` of its `messages.ts`. */
  folder: string;
  /** Its whole sentences, each with example values; parts of sentences are left to them. */
  sentences: string[];
}

/** Every `messages.ts`, in the order of the documentation. */
export const ROOMS: readonly SpeakingRoom[] = [
  room("Requests", "requests", requests, REQUESTS),
  room("Matches", "overseerr", server, SERVER),
  room("The server", "overseerr/connection", connection, CONNECTION),
  room("Runs", "runs", runs, RUNS),
  room("Lists", "lists", lists, LISTS),
  room("Lists of a run", "sources", sources, SOURCES),
  room("Items", "items", items, ITEMS),
  room("Schedules", "schedule", schedule, SCHEDULE),
  room("Watched files", "watch", watch, WATCH),
  room("Webhooks", "webhook", webhook, WEBHOOK),
  room("Notifications", "notify", notify, NOTIFY),
  room("Monitoring", "monitor", monitor, MONITOR),
  room("Fields, messages and events", "fields", fields, FIELDS),
  room("Nodes", "node-red", nodes, NODES),
  room("Dialogs", "node-red/endpoints", endpoints, ENDPOINTS),
  room("The page", "node-red/page", page, PAGE),
  room("Statuses", "node-red/statuses", statuses, STATUSES),
  room("The sync database", "state", state, STATE),
  room("Backups", "backup", backup, BACKUP),
  room("Coming from the Python ListSync", "listsync", listsync, LISTSYNC),
  room("Home Assistant and MQTT", "home-assistant", homeAssistant, HOME_ASSISTANT),
  room("Logins", "accounts", accounts, ACCOUNTS),
  room("The browser", "browser", browser, BROWSER),
  room("Files", "files", files, FILES),
  room("Calls over the network", "http", http, HTTP),
];

function room<Room extends object>(
  title: string,
  folder: string,
  messages: Room,
  examples: Examples<Room>,
): SpeakingRoom {
  const functions = messages as Record<string, (...facts: unknown[]) => string | undefined>;
  const said = Object.entries(examples as Record<string, unknown[]>)
    .map(([name, facts]) => functions[name]?.(...facts) ?? "")
    .filter((text) => text.endsWith("."));
  return { title, folder, sentences: [...new Set(said)].sort() };
}
