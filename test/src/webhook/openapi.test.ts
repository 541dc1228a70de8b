import assert from "node:assert/strict";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApi } from "../../../src/webhook/openapi.ts";

describe("The OpenAPI description of a webhook", () => {
  for (const access of ["signed", "token", "address"] as const)
    it(`is valid where the access is ${access}`, async () => {
      const { valid, errors } = await new Validator().validate(openApi(access));
      assert.ok(valid, JSON.stringify(errors));
    });
});
