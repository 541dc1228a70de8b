import { answerLine } from "./answer-line.ts";
import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { configFields, textsOf } from "./dialog.ts";
import { switchOff } from "./switch-off.ts";

const { fieldOf } = configFields;

/** A login that a person still has to confirm on the site's page. */
interface StartedLogin {
  session: string;
  url: string;
  code?: string;
  /** Seconds between questions. */
  interval: number;
  /** Seconds. */
  expiresIn: number;
  /** A new key of the tokens; absent when the deployed one goes on. */
  vaultKey?: string;
}

type PolledLogin = { pending: true; interval?: number } | { pending?: false; user?: string };

/**
 * The buttons that log in and out, and what they say.
 *
 * @param entered what stands in the dialog
 * @returns ends the waiting for a confirmation
 */
export function openLogin(node: EditorNode, entered: () => object): () => void {
  const text = textsOf(node);
  const line = $("#list-sync-account-login-answer");
  const say = answerLine(line);
  let isOpen = true;
  let timer: number | undefined;

  const showUser = () => {
    const user = String(fieldOf("loggedIn").val() ?? "");
    if (user) say(text("answer.loggedIn", { user }), "ok");
    else say(text("answer.nobody"));
    $("#list-sync-account-logout").toggle(user !== "");
  };
  const poll = (login: StartedLogin, seconds: number, until: number) => {
    if (!isOpen) return;
    if (Date.now() > until) return say(text("answer.expired"), "error");
    timer = window.setTimeout(async () => {
      const result = await askRuntime<PolledLogin>("list-account/login/poll", text, {
        session: login.session,
      });
      if (!isOpen) return;
      if (isRefusal(result)) return say(result.message, "error");
      if (result.pending) return poll(login, result.interval ?? seconds, until);
      const user = result.user ?? text("answer.somebody");
      if (login.vaultKey) fieldOf("vaultKey").val(login.vaultKey);
      fieldOf("loggedIn").val(user).trigger("change");
      say(text("answer.confirmed", { user }), "ok");
      $("#list-sync-account-logout").show();
    }, seconds * 1000);
  };

  const button = $("#list-sync-account-login");
  button.on("click", async () => {
    switchOff(button, true);
    window.clearTimeout(timer);
    say(text("answer.asking"));
    const login = await askRuntime<StartedLogin>("list-account/login", text, { id: node.id, ...entered() });
    switchOff(button, false);
    if (isRefusal(login)) return say(login.message, "error");
    say("");
    const link = $("<a>").attr({ href: login.url, target: "_blank", rel: "noopener" }).text(login.url);
    line.append(
      document.createTextNode(`${text(login.code ? "answer.enterCode" : "answer.openPage")} `),
      link,
    );
    if (login.code) line.append(document.createTextNode(" "), $("<code>").text(login.code));
    poll(login, login.interval, Date.now() + login.expiresIn * 1000);
  });
  $("#list-sync-account-logout").on("click", async () => {
    window.clearTimeout(timer);
    const result = await askRuntime("list-account/login/forget", text, { id: node.id });
    if (isRefusal(result)) return say(result.message, "error");
    fieldOf("loggedIn").val("").trigger("change");
    showUser();
  });
  showUser();
  return () => {
    isOpen = false;
    window.clearTimeout(timer);
  };
}
