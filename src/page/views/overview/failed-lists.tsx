import type { ProfileState } from "../../api/session.ts";
import { text } from "../../i18n/words.ts";
import { Link } from "../../parts/link.tsx";

/** Lists that could not be read, with the reason of each. */
export function FailedLists({ failed }: { failed: ProfileState["failedLists"] }) {
  if (failed.length === 0) return null;
  return (
    <details class="failed-lists" open={failed.length <= 3}>
      <summary>{text("profile.failedLists", { count: failed.length })}</summary>
      <ul>
        {failed.map(({ provider, list, name, label, error }) => (
          <li key={JSON.stringify([provider, list])}>
            <Link to={["lists", provider, list]}>{name || label}</Link>
            <span class="reason">{error.message}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
