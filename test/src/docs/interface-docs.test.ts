import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { ROUTES } from "../../../src/node-red/page/contract/routes.ts";
import {
  eventTable,
  INTERFACE,
  interfaceDocument,
  interfaceText,
  routeTable,
} from "../../docs/interface-docs.ts";
import { between } from "../../docs/provider-docs.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "../../..", file), "utf8");

describe("The description of the page's interface", () => {
  it("is valid OpenAPI", async () => {
    const { valid, errors } = await new Validator().validate(interfaceDocument());
    assert.ok(valid, JSON.stringify(errors));
  });

  it("has every route", () => {
    const { paths } = interfaceDocument() as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const described = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    assert.deepEqual(described.sort(), Object.keys(ROUTES).sort());
  });

  it("is the one in the documentation (`npm run docs` writes it)", () => {
    assert.equal(read(INTERFACE), interfaceText());
    const page = read("docs/interface.md");
    assert.equal(between(page, "routes", routeTable()), page);
    assert.equal(between(page, "events", eventTable()), page);
  });
});
