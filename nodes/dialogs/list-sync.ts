import { reachConfigButtons } from "./config-buttons.ts";
import type { Dialog } from "./dialog.ts";
import { isComputed } from "./fields/computed-fields.ts";
import { nameProblem } from "./fields/name-row.ts";
import { HEADER_SLOTS } from "./fields/stored-headers.ts";
import { isTemplate } from "./fields/template.ts";
import { windowProblem } from "./fields/window-row.ts";
import { areEntities, isAddress, isBlank, isId, isIds, isVariable } from "./fields/written-values.ts";
import { addFooter } from "./footer.ts";
import { listAccount } from "./list-account.ts";
import { isOtherSite } from "./lists/list-access.ts";
import { listProblem } from "./lists/list-problem.ts";
import { listSource } from "./lists/list-source.ts";
import { overseerrRequest } from "./overseerr-request.ts";
import { overseerrServer } from "./overseerr-server.ts";
import { syncMonitor } from "./reports/sync-monitor.ts";
import { showToday } from "./shown-today.ts";
import { claimDialog, shownValue } from "./shown-value.ts";
import { missingTransport, syncEntities } from "./sync-entities.ts";
import { syncHomeAssistant } from "./sync-home-assistant.ts";
import { syncNotify } from "./sync-notify.ts";
import { syncSchedule } from "./sync-schedule.ts";
import { syncState } from "./sync-state.ts";
import { syncTrigger } from "./sync-trigger.ts";
import { syncWatch } from "./sync-watch.ts";
import { syncWebhook } from "./sync-webhook.ts";
import { syncDatabase } from "./takeover/sync-database.ts";

const DIALOGS: Record<string, Dialog> = {
  "list-account": listAccount,
  "list-source": listSource,
  "overseerr-request": overseerrRequest,
  "overseerr-server": overseerrServer,
  "sync-database": syncDatabase,
  "sync-entities": syncEntities,
  "sync-home-assistant": syncHomeAssistant,
  "sync-notify": syncNotify,
  "sync-monitor": syncMonitor,
  "sync-schedule": syncSchedule,
  "sync-state": syncState,
  "sync-trigger": syncTrigger,
  "sync-watch": syncWatch,
  "sync-webhook": syncWebhook,
};

/** What the html files of our nodes call. */
export const ListSync = {
  /** For `oneditprepare`. */
  open(this: EditorNode): void {
    const dialog = claimDialog(this);
    showToday(this, dialog);
    DIALOGS[this.type]?.open?.(this);
    reachConfigButtons(dialog);
    addFooter(this, dialog);
  },
  /** For `oneditsave`: the flow holds the version that this dialog knows, in which {@link showToday} has shown the node. */
  save(this: EditorNode): void {
    this.version = RED.nodes.getType(this.type)?.defaults.version?.value;
    DIALOGS[this.type]?.save?.(this);
    DIALOGS[this.type]?.close?.(this);
  },
  /** For `oneditcancel` and `oneditdelete`. */
  close(this: EditorNode): void {
    DIALOGS[this.type]?.close?.(this);
  },
  // what validators ask
  shownValue,
  listProblem,
  windowProblem,
  nameProblem,
  missingTransport,
  isOtherSite,
  isTemplate,
  isBlank,
  isComputed,
  isId,
  isIds,
  isAddress,
  isVariable,
  areEntities,
  HEADER_SLOTS,
};
