/** A list as it is told to the page. */
interface ListName {
  provider: string;
  list: string;
  name?: string;
  url?: string;
}

/** Sites and flows write addresses: only those of the web become links. */
export function listName({ provider, list, name, url }: ListName): ListName {
  return {
    provider,
    list,
    ...(name !== undefined && { name }),
    ...(isWebAddress(url) && { url }),
  };
}

export const isWebAddress = (url: string | undefined): url is string =>
  url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
