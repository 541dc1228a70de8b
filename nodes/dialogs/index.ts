import { ListSync } from "./list-sync.ts";

// every html file of the package brings this module; a module runs once
Object.assign(globalThis, { ListSync });

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = new URL("dialogs.css", import.meta.url).href;
document.head.append(style);
