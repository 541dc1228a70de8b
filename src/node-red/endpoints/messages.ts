/** What the editor is answered: facts in, sentence out. */

const DEPLOY_AND_RETRY = "Press Deploy and try again";

const DEPLOY_AND_REOPEN = "Press Deploy, then open the dialog again.";

export const notJson = () =>
  "The body of this request is not JSON. Send it with the content type application/json.";

export const notAnObject = () => "The request body is not a JSON object. Reload the editor and try again.";

/** @param label `server URL` */
export const notText = (label: string) =>
  `The ${label} in this request is not text. Reload the editor and try again.`;

/** @param longest characters */
export const longText = (label: string, longest: number) =>
  `The ${label} in this request is longer than ${longest} characters. Enter a shorter one.`;

export const foreignRequest = () =>
  "This request did not come from the Node-RED editor, so it was refused. Reload the editor. Behind a proxy that rewrites the Host header, let it pass the header on (nginx: proxy_set_header Host $host). A program sends the header x-list-sync: 1.";

export const tooLong = () => "No response within 5 seconds. Try again; a sync waits longer.";

/** @param label `server URL` */
export const variableNotDeployed = (label: string) =>
  `The ${label} names an environment variable, which takes effect when deployed. ${DEPLOY_AND_RETRY}, or enter the value itself.`;

/** @param what `API key` */
export const secretOfOtherAddress = (what: string) =>
  `The stored ${what} is sent only to the deployed address. Type the ${what} here to try another address, or press Deploy first.`;

export const keySourceNotDeployed = () =>
  `Changes to where the key comes from take effect when deployed. ${DEPLOY_AND_RETRY}, or type the key itself.`;

export const keyOfOtherSite = () =>
  `The stored key belongs to the deployed site and source. ${DEPLOY_AND_RETRY}, or type the key itself.`;

export const headerNotDeployed = (name: string) =>
  `The value of header ${name} takes effect when deployed. ${DEPLOY_AND_RETRY}, or type the value itself.`;

export const browserNotDeployed = () => "The browser in this dialog is used once it is deployed.";

export const serverNotDeployed = () => `This server is not deployed yet. ${DEPLOY_AND_REOPEN}`;

export const homeAssistantNotDeployed = () => `This Home Assistant is not deployed yet. ${DEPLOY_AND_REOPEN}`;

export const databaseNotDeployed = () => `This database is not deployed yet. ${DEPLOY_AND_REOPEN}`;

export const noProvider = (id: string) => `There is no list provider "${id}". Choose one in the dialog.`;

export const noAccountTest = (site: string) =>
  `${site} does not offer an account test. Preview a list instead.`;

export const noLogin = (site: string) => `${site} has no login. Enter a key instead.`;

export const emptyList = () => "The list is empty. Paste its address, id or name.";

export const notUnderstood = (written: string, variables: string[]) =>
  `"${written}" with ${variables.join(" and ")} is not a list that ListSync understands. Check the value.`;

/** @param format `JSON, CSV or RSS` */
export const unknownSite = (format: string, sites: string[]) =>
  `${format}; supported sites: ${sites.join(", ")}`;

export const previewEnded = () => "This preview has ended. Press Preview again.";

export const tooManyPreviews = () => "Too many previews are running. Wait until they finish.";

export const unreadableTitle = () => "A title of the preview cannot be read. Open the preview again.";

export const webhookNotDeployed = () => `This webhook is not deployed yet. ${DEPLOY_AND_REOPEN}`;

export const noChannel = () => 'Nothing is sent, as "Send to" says. Choose a channel first.';

export const testSent = (channel: string) => `A test was sent by ${channel}.`;
