import { closeSidebar, openSidebar } from "./sidebar-tab.tsx";

// plugins/list-sync.html calls it
Object.assign(globalThis, { ListSyncSidebar: { open: openSidebar, close: closeSidebar } });

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = new URL("sidebar-style.css", import.meta.url).href;
document.head.append(style);
