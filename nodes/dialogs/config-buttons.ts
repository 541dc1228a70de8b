/**
 * Lets the keyboard reach the pencil and the plus beside every choice of a configuration node. Node-RED makes them of
 * links without an address, which Tab passes by.
 */
export function reachConfigButtons(dialog: JQuery): void {
  dialog
    .find("a.red-ui-button[id*='-btn-']:not([href])")
    .attr({ tabindex: "0", role: "button" })
    .on("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      // the key is not also for the tray that opens
      event.preventDefault();
      event.stopPropagation();
      $(this).trigger("click");
    })
    .each((_, button) => {
      const name = button.id.endsWith("-edit") ? "Edit" : "Add";
      button.setAttribute("aria-label", name);
    });
}
