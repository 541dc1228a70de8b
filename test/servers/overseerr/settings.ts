import { hasAny, PERMISSION } from "./permissions.ts";
import { refuseAccess } from "./refusal.ts";
import type { Answer, Call, World } from "./world.ts";

/** `GET /status`: anybody, also with a wrong key. */
export const serverStatus = (_call: unknown, { product }: World): Answer => ({
  status: 200,
  json: {
    version: product.version,
    commitTag: "local",
    updateAvailable: false,
    commitsBehind: 0,
    restartRequired: false,
  },
});

/** `GET /settings/public`: tells the product by its fields. */
export function publicSettings(_call: unknown, { product, settings }: World): Answer {
  const { jellyfin } = product;
  const hide = { blocklist: { hideBlocklisted: false }, blacklist: { hideBlacklisted: false } };
  return {
    status: 200,
    json: {
      initialized: true,
      applicationTitle: product.name,
      applicationUrl: "",
      hideAvailable: false,
      ...(product.blockWord && hide[product.blockWord]),
      localLogin: true,
      ...(jellyfin && { mediaServerLogin: true, jellyfinExternalHost: "", jellyfinForgotPasswordUrl: "" }),
      movie4kEnabled: settings.movie4kEnabled,
      series4kEnabled: settings.series4kEnabled,
      ...(jellyfin ? { discoverRegion: "", streamingRegion: "US" } : { region: "" }),
      originalLanguage: "",
      ...(jellyfin && { mediaServerType: 4 }),
      partialRequestsEnabled: true,
      ...(jellyfin && { enableSpecialEpisodes: settings.enableSpecialEpisodes }),
      cacheImages: false,
      vapidPublic: "BHnHe4P8oKczALelGhLegc5o",
      enablePushRegistration: false,
      locale: settings.locale,
      emailEnabled: false,
      ...(jellyfin && { userEmailRequired: false }),
      newPlexLogin: true,
      ...(jellyfin && { youtubeUrl: "" }),
    },
  };
}

/** `GET /settings/metadatas`, Seerr only: where it takes shows from. */
export function metadataSettings({ user }: Call, { settings }: World): Answer {
  if (!hasAny(user, PERMISSION.ADMIN)) throw refuseAccess();
  return { status: 200, json: { ...settings.metadata } };
}

/** `GET /settings/main`: administrators only. */
export function mainSettings({ user }: Call, { product, settings }: World): Answer {
  if (!hasAny(user, PERMISSION.ADMIN)) throw refuseAccess();
  const { blockWord } = product;
  const Word = blockWord && `${blockWord.charAt(0).toUpperCase()}${blockWord.slice(1)}ed`;
  return {
    status: 200,
    json: {
      apiKey: settings.apiKey,
      applicationTitle: product.name,
      applicationUrl: "",
      cacheImages: false,
      defaultPermissions: 32,
      defaultQuotas: { movie: {}, tv: {} },
      hideAvailable: false,
      ...(Word && { [`hide${Word}`]: false }),
      localLogin: true,
      mediaServerLogin: true,
      newPlexLogin: true,
      discoverRegion: "",
      streamingRegion: "US",
      originalLanguage: "",
      ...(blockWord && { [`${blockWord}edTags`]: "", [`${blockWord}edTagsLimit`]: 50 }),
      mediaServerType: 4,
      partialRequestsEnabled: true,
      enableSpecialEpisodes: settings.enableSpecialEpisodes,
      locale: settings.locale,
      youtubeUrl: "",
    },
  };
}
