import { flowFields, isChosen, type Texts } from "../dialog.ts";
import type { SiteInfo } from "./site-info.ts";

const { fieldOf, textOf } = flowFields;

/** Sites with an account property of their own. */
const SITES = [
  "trakt",
  "mdblist",
  "tmdb",
  "tvdb",
  "myanimelist",
  "simkl",
  "plex",
  "jellyfin",
  "emby",
  "radarr",
  "sonarr",
];

/** Properties that name an account, and properties that name another configuration node. */
const SLOTS: readonly string[] = [...SITES, "other"].map((site) => `${site}Account`);
const SERVERS: readonly string[] = ["server", "homeAssistant"];

/** Whether a site has no account property of its own. */
export const isOtherSite = (site: string): boolean => !SITES.includes(site);

/** The property that overrides a site's account. */
const slotOf = (site: string): string => `${isOtherSite(site) ? "other" : site}Account`;

const isSet = (property: string): boolean => isChosen(textOf(property));

/** The ids of what is chosen under Access. */
export const accessChosen = (): Record<string, string> =>
  Object.fromEntries([...SLOTS, ...SERVERS].map((id) => [id, isSet(id) ? textOf(id) : ""]));

/**
 * Shows those settings under Access that the lists need, and all of them while that is not known.
 *
 * @param found the site of each list; undefined where it is not known
 * @param withAccount sites of other packages that have accounts
 */
export function showNeeds(found: readonly (string | undefined)[], withAccount: readonly string[]): void {
  const all = found.length === 0 || found.includes(undefined);
  const needed = new Set(
    found.map((site) =>
      site !== undefined && withAccount.includes(site) && isOtherSite(site) ? "other" : site,
    ),
  );
  let any = false;
  for (const row of $(".list-sync-needs").toArray()) {
    const sites = (row.dataset.needs ?? "").split(" ");
    if (sites[0] === "none") continue;
    const properties = (row.dataset.chosen ?? "").split(" ");
    const show = all || properties.some(isSet) || sites.some((site) => needed.has(site));
    any ||= show;
    $(row).toggle(show);
  }
  $('.list-sync-needs[data-needs="none"]').toggle(!any);
}

/** Says below each slot that is empty which account serves the site, or that somebody has to choose. */
export function tellAccounts(sites: readonly SiteInfo[], text: Texts): void {
  const accounts: { site: string; name: string }[] = [];
  RED.nodes.eachConfig((node) => {
    if (node.type === "list-account")
      accounts.push({ site: String(node.provider), name: node.name || node.id });
  });
  const sayOf = ({ id, name: site }: SiteInfo): string[] => {
    const own = accounts.filter((account) => account.site === id);
    if (own.length > 1) return [text("answer.severalFound", { site })];
    return own.map(({ name }) => text("answer.accountFound", { site, name }));
  };
  for (const slot of SLOTS) {
    const served = isSet(slot) ? [] : sites.filter(({ id }) => slotOf(id) === slot).flatMap(sayOf);
    const row = fieldOf(slot).closest(".form-row");
    row.find(".list-sync-found").remove();
    if (served.length > 0)
      $('<div class="list-sync-hint list-sync-found">').text(served.join(" ")).appendTo(row);
  }
}

/** Calls back when another node is chosen under Access. */
export function onAccessChange(changed: () => void): void {
  for (const id of [...SLOTS, ...SERVERS]) fieldOf(id).on("change", changed);
}
