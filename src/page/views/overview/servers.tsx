import type { Answer } from "../../../node-red/page/contract/types.ts";
import { text } from "../../i18n/words.ts";
import { Badge } from "../../parts/badge.tsx";

/** How the request servers are. */
export function Servers({ servers }: { servers: Answer<"overview">["servers"] }) {
  return (
    <section class="card" aria-labelledby="servers-title">
      <h2 id="servers-title">{text("overview.servers")}</h2>
      {servers.length === 0 && <p class="empty">{text("overview.noServers")}</p>}
      <ul class="plain">
        {servers.map(({ id, name, product, version, up, error }) => (
          <li key={id} class="server">
            <b>{name || product || id}</b>{" "}
            {up === undefined && <Badge level="quiet">{text("overview.serverUnknown")}</Badge>}
            {up === true && <Badge level="good">{text("overview.serverUp")}</Badge>}
            {up === false && <Badge level="broken">{text("overview.serverDown")}</Badge>}
            <span class="hint"> {[product, version].filter(Boolean).join(" ")}</span>
            {error && <p class="reason broken">{error.message}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
