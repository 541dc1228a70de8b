import type { NodePort } from "../node-port.ts";
import type { Evaluate } from "./compute-fields.ts";

/** The part of Node-RED's runtime API that computes what a `typedInput` holds. */
type EvaluateProperty = (
  expression: string,
  type: string,
  node: NodePort,
  msg: object,
  done: (error: unknown, value: unknown) => void,
) => unknown;

/**
 * Computes values as Node-RED does, in the name of a node; contexts may be stored where reading takes time. What a message
 * does not have is nothing, where Node-RED fails on the way to `user.id` of one without `user`.
 */
export function evaluator(RED: { util: { evaluateNodeProperty: unknown } }, node: NodePort): Evaluate {
  const evaluate = RED.util.evaluateNodeProperty as EvaluateProperty;
  return (expression, type, msg) =>
    new Promise((resolve, reject) => {
      evaluate(expression, type, node, msg, (error, value) => {
        if (!error || (type === "msg" && error instanceof TypeError)) resolve(value);
        else reject(error);
      });
    });
}
