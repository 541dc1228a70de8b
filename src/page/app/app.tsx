import { useContext, useEffect, useRef } from "preact/hooks";
import { SessionContext } from "../api/session-context.ts";
import { text } from "../i18n/words.ts";
import { beginAtHeading } from "../parts/heading.tsx";
import { Barrier } from "./barrier.tsx";
import { Header } from "./header.tsx";
import { Navigation } from "./navigation.tsx";
import { route } from "./route.ts";
import { viewOf } from "./views.ts";

/** The whole page: where one can go, how it stands with the connection, and one view. */
export function App() {
  const { barrier, who } = useContext(SessionContext);
  const { path } = route.value;
  const { title, View } = viewOf(path);
  const place = path.join("/");

  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${text(title)} – ListSync`;
    if (!isFirst.current) beginAtHeading();
    isFirst.current = false;
    scrollTo(0, 0);
  }, [place]);

  return (
    <>
      <button type="button" class="ls-button skip" onClick={beginAtHeading}>
        {text("nav.skip")}
      </button>
      <Header />
      <Navigation />
      <main id="main">
        {barrier.value && <Barrier error={barrier.value} />}
        {/* what was seen stays, while Node-RED restarts */}
        {who.value?.rights.read && barrier.value?.trouble !== "login" && <View key={place} path={path} />}
        {!who.value && !barrier.value && <p class="loading">{text("common.loading")}</p>}
      </main>
    </>
  );
}
