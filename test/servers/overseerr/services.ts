import { hasAny, PERMISSION } from "./permissions.ts";
import { ProcessEnd } from "./process-end.ts";
import { refuse, refuseAccess } from "./refusal.ts";
import type { MediaRow, MediaType } from "./rows.ts";
import type { Answer, Call, Handler, World } from "./world.ts";

/** A Radarr or Sonarr that the server knows. */
interface ServiceServer {
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
  /** Services that answer 500 to all: `/service/radarr/{id}` ends the server then, `/service/sonarr/{id}` says 500. */
  down: Set<"radarr" | "sonarr">;
  /**
   * Profiles that the server has read, and keeps for an hour: it reads them again beside its answer, and no one handles
   * the rejection when that fails.
   */
  kept: Set<string>;
  /** Reads the profiles of a service, at an address of its own or the one that is set up, and says what becomes of it. */
  readProfiles(kind: "radarr" | "sonarr", address?: string): "read" | "failed" | "ends";
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
    kept: new Set(),
    readProfiles(kind, address = "") {
      const key = `${kind}${address}`;
      if (services.down.has(kind)) return services.kept.has(key) ? "ends" : "failed";
      services.kept.add(key);
      return "read";
    },
    defaultFor: (mediaType, is4k) =>
      services[mediaType === "movie" ? "radarr" : "sonarr"].find((one) => one.isDefault && one.is4k === is4k),
    urlOf: (media) =>
      media.serviceId === null || media.externalServiceId === null
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

/** `GET /service/radarr/{radarrId}`: of a Radarr that fails, the end of the server. */
export function radarrDetails({ params }: Call, { services }: World): Answer {
  const server = services.radarr.find((one) => one.id === params.radarrId);
  // two blanks, as in the original
  if (!server) throw refuse(404, "Radarr server with provided ID  does not exist.");
  if (services.down.has("radarr")) throw new ProcessEnd("the choices of a Radarr that fails");
  return { status: 200, json: { server, ...choices(server) } };
}

/** `GET /service/sonarr/{sonarrId}` */
export function sonarrDetails({ params }: Call, { services, product }: World): Answer {
  const server = services.sonarr.find((one) => one.id === params.sonarrId);
  if (!server) throw refuse(404, "Sonarr server with provided ID  does not exist.");
  if (services.down.has("sonarr")) throw refuse(500, "Something went wrong.");
  const isOverseerr = product.name === "Overseerr";
  const json = {
    server: { ...server, ...(!isOverseerr && { activeAnimeTags: [] }) },
    ...choices(server),
    languageProfiles: isOverseerr ? [{ id: 1, name: "English" }] : null,
  };
  return { status: 200, json };
}

type Kind = "radarr" | "sonarr";

/** `GET /settings/radarr`, `/settings/sonarr`: administrators only, keys included. */
export const serviceSettings =
  (kind: Kind): Handler =>
  ({ user }, { services }) => {
    if (!hasAny(user, PERMISSION.ADMIN)) throw refuseAccess();
    return { status: 200, json: services[kind].map((server) => toSettings(kind, server)) };
  };

const toSettings = (kind: Kind, server: ServiceServer) => ({
  ...server,
  hostname: "127.0.0.1",
  port: kind === "radarr" ? 7878 : 8989,
  apiKey: `${kind}-api-key`,
  useSsl: false,
  baseUrl: "",
  activeProfileName: "HD-1080p",
  externalUrl: "",
  syncEnabled: true,
  preventSearch: false,
  tagRequests: false,
  tags: server.activeTags,
  ...(kind === "radarr"
    ? { minimumAvailability: "released" }
    : { enableSeasonFolders: true, activeLanguageProfileId: 1 }),
});

/** `POST /settings/radarr/test`, `/settings/sonarr/test`: asks one with the values of the body. */
export const testService =
  (kind: Kind): Handler =>
  ({ user, body }, { services, product }) => {
    if (!hasAny(user, PERMISSION.ADMIN)) throw refuseAccess();
    const { apiKey } = body;
    const types = { hostname: "string", port: "number", apiKey: "string", useSsl: "boolean" };
    for (const [name, type] of Object.entries(types)) {
      const message = body[name] === undefined ? `must have required property '${name}'` : `must be ${type}`;
      if (kindOf(body[name]) !== type) throw refuse(400, `request/body/${name} ${message}`);
    }
    const [server] = services[kind];
    const failed = refuse(500, `Failed to connect to ${kind === "radarr" ? "Radarr" : "Sonarr"}`);
    if (apiKey !== `${kind}-api-key` || !server) throw failed;
    const address = typeof body.baseUrl === "string" ? body.baseUrl : "";
    const profiles = services.readProfiles(kind, address);
    if (profiles === "ends") throw new ProcessEnd("the test of a service whose profiles it keeps");
    if (profiles === "failed") throw failed;
    const { rootFolders, ...rest } = choices(server);
    const languages = product.name === "Overseerr" ? [{ id: 1, name: "English" }] : null;
    return {
      status: 200,
      json: {
        ...rest,
        rootFolders: rootFolders.map(({ id, path }) => ({ id, path })),
        ...(kind === "sonarr" && { languageProfiles: languages }),
        urlBase: "",
      },
    };
  };

const kindOf = (value: unknown): string => typeof value;

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
