import { render } from "preact";
import { createClient } from "../api/client.ts";
import { openSession, type Session } from "../api/session.ts";
import { SessionContext } from "../api/session-context.ts";
import { text } from "../i18n/words.ts";
import { PagePlace } from "../parts/link.tsx";
import { Sidebar } from "./sidebar.tsx";
import { speakAsEditor } from "./speak-as-editor.ts";

const ID = "list-sync";
const SHOW = "list-sync:show";
const OPEN = "list-sync:open";

let close: (() => void) | undefined;

/** Adds the tab, at once: Node-RED 5 cannot put one that comes later back where the person had it. */
export function openSidebar(): void {
  closeSidebar();
  speakAsEditor();
  const content = document.createElement("div");
  content.className = "list-sync-sidebar list-sync-view";
  let session: Session | undefined;
  // nobody is asked before somebody looks
  const show = () => {
    if (session) return;
    session = openSession(createClient("list-sync/api/", token));
    render(
      <SessionContext.Provider value={session}>
        <PagePlace.Provider value="list-sync/">
          <Sidebar openPage={openPage} />
        </PagePlace.Provider>
      </SessionContext.Provider>,
      content,
    );
  };
  RED.actions.add(OPEN, openPage, { label: text("sidebar.open") });
  RED.actions.add(SHOW, () => RED.sidebar.show(ID), { label: text("sidebar.showTab") });
  RED.sidebar.addTab({
    id: ID,
    label: text("sidebar.label"),
    name: text("sidebar.name"),
    content,
    iconClass: "fa fa-list-ul",
    action: SHOW,
    enableOnEdit: true,
    onchange: show,
  });
  close = () => {
    session?.stop();
    render(null, content);
    RED.sidebar.removeTab(ID);
    RED.actions.remove(OPEN);
    RED.actions.remove(SHOW);
  };
}

export function closeSidebar(): void {
  close?.();
  close = undefined;
}

function openPage(): void {
  window.open("list-sync/", "_blank", "noopener");
}

/** Of who is logged in to the editor. */
function token(): string | undefined {
  const stored = RED.settings.get("auth-tokens");
  if (typeof stored !== "object" || stored === null || !("access_token" in stored)) return undefined;
  return typeof stored.access_token === "string" ? stored.access_token : undefined;
}
