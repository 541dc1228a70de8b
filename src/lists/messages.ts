/** What all sites and lists have in common to say: facts in, sentence out. A label is `Trakt list sean/horror`. */

const NEXT_RUN = "The next run tries again.";

const UPDATE_OR_REPORT = "Update the package, or report it.";

export const notFound = (label: string) =>
  `${label} does not exist. Check the address; its owner may have renamed or deleted it.`;

/** @param seconds that the site asks to wait */
export const limiting = (site: string, seconds?: number) =>
  `${site} is limiting requests${seconds === undefined ? "" : ` and asked for a wait of ${seconds} seconds`}. ${NEXT_RUN}`;

export const notWorking = (site: string, status: number) =>
  `${site} is not working at the moment (HTTP ${status}). ${NEXT_RUN}`;

export const blocked = (site: string, label: string, status: number) =>
  `${site} blocks automated access (HTTP ${status}), so ${label} cannot be read. Try later or from another network.`;

export const isPrivate = (label: string, status: number) =>
  `${label} is private (HTTP ${status}). Make it public, or add an account that may see it.`;

export const oddStatus = (site: string, label: string, status: number) =>
  `${site} returned HTTP ${status} for ${label}, which this version does not understand. Check the address, or update the package.`;

export const notTheData = (site: string, label: string, isPage: boolean) =>
  `${site} returned ${isPage ? "a web page" : "something"} that is not the data of ${label}. Check the address, or update the package.`;

export const oddFormat = (site: string, label: string) =>
  `${site} returned ${label} in an unexpected format. ${UPDATE_OR_REPORT}`;

export const noneOfAnnounced = (label: string, announced: number) =>
  `${label} is said to have ${announced} ${announced === 1 ? "entry" : "entries"}, but none was sent. ${NEXT_RUN} If this continues, update the package, or report the list.`;

/** @param why what the program said */
export const cannotRead = (site: string, why: string) =>
  `${site} returned an unexpected format (${why}). Update the package, or report this list.`;

export const timedOut = (site: string) => `${site} did not respond in time. ${NEXT_RUN}`;

export const unreachable = (site: string) =>
  `${site} cannot be reached. Check this machine's network; the next run tries again.`;

export const notTrusted = (site: string) =>
  `${site} has a certificate that is not trusted. Check this machine's clock and any proxy in between.`;

export const tooLarge = (site: string) => `${site} sent a response too large to be a list.`;

export const privateRedirect = (site: string) =>
  `${site} redirects to an address in a private network, which ListSync does not follow. If you trust that address, enter it directly.`;

export const notAccepted = (site: string) => `${site} does not accept this list.`;

/** @param failure a sentence */
export const checkAddress = (failure: string) =>
  `${failure} Open the address in a browser to see where it leads.`;

export const interrupted = (label: string) => `${label} was interrupted while being read. ${NEXT_RUN}`;

export const noProvider = (id: string, ids: string[]) =>
  `There is no list provider "${id}". Choose one of: ${ids.join(", ")}.`;

export const providerGone = (id: string) => `The list provider "${id}" is no longer registered.`;

export const providerExists = (id: string) =>
  `A list provider "${id}" already exists. Choose another id, or register it with { replace: true }.`;

export const badProvider = (problems: string[]) => `This list provider cannot be used: ${problems.join(" ")}`;

export const emptyList = () => "A list is empty. Paste the list's address, id or name.";

/** @param longest characters */
export const longList = (longest: number) =>
  `A list is longer than ${longest} characters. Paste its address, id or name only.`;

export const notUnderstood = (written: string, sites: string[], more: boolean) =>
  `No provider understands "${written}". Paste the address of a list of ${sites.join(", ")}${more ? " or another site that docs/lists.md names" : ""}.`;

export const notOfSite = (site: string, written: string, examples: string[]) =>
  `${site} has no list that is written "${written}". It understands: ${examples.join(", ")}.`;

/** @param way another way to its lists, a sentence */
export const siteNotRead = (site: string, way: string) =>
  `${site} does not offer its lists to other programs. ${way}`;

/** @param names in quotation marks @param what `list` */
export const ignoredParameters = (names: string[], what: string) =>
  `${names.join(", ")} in the ${what}'s address ${names.length === 1 ? "is" : "are"} ignored: the ${what} is read without ${names.length === 1 ? "it" : "them"}.`;

export const listNumber = (number: number) => `List ${number}`;

export const listRow = () => "text, or an object with `list`";

export const rowWithoutList = (number: number) =>
  `List ${number} has no \`list\`. Enter its address, id or name.`;

export const badOrigin = (id: string, variable: string) =>
  `The address that replaces the one of "${id}" is not a valid address. Write it like http://127.0.0.1:9000 (setting listSync.origins, or ${variable}).`;

export const badPoster = () => "This is not the path of a poster. Enter it as in /abc.jpg.";

export const leftOut = (count: string, reason: string) => `${count} left out: ${reason}.`;

/** @param failure a sentence */
export const idsFromServer = (failure: string) =>
  `MDBList could not provide ids, so the request server is used: ${failure}`;
