import { useContext } from "preact/hooks";
import { SessionContext } from "../api/session-context.ts";
import { text } from "../i18n/words.ts";
import { Heading } from "../parts/heading.tsx";
import { OutLink } from "../parts/link.tsx";

const HOME = "https://github.com/list-sync/node-red-list-sync";

/** What this is, and whose pictures are shown. */
export function About() {
  const { who } = useContext(SessionContext);
  return (
    <>
      <Heading>{text("nav.about")}</Heading>
      <section class="card">
        <h2>{text("about.product")}</h2>
        <p>{text("about.version", { version: who.value?.version ?? "" })}</p>
        <p>
          <OutLink href={`${HOME}#readme`}>{text("about.documentation")}</OutLink> ·{" "}
          <OutLink href={`${HOME}/issues`}>{text("about.report")}</OutLink> ·{" "}
          <a href="assets/licenses.txt">{text("about.licenses")}</a>
        </p>
      </section>
      <section class="card">
        <h2>{text("about.pictures")}</h2>
        <p>{text("about.tmdb")}</p>
        <p>
          <OutLink href="https://www.themoviedb.org">The Movie Database (TMDB)</OutLink>
        </p>
        <p class="hint">{text("about.picturesKept")}</p>
      </section>
    </>
  );
}
