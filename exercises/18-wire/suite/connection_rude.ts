/** What the other side of a connection must not do. @module */

import type { Action } from "./connection_case.ts";
import { comes, data, grant, opens, raw, size } from "./connection_steps.ts";
import { LARGEST } from "./credit_words.ts";

/** What breaks a connection, or a stream, each behind the same beginning. */
export const rude: readonly Action[] = [
  opens(3),
  opens(2),
  opens(0),
  opens(LARGEST + 1),
  data(0, 1),
  data(5, 1),
  data(8, 1),
  data(2, 10, false, 3),
  data(2, 1, true, 2),
  comes({ type: "reset", stream: 0, why: "cancelled" }),
  comes({ type: "reset", stream: 7, why: "cancelled" }),
  comes({ type: "reset", stream: 8, why: "cancelled" }),
  grant(0, 0),
  grant(1, 0),
  grant(1, LARGEST - 20),
  grant(1, LARGEST - 19),
  grant(0, LARGEST - 100),
  grant(0, LARGEST),
  size(LARGEST),
  size(LARGEST + 1),
  comes({ type: "acknowledged" }),
  comes({ type: "ping", token: 4 }, 1000),
  comes({ type: "ping", token: 4 }, 1001),
  comes({ type: "window", bytes: 20 }, 1001),
  raw("ffffffff"),
  raw("1b000000"),
  raw("010000000a"),
  raw("00000000"),
  raw("020000000180"),
  raw("03000000030103"),
  raw("0200000006"),
  raw("03000000080102"),
];
