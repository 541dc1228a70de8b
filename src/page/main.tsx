import { render } from "preact";
import { createClient } from "./api/client.ts";
import { openSession } from "./api/session.ts";
import { SessionContext } from "./api/session-context.ts";
import { editorToken } from "./api/token.ts";
import { App } from "./app/app.tsx";
import { followTheme } from "./app/theme.ts";
import { lookupIn } from "./i18n/texts.ts";
import { usableLocale } from "./i18n/usable-locale.ts";
import { speak } from "./i18n/words.ts";
import texts from "./locales/en-US.json";

// the texts are in American English; numbers, dates and plurals as the person writes English
const locale = usableLocale(navigator.languages.filter((language) => /^en\b/i.test(language)));
speak(lookupIn(texts), locale);
followTheme();
const session = openSession(createClient("api/", () => editorToken(location.pathname)));
const place = document.getElementById("page");
if (place)
  render(
    <SessionContext.Provider value={session}>
      <App />
    </SessionContext.Provider>,
    place,
  );
