/**
 * Switches a button off or on again. The browser takes the focus from a button that is off, which would send whoever
 * works by keyboard back to the top of the page.
 *
 * @param next takes the focus meanwhile; without it the button gets it back once it is on, unless it has gone elsewhere
 */
export function switchOff(button: JQuery, isOff: boolean, next?: JQuery): void {
  const hasFocus = button.is(document.activeElement ?? document.body);
  button.prop("disabled", isOff);
  if (isOff && hasFocus) {
    if (next) next.trigger("focus");
    else button.data("hadFocus", true);
  }
  if (isOff || !button.data("hadFocus")) return;
  button.removeData("hadFocus");
  if (document.activeElement === document.body || document.activeElement === null) button.trigger("focus");
}
