/** One side of a connection, and what comes to it: what is good, and what breaks a stream. @module */

import { repeated } from "./connection_cases.ts";
import { patient, type Scene } from "./connection_patient.ts";
import {
  all,
  at,
  comes,
  consume,
  data,
  grant,
  leave,
  lose,
  open,
  opens,
  pass,
  raw,
  reset,
  size,
  together,
  write,
} from "./connection_steps.ts";
import { LARGEST } from "./credit_words.ts";

/** One side that has dialled, and what comes from the pipe. */
export const scenes: readonly Scene[] = [
  ...patient,
  [[]],
  [[open, write(0, 3, true), all, data(1, 4, true), consume(0, 4), all]],
  [[open, write(0, 0, true), all, data(1, 0, true)]],
  [[
    opens(2),
    data(2, 3),
    data(2, 2, true),
    write(0, 5, true),
    all,
    consume(0, 2),
    consume(0, 3),
    all,
  ]],
  // Turns, and what goes ahead.
  [[open, open, write(0, 19), write(1, 5), write(1, 5, true), all]],
  [[
    ...repeated(9, () => [open]),
    ...repeated(9, (nth) => [write(nth, 18)]),
    all,
    grant(0, 500),
    all,
  ]],
  [[
    open,
    write(0, 20),
    opens(2),
    data(2, 20),
    { do: "take", at },
    consume(0, 20),
    comes({ type: "ping", token: 77 }),
    all,
  ]],
  [[open, write(0, 15), { do: "take", at }, { do: "take", at }, open, all]],
  // Credit to send.
  [[open, write(0, 45), all, grant(1, 3), all, grant(1, 100), all]],
  [[open, write(0, 45), all, size(5), all, grant(1, 14), all, grant(1, 2), all]],
  [[open, write(0, 15), all, size(3), open, write(1, 9), all, size(30), all]],
  [[size(0), open, write(0, 4, true), all, size(4), all]],
  [[
    ...repeated(6, () => [open]),
    ...repeated(6, (nth) => [write(nth, 20)]),
    all,
    grant(0, 1),
    all,
    grant(0, 30),
    all,
  ]],
  [[open, open, write(0, 20), write(1, 20), all, reset(0), all], { connectionWindow: 25 }],
  // Credit to receive; nobody reads, or the stream is reset.
  [[opens(2), data(2, 10, false, 2), consume(0, 3), all, consume(0, 1), all, consume(0, 16), all]],
  [[opens(2), data(2, 8), reset(0), all, data(2, 9), all, data(2, 3, true), all], {
    connectionWindow: 20,
  }],
  [repeated(110, (nth) => [opens(2 * nth + 2), data(2 * nth + 2, 10), reset(0), all])],
  [repeated(110, (nth) => [
    opens(2 * nth + 2),
    data(2 * nth + 2, 10, true),
    ...nth % 2 === 0
      ? [comes({ type: "reset", stream: 2 * nth + 2, why: "cancelled" })]
      : [consume(0, 10), write(0, 0, true)],
    all,
  ])],
  [[
    opens(2),
    { do: "resize", at, bytes: 5 },
    all,
    data(2, 10, false, 2),
    comes({ type: "acknowledged" }),
    consume(0, 20),
    all,
    data(2, 5),
    all,
  ]],
  [[
    opens(2),
    data(2, 10),
    { do: "resize", at, bytes: 5 },
    all,
    comes({ type: "acknowledged" }),
    consume(0, 10),
    all,
  ]],
  // Large numbers.
  [[
    opens(1_000_000),
    data(1_000_000, 5),
    opens(LARGEST - 1),
    data(LARGEST - 1, 7, true),
    consume(0, 5),
    consume(0, 7),
    all,
  ]],
  [[open, write(0, 300_000, true), all, grant(1, 300_000), all, grant(0, 300_000), all], {
    ...{ frameBytes: 16_384, streamWindow: 65_535, connectionWindow: 65_535 },
  }],
  [[opens(2), data(2, 16_384, false, 3), consume(0, 49_152), all, data(2, 999), all], {
    ...{ frameBytes: 16_384, streamWindow: 65_535, connectionWindow: 65_535 },
  }],
  [repeated(70, () => [open, write(0, 1, true), all])],
  [[size(0), open, write(0, 0, true), all]],
  [[open, open, write(0, 30), all, write(1, 5), all]],
  // Too many streams; resets.
  [[opens(2), opens(4), opens(6), data(6, 5), opens(8), all, reset(0), opens(10), all], {
    mostStreams: 2,
  }],
  [[
    open,
    write(0, 45),
    all,
    comes({ type: "reset", stream: 1, why: "refused" }),
    all,
    grant(1, 9),
    data(1, 2),
    all,
  ]],
  [[open, reset(0), all]],
  [[open, all, comes({ type: "reset", stream: 1, why: "breach" })]],
  // What has come before a breach of a stream, in the same chunk, is told.
  [[opens(2), together(opens(4), data(4, 3), data(2, 10), data(2, 10), data(2, 1)), all]],
  [[open, write(0, 9), reset(0), all]],
  // Leaving.
  [[open, open, open, all, comes({ type: "leaving", last: 3 }), open, all, data(1, 2, true)]],
  [[open, all, comes({ type: "leaving", last: 1 }), comes({ type: "leaving", last: 0 }), all]],
  [[
    open,
    open,
    all,
    comes({ type: "leaving", last: LARGEST }),
    open,
    comes({ type: "leaving", last: 1 }),
    all,
  ]],
  [[
    opens(2),
    leave,
    all,
    opens(4),
    data(4, 9),
    data(2, 3),
    leave,
    open,
    consume(0, 3),
    all,
    data(2, 1, true),
    all,
  ]],
  [[
    leave,
    all,
    opens(2),
    data(2, 10, false, 2),
    all,
    comes({ type: "reset", stream: 2, why: "cancelled" }),
    all,
  ]],
  [repeated(
    40,
    (nth) =>
      nth === 20
        ? [leave, all]
        : [opens(2 * nth + 2), data(2 * nth + 2, 2, true), consume(0, 2), all],
  )],
  // Lost.
  [[open, open, write(0, 45), { do: "take", at }, opens(2), data(2, 4), lose]],
  [[open, open, comes({ type: "leaving", last: 0 }), lose]],
  // Alive.
  [[pass(60), pass(60), pass(60)], { askAfterMs: 100, patienceMs: 30 }],
  [[open, write(0, 500), pass(100), pass(29), pass(1), pass(5)], {
    askAfterMs: 100,
    patienceMs: 30,
  }],
  [[
    pass(100),
    all,
    comes({ type: "pong", token: 0 }),
    pass(99),
    all,
    opens(2),
    pass(120),
    all,
    raw("02"),
    pass(90),
    pass(300),
  ], { askAfterMs: 100, patienceMs: 30 }],
  [[
    comes({ type: "ping", token: 0 }),
    comes({ type: "ping", token: 123_456 }),
    comes({ type: "ping", token: 2 ** 52 }),
    all,
  ]],
];
