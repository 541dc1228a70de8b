import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { database } from "../app/database.ts";
import { type LinkQuery, linkTo } from "../app/route.ts";
import { text } from "../i18n/words.ts";
import { isWebAddress } from "./web-address.ts";

/** Where the page is, for links from elsewhere: `list-sync/` of the editor, where they open a window of their own. */
export const PagePlace = createContext("");

/** The database of what is shown, where it need not be the one that the page looks at. */
export const ShownDatabase = createContext<string | undefined>(undefined);

/** A link within the page, which stays with the database. */
export function Link({
  to,
  query = {},
  children,
  ...rest
}: {
  to: readonly string[];
  query?: LinkQuery;
  class?: string;
  "aria-current"?: "page" | undefined;
  "aria-label"?: string;
  children: ComponentChildren;
}) {
  const place = useContext(PagePlace);
  const db = useContext(ShownDatabase) ?? database.value;
  return (
    <a href={place + linkTo(to, { db, ...query })} {...(place && { target: "list-sync" })} {...rest}>
      {children}
    </a>
  );
}

/** A link to another site, which is told nothing of us. Without an address to follow it is text. */
export function OutLink({ href, children }: { href: string | undefined; children: ComponentChildren }) {
  if (href === undefined || !isWebAddress(href)) return <>{children}</>;
  return (
    <a class="out" href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <span class="sr-only"> {text("common.newWindow")}</span>
    </a>
  );
}
