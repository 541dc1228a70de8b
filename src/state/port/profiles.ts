/** What is set for a profile, for all nodes that share the database. */
export interface ProfileSettings {
  /** Whether a schedule may start its runs. */
  automatic: boolean;
  /** New requests in one run; absent for no limit. */
  requestLimit?: number;
}

/** What is set for profiles. */
export interface ProfileMemory {
  /** What is set for a profile; one that nobody set is automatic and without a limit. */
  profileSettings(profile: string): Promise<ProfileSettings>;
  /** Changes what is given. `requestLimit: 0` takes the limit away. */
  setProfileSettings(profile: string, patch: Partial<ProfileSettings>): Promise<void>;
}
