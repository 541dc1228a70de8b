/** A Radarr or Sonarr of the server, with what a request can choose from. */
export interface Service {
  id: number;
  name: string;
  is4k: boolean;
  isDefault: boolean;
  profiles: { id: number; name: string }[];
  /** Paths. */
  rootFolders: string[];
  tags: { id: number; name: string }[];
  /** Why the choices are missing: the server could not ask it. */
  error?: string;
}

export interface Services {
  radarr: Service[];
  sonarr: Service[];
}
