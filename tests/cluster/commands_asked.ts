/** What clients ask of the store, one of each kind and form. */

import type { Command } from "../../tools/kv/operation.ts";

export const commands: readonly Command[] = [
  { type: "put", key: "x", value: "1" },
  { type: "cas", key: "x", expected: "1", value: "2" },
  { type: "grant", id: 7, ttlMs: 600_000 },
  { type: "cas", key: "y", expected: null, value: "" },
  { type: "put", key: "leased", value: "v", lease: 7 },
  { type: "get", key: "x" },
  { type: "renew", id: 7 },
  {
    type: "txn",
    compares: [
      { key: "x", is: "present" },
      { key: "y", is: "not equal", value: "z" },
    ],
    success: [
      { type: "put", key: "t", value: "", lease: 7 },
      { type: "get", key: "leased" },
      { type: "get", key: "nothing" },
      { type: "range", key: "", to: "y", limit: 3 },
      { type: "del", key: "x" },
    ],
    failure: [{ type: "range", key: "", to: null, limit: 1000 }],
  },
  { type: "lease", id: 7 },
  { type: "grant", id: null, ttlMs: 600_000 },
  { type: "range", key: "", to: null, limit: 9 },
  { type: "del", key: "x" },
  { type: "revoke", id: 99 },
];
