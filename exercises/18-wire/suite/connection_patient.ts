/** One side of a connection, whose patience and whose accounts are put to the test. @module */

import { repeated, type Rules } from "./connection_cases.ts";
import type { Action } from "./connection_case.ts";
import {
  all,
  at,
  comes,
  consume,
  data,
  open,
  opens,
  pass,
  reset,
  size,
  write,
} from "./connection_steps.ts";

/** What happens to one side, and by which rules, where they are not the usual ones. */
export type Scene = readonly [script: readonly Action[], rules?: Partial<Rules>];

/** Things that happen more often than somebody may have thought of. */
export const patient: readonly Scene[] = [
  // Less than nothing is left, and an end needs nothing; from the other side, and from this one.
  [[
    opens(2),
    data(2, 10),
    { do: "resize", at, bytes: 5 },
    all,
    data(2, 4),
    comes({ type: "acknowledged" }),
    data(2, 0, true),
    all,
  ]],
  [[open, write(0, 15), all, size(3), all, write(0, 0, true), all]],
  // What was granted and is not taken is nothing that anybody may count on.
  [[opens(2), ...repeated(40, () => [data(2, 10), consume(0, 10)])]],
  [repeated(40, (nth) => [opens(2 * nth + 2), data(2 * nth + 2, 10), consume(0, 10)])],
  [repeated(40, (nth) => [
    opens(2 * nth + 2),
    data(2 * nth + 2, 10),
    comes({ type: "reset", stream: 2 * nth + 2, why: "cancelled" }),
  ])],
  // Frames that bring nothing.
  [[
    opens(2),
    opens(4),
    data(2, 0, false, 60),
    data(4, 0, false, 40),
    data(4, 1),
    data(2, 0, false, 100),
    data(2, 0, true),
    data(4, 0, false, 100),
    data(4, 0),
  ]],
  [[opens(2), opens(4), reset(0), all, data(2, 0, true, 100), data(4, 1), data(2, 0, true, 101)]],
  // Asked again and again whether it is there.
  [repeated(8, () => [pass(100), all, comes({ type: "pong", token: 0 })]), {
    ...{ askAfterMs: 100, patienceMs: 30 },
  }],
];
