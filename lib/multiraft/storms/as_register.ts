/** What is asked of one key, as a register sees it. @module */

import type { RegisterInput } from "../../check/spec/register.ts";
import type { Operation } from "../range/commands.ts";

/** An operation on a key, as one on a register. Throws a `TypeError` for what is none: a scan, and an append. */
export function asRegister(operation: Operation): RegisterInput {
  const { key } = operation;
  switch (operation.type) {
    case "get":
      return { type: "read", key };
    case "put":
      return { type: "write", key, value: operation.value };
    case "delete":
      return { type: "write", key, value: null };
    case "cas":
      return { type: "cas", key, from: operation.expected, to: operation.value };
    default:
      throw new TypeError(
        `Cannot judge an operation because it must be one of a register: ` +
          `given "${operation.type}" of "${key}"`,
      );
  }
}
