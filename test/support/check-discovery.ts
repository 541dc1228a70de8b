/** What Home Assistant takes for each platform besides what all take (homeassistant/components/mqtt, 2026.2). */
const KEYS: Record<string, string[]> = {
  sensor: [
    "device_class",
    "state_class",
    "unit_of_measurement",
    "options",
    "suggested_display_precision",
    "expire_after",
    "value_template",
    "state_topic",
    "last_reset_value_template",
    "force_update",
  ],
  binary_sensor: ["device_class", "payload_on", "payload_off", "off_delay", "value_template", "state_topic"],
  button: ["command_topic", "payload_press", "device_class"],
  switch: [
    "command_topic",
    "state_topic",
    "value_template",
    "payload_on",
    "payload_off",
    "state_on",
    "state_off",
  ],
  number: [
    "command_topic",
    "state_topic",
    "value_template",
    "min",
    "max",
    "step",
    "mode",
    "unit_of_measurement",
    "device_class",
  ],
  event: ["state_topic", "event_types", "device_class", "value_template"],
};
const COMMON = [
  "platform",
  "unique_id",
  "name",
  "icon",
  "entity_category",
  "enabled_by_default",
  "entity_picture",
  "json_attributes_topic",
  "json_attributes_template",
  "default_entity_id",
  "availability",
];
const REQUIRED: Record<string, string[]> = {
  sensor: ["state_topic"],
  binary_sensor: ["state_topic"],
  button: ["command_topic"],
  switch: ["command_topic"],
  number: ["command_topic"],
  event: ["state_topic", "event_types"],
};
const DEVICE = [
  "configuration_url",
  "connections",
  "identifiers",
  "name",
  "manufacturer",
  "model",
  "model_id",
  "hw_version",
  "sw_version",
  "serial_number",
  "suggested_area",
  "via_device",
];
/** Names that a template takes for methods of the object. */
const METHODS = ["items", "keys", "values", "get", "pop", "update", "copy"];
const ENUMS: Record<string, string[]> = {
  state_class: ["measurement", "total", "total_increasing"],
  entity_category: ["config", "diagnostic"],
  mode: ["auto", "box", "slider"],
};

type Json = Record<string, unknown>;

/**
 * Checks a retained discovery, and the states it points to, as Home Assistant does.
 *
 * @returns one line per fault, none when it would be accepted without a warning
 */
export function discoveryFaults(topic: string, config: Json, states: Json): string[] {
  const faults: string[] = [];
  const demand = (holds: unknown, fault: string) => {
    if (!holds) faults.push(fault);
  };
  demand(/^homeassistant\/device\/[a-zA-Z0-9_-]+\/config$/.test(topic), `topic ${topic}`);
  const { device, origin, components, availability } = config as Record<string, Json>;
  demand(Array.isArray(device?.identifiers) && device.identifiers.length > 0, "no identifiers");
  for (const key of Object.keys(device ?? {})) demand(DEVICE.includes(key), `device.${key}`);
  demand(typeof origin?.name === "string", "no origin.name");
  demand(Array.isArray(availability), "no availability");
  demand(["all", "any", "latest"].includes(String(config.availability_mode)), "availability_mode");
  const ids = new Set<unknown>();
  for (const [key, component] of Object.entries(components ?? {})) {
    const given = component as Json;
    const platform = String(given.platform);
    demand(KEYS[platform], `${key}: platform ${platform}`);
    if (Object.keys(given).length === 1) continue;
    demand(typeof given.unique_id === "string" && !ids.has(given.unique_id), `${key}: unique_id`);
    ids.add(given.unique_id);
    for (const name of REQUIRED[platform] ?? []) demand(given[name] !== undefined, `${key}: no ${name}`);
    for (const [name, value] of Object.entries(given)) {
      demand([...COMMON, ...(KEYS[platform] ?? [])].includes(name), `${key}: unknown ${name}`);
      demand(!ENUMS[name] || ENUMS[name].includes(String(value)), `${key}: ${name} ${String(value)}`);
    }
    demand(given.name !== undefined || given.device_class !== undefined, `${key}: no name`);
    demand(
      new RegExp(`^${platform}\\.(?!.*__)[a-z0-9][a-z0-9_]*[a-z0-9]$`).test(String(given.default_entity_id)),
      `${key}: ${String(given.default_entity_id)}`,
    );
    faults.push(...stateFaults(key, given, states));
  }
  for (const name of Object.keys(states)) demand(!METHODS.includes(name), `the states have a "${name}"`);
  return faults;
}

function stateFaults(key: string, component: Json, states: Json): string[] {
  const faults: string[] = [];
  for (const template of [component.value_template, component.json_attributes_template]) {
    if (template === undefined) continue;
    const name = /^\{\{ value_json\.(\w+)(?: \| tojson)? \}\}$/.exec(String(template))?.[1] ?? "";
    if (!(name in states)) faults.push(`${key}: ${String(template)} finds nothing`);
    else if (template === component.value_template) faults.push(...valueFaults(key, component, states[name]));
    else if (JSON.stringify(states[name]).length >= 16_384) faults.push(`${key}: too many attributes`);
    else if (typeof states[name] !== "object") faults.push(`${key}: attributes that are none`);
  }
  return faults;
}

function valueFaults(key: string, component: Json, value: unknown): string[] {
  const faults: string[] = [];
  const { device_class: kind, options, unit_of_measurement: unit, platform } = component;
  if (value === null && platform === "sensor") return [];
  if (Array.isArray(options) && !options.includes(value))
    faults.push(`${key}: ${String(value)} is no option`);
  if (kind === "timestamp" && !/Z$|[+-]\d\d:\d\d$/.test(String(value))) faults.push(`${key}: no zone`);
  if (unit !== undefined && typeof value !== "number") faults.push(`${key}: ${String(value)} is no number`);
  if ((platform === "switch" || platform === "binary_sensor") && !["ON", "OFF"].includes(String(value)))
    faults.push(`${key}: ${String(value)}`);
  if (Array.from(String(value)).length > 255) faults.push(`${key}: longer than 255 characters`);
  return faults;
}
