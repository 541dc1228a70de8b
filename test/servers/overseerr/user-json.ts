import type { UserRow } from "./rows.ts";
import type { World } from "./world.ts";

/** A user as an administrator sees it. */
export function userJson(user: UserRow, { product, state }: World) {
  const { jellyfin } = product;
  return {
    permissions: user.permissions,
    ...(jellyfin && { warnings: [] }),
    id: user.id,
    email: `${user.username}@example.test`,
    plexUsername: null,
    ...(jellyfin && { jellyfinUsername: null }),
    username: user.username,
    recoveryLinkExpirationDate: null,
    userType: 2,
    plexId: null,
    ...(jellyfin && { jellyfinUserId: null }),
    avatar: "/avatar.png",
    ...(jellyfin && { avatarETag: null, avatarVersion: null }),
    movieQuotaLimit: user.movieQuotaLimit,
    movieQuotaDays: user.movieQuotaDays,
    tvQuotaLimit: user.tvQuotaLimit,
    tvQuotaDays: user.tvQuotaDays,
    createdAt: user.createdAt,
    updatedAt: user.createdAt,
    requestCount: state.requestCount(user.id),
    displayName: user.username,
  };
}

/** A user as anybody sees it: no address, no Plex id. */
export function publicUserJson(user: UserRow, world: World) {
  const { email: _email, plexId: _plexId, ...rest } = userJson(user, world);
  return rest;
}

/** A user with the settings, as `/auth/me` and requests show it. */
export function userWithSettingsJson(user: UserRow, world: World) {
  const { requestCount, displayName, ...rest } = userJson(user, world);
  const channels = ["email", "discord", "pushbullet", "pushover", "slack", "telegram", "webhook", "webpush"];
  const notificationTypes = Object.fromEntries(
    channels.map((channel) => [channel, /email|webpush/.test(channel) ? 8190 : 0]),
  );
  return {
    ...rest,
    settings: user.hasSettings
      ? {
          id: user.id,
          locale: "",
          discoverRegion: null,
          streamingRegion: null,
          originalLanguage: null,
          pgpKey: null,
          discordId: null,
          pushbulletAccessToken: null,
          pushoverApplicationToken: null,
          pushoverUserKey: null,
          pushoverSound: null,
          telegramChatId: null,
          telegramMessageThreadId: null,
          telegramSendSilently: null,
          watchlistSyncMovies: null,
          watchlistSyncTv: null,
          notificationTypes,
        }
      : null,
    requestCount,
    displayName,
  };
}
