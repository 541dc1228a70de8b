import { type Dialog, flowFields } from "../dialog.ts";
import { addressBelow } from "../fields/address-below.ts";

const { fieldOf, textOf } = flowFields;

export const syncMonitor: Dialog = {
  open() {
    const root = String(RED.settings.httpNodeRoot || "/");
    const show = () => {
      for (const hint of $("[data-report]").get())
        $(hint).text(addressBelow(root, `${textOf("path")}/${$(hint).attr("data-report")}`, location.href));
    };
    fieldOf("path").on("input", show);
    show();
  },
};
