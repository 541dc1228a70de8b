import { answerLine } from "./answer-line.ts";
import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { type Dialog, flowFields, textsOf } from "./dialog.ts";
import { addressBelow } from "./fields/address-below.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";

const { fieldOf, textOf } = flowFields;

/** Characters of the secret part of an address, 192 bits of chance. */
const KEY_LENGTH = 32;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A new secret part of an address. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(KEY_LENGTH))].map((byte) => SIGNS[byte % SIGNS.length]).join("");

export const syncWebhook: Dialog = {
  open(node) {
    const text = textsOf(node);
    const say = answerLine($("#list-sync-webhook-answer"));
    const shown = $("#list-sync-webhook-address");
    const root = String(RED.settings.httpNodeRoot || "/");
    /** Of the deployed node, or made here; the editor itself is not told stored secrets. */
    let key: string | undefined;
    let wasMade = false;

    const isAddress = () => textOf("access") === "address";
    const isStored = () => (textOf("secretType") || "cred") === "cred";
    function show(): void {
      const ending = isAddress() ? `/${(isStored() && key) || "…"}` : "";
      shown.val(
        addressBelow(root, `${textOf("path") || "/listsync"}${ending}`, location.href).replaceAll(
          "%E2%80%A6",
          "…",
        ),
      );
      $("#list-sync-webhook-secret").toggle(isStored() && !isAddress());
      $("#list-sync-webhook-new").toggle(isStored() && isAddress());
    }
    function make(): void {
      key = newKey();
      wasMade = true;
      fieldOf("secret").val(key).trigger("change");
      show();
      say(text("answer.made"), "warning");
    }
    async function askForKey(): Promise<void> {
      const answer = await askRuntime<{ path: string }>(
        `sync-webhook/${encodeURIComponent(node.id)}/address`,
        text,
      );
      if (wasMade) return;
      if (isRefusal(answer)) return void say(answer.message);
      key = answer.path.split("/").at(-1);
      show();
    }

    const { secret: typed, has_secret: has } = node.credentials ?? {};
    const hadAddress = node.access === "address" && (has === true || Boolean(typed));
    // made before, and not deployed yet
    if (hadAddress && typeof typed === "string" && typed !== "" && typed !== "__PWRD__") key = typed;
    rowsByChoice(fieldOf("secretType"), "cred", () => {
      for (const property of ["secretEnv", "secretFile"]) fieldOf(property).trigger("change");
      if (isAddress() && isStored() && !key && !hadAddress) make();
      show();
    });
    rowsByChoice(fieldOf("access"), "signed", (access) => {
      $("#list-sync-webhook-hint").text(text(`accessHint.${access}`));
      say("");
      if (access === "address" && isStored() && !key && !hadAddress) make();
      show();
    });
    if (hadAddress && isStored() && !key) void askForKey();
    fieldOf("path").on("input", show);
    $("#list-sync-webhook-new").on("click", make);
    $("#list-sync-webhook-copy").on("click", () => {
      RED.clipboard.copyText(String(shown.val()), shown, text("answer.copied"));
      say(text("answer.copied"), "ok");
    });
  },
};
