/** What an account needs, as the runtime says it (endpoints/list-endpoints.ts). */
export interface AccountForm {
  label: string;
  where: string;
  rights?: string;
  required?: boolean;
  fields?: {
    id: "url" | "user" | "key" | "secret";
    label: string;
    required?: boolean;
    placeholder?: string;
  }[];
  canLogin?: boolean;
  canTest?: boolean;
}

/** A setting of a site, see SettingField of src/lists/provider.ts. */
export interface SiteSetting {
  id: string;
  label: string;
  hint?: string;
  kind: "text" | "number" | "yes-no" | "choice";
  default?: string | number | boolean;
  choices?: { value: string; label: string }[];
}

/** A site that lists are read from. */
export interface SiteInfo {
  id: string;
  name: string;
  account?: AccountForm;
  settings?: SiteSetting[];
}
