import assert from "node:assert/strict";
import { parseBody } from "../../../src/webhook/parse-body.ts";
import { decide } from "../../../src/webhook/senders/recognise.ts";
import { line, sent } from "./decided.ts";

describe("What senders say", () => {
  const radarr = {
    movie: { id: 4, title: "Paper Moon", year: 1973, tmdbId: 11293, imdbId: "tt0070510" },
    isUpgrade: false,
    eventType: "Download",
    instanceName: "Radarr",
  };
  const sonarr = {
    series: { id: 9, title: "Severance", tvdbId: 371980, tmdbId: 95396, imdbId: "tt11280740" },
    episodes: [
      { seasonNumber: 2, episodeNumber: 1 },
      { seasonNumber: 2, episodeNumber: 2 },
    ],
    episodeFile: { id: 5 },
    isUpgrade: false,
    eventType: "Download",
    instanceName: "Sonarr",
  };
  const plex = (event: string, metadata: object) => ({
    event,
    owner: true,
    Account: { id: 1, title: "ana" },
    Server: { title: "Attic", uuid: "ab12" },
    Metadata: metadata,
  });
  const jellyfin = (fields: object) => ({
    ServerId: "c0",
    ServerName: "Attic",
    NotificationType: "ItemAdded",
    ...fields,
  });
  const emby = (item: object | undefined, fields: object = {}) => ({
    Title: "New: Paper Moon",
    Event: "library.new",
    Server: { Name: "Attic", Id: "e1", Version: "4.9.1" },
    ...(item && { Item: item }),
    ...fields,
  });
  const tautulli = (fields: object) => ({ source: "tautulli", action: "created", ...fields });

  const events: [string, unknown, string][] = [
    ["Radarr imports a movie", radarr, 'Radarr available movie tmdb 11293 imdb tt0070510 "Paper Moon" 1973'],
    [
      "Radarr has a name",
      { ...radarr, instanceName: "Radarr 4K" },
      'Radarr 4K available movie tmdb 11293 imdb tt0070510 "Paper Moon" 1973',
    ],
    ["Radarr replaces a file", { ...radarr, isUpgrade: true }, "Radarr and Sonarr: ignored"],
    [
      "Radarr adds a movie",
      { ...radarr, eventType: "MovieAdded" },
      'Radarr added movie tmdb 11293 imdb tt0070510 "Paper Moon" 1973',
    ],
    [
      "Radarr deletes a movie",
      { ...radarr, eventType: "MovieDelete" },
      'Radarr deleted movie tmdb 11293 imdb tt0070510 "Paper Moon" 1973',
    ],
    ["Radarr grabs", { ...radarr, eventType: "Grab" }, "Radarr and Sonarr: ignored"],
    [
      "Radarr tests",
      {
        movie: { id: 1, title: "Test Title", year: 1970, tmdbId: 0 },
        remoteMovie: { tmdbId: 1234 },
        eventType: "Test",
      },
      "Radarr and Sonarr: ignored",
    ],
    [
      "Radarr is unwell",
      { eventType: "Health", instanceName: "Radarr", level: "warning" },
      "Radarr and Sonarr: ignored",
    ],
    [
      "Sonarr imports episodes",
      sonarr,
      'Sonarr available tv tmdb 95396 imdb tt11280740 tvdb 371980 "Severance" seasons 2 in part',
    ],
    [
      "Sonarr knows no TMDB id",
      { ...sonarr, series: { title: "Severance", tvdbId: 371980, tmdbId: 0 } },
      'Sonarr available tv tvdb 371980 "Severance" seasons 2 in part',
    ],
    [
      "Sonarr adds a series",
      { ...sonarr, episodes: undefined, eventType: "SeriesAdd" },
      'Sonarr added tv tmdb 95396 imdb tt11280740 tvdb 371980 "Severance"',
    ],
    [
      "Plex has a new movie",
      plex("library.new", {
        type: "movie",
        title: "Paper Moon",
        year: 1973,
        guid: "plex://movie/1",
        Guid: [{ id: "imdb://tt0070510" }, { id: "tmdb://11293" }, { id: "tvdb://9" }],
      }),
      'Plex available movie tmdb 11293 imdb tt0070510 "Paper Moon" 1973',
    ],
    [
      "Plex has a new show",
      plex("library.new", { type: "show", title: "Severance", year: 2022, Guid: [{ id: "tvdb://371980" }] }),
      'Plex available tv tvdb 371980 "Severance" 2022',
    ],
    [
      "Plex has a new episode",
      plex("library.new", {
        type: "episode",
        title: "Half Loop",
        grandparentTitle: "Severance",
        parentIndex: 1,
        index: 2,
        Guid: [{ id: "tmdb://1" }],
      }),
      'Plex available tv "Severance" seasons 1 in part',
    ],
    ["Plex has a new album", plex("library.new", { type: "album", title: "OK" }), "Plex: ignored"],
    ["Plex plays", plex("media.play", { type: "movie", title: "Paper Moon" }), "Plex: ignored"],
    [
      "Jellyfin has a new movie",
      jellyfin({ ItemType: "Movie", Name: "Paper Moon", Year: 1973, Provider_tmdb: "11293" }),
      'Jellyfin available movie tmdb 11293 "Paper Moon" 1973',
    ],
    [
      "Jellyfin escapes quotes",
      jellyfin({ ItemType: "Movie", Name: 'The \\"X\\"', Provider_tmdb: "1" }),
      'Jellyfin available movie tmdb 1 "The "X""',
    ],
    [
      "Jellyfin has a new series",
      jellyfin({
        ItemType: "Series",
        Name: "Severance",
        Year: 2022,
        Provider_tvdb: "371980",
        Provider_imdb: "",
      }),
      'Jellyfin available tv tvdb 371980 "Severance" 2022',
    ],
    [
      "Jellyfin has a new episode",
      jellyfin({
        ItemType: "Episode",
        Name: "Half Loop",
        SeriesName: "Severance",
        SeasonNumber: 1,
        EpisodeNumber: 2,
        Provider_tvdb: "8",
      }),
      'Jellyfin available tv "Severance" seasons 1 in part',
    ],
    ["Jellyfin plays", jellyfin({ NotificationType: "PlaybackStart" }), "Jellyfin: ignored"],
    [
      "Emby has a new movie",
      emby({
        Name: "Paper Moon",
        Type: "Movie",
        ProductionYear: 1973,
        ProviderIds: { Tmdb: "11293", IMDB: "tt0070510", Tvdb: "9" },
      }),
      'Emby available movie tmdb 11293 imdb tt0070510 "Paper Moon" 1973',
    ],
    [
      "Emby has a new series",
      emby({
        Name: "Severance",
        Type: "Series",
        ProductionYear: 2022,
        ProviderIds: { TVDB: "371980", Imdb: "" },
      }),
      'Emby available tv tvdb 371980 "Severance" 2022',
    ],
    [
      "Emby has a new season",
      emby({
        Name: "Season 2",
        Type: "Season",
        SeriesName: "Severance",
        IndexNumber: 2,
        ProviderIds: { Tvdb: "8" },
      }),
      'Emby available tv "Severance" seasons 2 in part',
    ],
    [
      "Emby has a new episode",
      emby({
        Name: "Half Loop",
        Type: "Episode",
        SeriesName: "Severance",
        ParentIndexNumber: 1,
        IndexNumber: 2,
        ProviderIds: { Tmdb: "1" },
      }),
      'Emby available tv "Severance" seasons 1 in part',
    ],
    ["Emby has a new song", emby({ Name: "Airbag", Type: "Audio" }), "Emby: ignored"],
    ["Emby groups what is new", emby(undefined), "Emby: ignored"],
    [
      "Emby plays",
      emby(
        { Name: "Paper Moon", Type: "Movie" },
        { Event: "playback.start", User: { Name: "ana", Id: "1" } },
      ),
      "Emby: ignored",
    ],
    ["Emby tests", emby(undefined, { Event: "system.notificationtest" }), "Emby: ignored"],
    [
      "Tautulli has a new movie",
      tautulli({
        media_type: "movie",
        title: "Paper Moon",
        year: "1973",
        tmdb: "11293",
        imdb: "tt0070510",
        tvdb: "",
      }),
      'Tautulli available movie tmdb 11293 imdb tt0070510 "Paper Moon" 1973',
    ],
    [
      "Tautulli has a new episode",
      tautulli({ media_type: "episode", title: "Half Loop", show: "Severance", season: "1", tmdb: "95396" }),
      'Tautulli available tv tmdb 95396 "Severance" seasons 1 in part',
    ],
    [
      "Tautulli plays",
      tautulli({ action: "play", media_type: "movie", title: "Paper Moon" }),
      "Tautulli: ignored",
    ],
    [
      "Seerr is rarely told more than the title",
      { notification_type: "MEDIA_AVAILABLE", subject: "Heat (1995)" },
      'Seerr available movie "Heat" 1995',
    ],
    [
      "Seerr has it in 4K",
      {
        notification_type: "MEDIA_AVAILABLE",
        event: "4K Movie Request Now Available",
        subject: "Heat (1995)",
        media: { media_type: "movie", tmdbId: "949" },
      },
      'Seerr available movie tmdb 949 "Heat" 1995 4K',
    ],
    ["Seerr has an issue", { notification_type: "ISSUE_CREATED", subject: "Heat (1995)" }, "Seerr: ignored"],
  ];
  for (const [name, value, must] of events) it(name, async () => assert.equal(line(await sent(value)), must));

  it("arrives as a form of older versions of Emby", async () => {
    const form = new FormData();
    form.set(
      "data",
      JSON.stringify(emby({ Name: "Paper Moon", Type: "Movie", ProviderIds: { Tmdb: "11293" } })),
    );
    const response = new Response(form);
    const type = response.headers.get("content-type") ?? "";
    const verdict = await decide(await parseBody(new Uint8Array(await response.arrayBuffer()), type));
    assert.equal(line(verdict), 'Emby available movie tmdb 11293 "Paper Moon"');
  });

  it("says why nothing came of titles that Emby grouped", async () => {
    const verdict = await sent(emby(undefined));
    assert.match(verdict.result === "ignored" ? verdict.reason : "", /grouped several new titles/);
  });

  it("is a mistake where no title is named", async () => {
    await assert.rejects(sent({ notification_type: "MEDIA_AVAILABLE", subject: "", media: null }), {
      status: 400,
    });
    await assert.rejects(sent({ eventType: "Download", movie: { tmdbId: 0 } }), { status: 400 });
  });

  it("is refused where nobody is known to say it, with the first words of it", async () => {
    for (const value of [{ a: 1, b: 2, "<x>": 3 }, "text", 3, null, true])
      await assert.rejects(sent(value), { status: 400, code: "bad-input" });
    await assert.rejects(sent({ a: 1, b: 2 }), /it begins with a, b\./);
  });
});
