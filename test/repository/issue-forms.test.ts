import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const folder = resolve(import.meta.dirname, "../../.github/ISSUE_TEMPLATE");

interface Field {
  type: string;
  id?: string;
  attributes: { label?: string; value?: string; options?: { label: string }[] };
  validations?: { required?: boolean };
}
interface Form {
  name: string;
  description: string;
  labels?: string[];
  body: Field[];
}
const forms = globSync("*.yml", { cwd: folder })
  .filter((file) => file !== "config.yml")
  .map((file) => [file, parse(readFileSync(join(folder, file), "utf8")) as Form] as const);

const TYPES = ["checkboxes", "dropdown", "input", "markdown", "textarea"];
const IN_A_FORM = ["name", "description", "title", "labels", "projects", "assignees", "type", "body"];

describe("the issue forms", () => {
  for (const [file, form] of forms)
    it(`${file} is a form as the site of the repository reads it`, () => {
      assert.ok(form.name && form.description);
      assert.deepEqual(
        Object.keys(form).filter((key) => !IN_A_FORM.includes(key)),
        [],
      );
      const ids = form.body.flatMap(({ id }) => id ?? []);
      assert.equal(new Set(ids).size, ids.length);
      for (const { type, id, attributes, validations } of form.body) {
        assert.ok(TYPES.includes(type), type);
        assert.ok(type === "markdown" ? attributes.value : id && attributes.label);
        assert.equal(typeof (validations?.required ?? false), "boolean");
        if (type === "checkboxes" || type === "dropdown") assert.ok(attributes.options?.length);
      }
    });

  it("ask whoever reports a fault for run summary, versions and redacted log", () => {
    const bug = forms.find(([file]) => file === "bug.yml")?.[1].body ?? [];
    for (const id of ["summary", "versions", "log"])
      assert.equal(bug.find((field) => field.id === id)?.validations?.required, true, id);
    assert.match(JSON.stringify(bug.find(({ id }) => id === "log")), /replace tokens, passwords/);
  });

  it("send vulnerabilities to the private way", () => {
    const config = parse(readFileSync(join(folder, "config.yml"), "utf8"));
    assert.equal(config.blank_issues_enabled, false);
    assert.match(JSON.stringify(config.contact_links), /security\/advisories\/new/);
  });
});
