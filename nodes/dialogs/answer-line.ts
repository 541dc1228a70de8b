type AnswerState = "ok" | "warning" | "error";

/** Shows an answer in its line, below the field it belongs to. */
export type Say = (text: string, state?: AnswerState) => void;

/** Makes the voice of an answer line. Texts come from outside and stay texts. */
export const answerLine =
  (line: JQuery): Say =>
  (text, state) => {
    line.text(text).removeClass("list-sync-ok list-sync-warning list-sync-error");
    if (state) line.addClass(`list-sync-${state}`);
  };
