import { refuse } from "./refusal.ts";
import type { MediaRow, MediaType } from "./rows.ts";
import type { Answer, Call, World } from "./world.ts";

/** A Radarr or Sonarr that the server knows. */
export interface ServiceServer {
  id: number;
  name: string;
  is4k: boolean;
  isDefault: boolean;
  activeDirectory: string;
  activeProfileId: number;
  activeTags: number[];
}

export interface Services {
  radarr: ServiceServer[];
  sonarr: ServiceServer[];
  /** Services that are down: `/service/radarr/{id}` never answers, `/service/sonarr/{id}` says 500. */
  down: Set<"radarr" | "sonarr">;
  defaultFor(mediaType: MediaType, is4k: boolean): ServiceServer | undefined;
  urlOf(media: MediaRow): string | undefined;
}

/** The services of the recordings: one Radarr, one Sonarr; `configured: false` none, as in most of the recordings. */
export function createServices(configured: boolean): Services {
  const server = (name: string, activeDirectory: string): ServiceServer => ({
    id: 0,
    name,
    is4k: false,
    isDefault: true,
    activeDirectory,
    activeProfileId: 4,
    activeTags: [],
  });
  const services: Services = {
    radarr: configured ? [server("Radarr stub", "/movies")] : [],
    sonarr: configured ? [server("Sonarr stub", "/tv")] : [],
    down: new Set(),
    defaultFor: (mediaType, is4k) =>
      services[mediaType === "movie" ? "radarr" : "sonarr"].find((one) => one.isDefault && one.is4k === is4k),
    urlOf: (media) =>
      media.serviceId === null
        ? undefined
        : `http://127.0.0.1:5057/${media.mediaType === "movie" ? "radarr/movie" : "sonarr/series"}/${media.tmdbId}`,
  };
  return services;
}

/** `GET /service/radarr` */
export const radarrServers = (_call: Call, world: World): Answer => ({
  status: 200,
  json: world.services.radarr,
});

/** `GET /service/sonarr` */
export const sonarrServers = (_call: Call, world: World): Answer => ({
  status: 200,
  json: world.services.sonarr,
});

/** `GET /service/radarr/{radarrId}` */
export async function radarrDetails({ params }: Call, { services }: World): Promise<Answer> {
  const server = services.radarr.find((one) => one.id === params.radarrId);
  if (!server) throw refuse(404, "Radarr server with provided ID does not exist.");
  if (services.down.has("radarr")) await new Promise(() => {});
  return { status: 200, json: { server, ...choices(server) } };
}

/** `GET /service/sonarr/{sonarrId}` */
export function sonarrDetails({ params }: Call, { services }: World): Answer {
  const server = services.sonarr.find((one) => one.id === params.sonarrId);
  if (!server) throw refuse(404, "Sonarr server with provided ID does not exist.");
  if (services.down.has("sonarr")) throw refuse(500, "Something went wrong.");
  const json = { server: { ...server, activeAnimeTags: [] }, ...choices(server), languageProfiles: null };
  return { status: 200, json };
}

const choices = ({ activeDirectory }: ServiceServer) => ({
  profiles: [
    { id: 1, name: "Any" },
    { id: 4, name: "HD-1080p" },
    { id: 5, name: "Ultra-HD" },
  ],
  rootFolders: [
    { id: 1, freeSpace: 1e12, path: activeDirectory, totalSpace: 2e12 },
    { id: 2, freeSpace: 1e12, path: `${activeDirectory}-kids`, totalSpace: 2e12 },
  ],
  tags: [
    { id: 1, label: "kids" },
    { id: 2, label: "node-red" },
  ],
});
