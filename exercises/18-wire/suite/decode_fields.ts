/** The fields that are known to part 3. @module */

import type { Field } from "../given.ts";

/** The fields that are known, in messages in messages, too. */
export const FIELDS: Readonly<Record<number, Omit<Field, "schema">>> = {
  1: { name: "count", type: "unsigned" },
  2: { name: "change", type: "signed" },
  3: { name: "name", type: "text" },
  4: { name: "body", type: "bytes" },
  5: { name: "inner", type: "message" },
  6: { name: "parts", type: "list" },
  16: { name: "late", type: "unsigned" },
  [2 ** 29 - 1]: { name: "last", type: "unsigned" },
};
