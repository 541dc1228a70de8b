import { openLogin } from "./account-login.ts";
import { answerLine } from "./answer-line.ts";
import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { configFields, type Dialog, textsOf } from "./dialog.ts";
import { openKeySource, shownKeySource, typedKey } from "./fields/key-source.ts";
import { choicesFor } from "./fields/pickers.ts";
import type { AccountForm, SiteInfo } from "./lists/site-info.ts";
import { testButton } from "./test-button.ts";

const { fieldOf, isTicked, textOf } = configFields;

/** Ends what still waits for a login, by the id of the account's node. */
const logins = new Map<string, () => void>();

const FIELDS = ["url", "user", "key", "secret"] as const;

const entered = () => ({
  ...shownKeySource(),
  provider: textOf("provider"),
  url: textOf("url"),
  user: textOf("user"),
  insecureTls: isTicked("insecureTls"),
  origin: textOf("origin"),
  key: typedKey("key"),
  secret: typedKey("secret"),
  vaultKey: typedKey("vaultKey"),
});

export const listAccount: Dialog = {
  open(node) {
    const text = textsOf(node);
    openKeySource();
    if (node.origin || node.insecureTls) $("#list-sync-account-advanced").prop("open", true);

    const showForm = (account: AccountForm) => {
      const fields = account.fields ?? [{ id: "key" as const, label: account.label, required: true }];
      for (const id of FIELDS) {
        const found = fields.find((field) => field.id === id);
        $(`.list-sync-dialog [data-account-field="${id}"]`).toggle(found !== undefined);
        $(`.list-sync-dialog [data-account-label="${id}"]`).text(found?.label ?? text(`label.${id}`));
        if (found?.placeholder) fieldOf(id).attr("placeholder", found.placeholder);
      }
      $("#list-sync-account-where").text(account.where);
      $("#list-sync-account-rights").text(account.rights ?? "");
      $("#list-sync-account-login-row").toggle(account.canLogin === true);
      $("#list-sync-account-test-row").toggle(account.canTest === true);
      answerLine($("#list-sync-test-answer"))("");
    };
    const provider = fieldOf("provider");
    const stored = String(node.provider ?? "");
    void askRuntime<SiteInfo[]>("list-source/providers", text).then((all) => {
      if (isRefusal(all)) return;
      const sites = all.filter(({ account }) => account !== undefined);
      provider.empty();
      for (const { id, name } of choicesFor(sites, [stored]))
        $("<option>").val(id).text(name).appendTo(provider);
      provider.val(stored);
      const choose = () => {
        const chosen = sites.find(({ id }) => id === provider.val());
        showForm(chosen?.account ?? { label: text("label.key"), where: "" });
      };
      provider.on("change", choose);
      choose();
    });

    testButton(node, "list-account/test", entered);
    logins.set(node.id, openLogin(node, entered));
  },
  close(node) {
    logins.get(node.id)?.();
    logins.delete(node.id);
  },
};
