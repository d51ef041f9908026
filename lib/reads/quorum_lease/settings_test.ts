import { assertThrows } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { step } from "../../model/step.ts";
import { quorumLease } from "./quorum_lease.ts";

const shape =
  "a range must be { from, to, responders }: a text, a text or null, and numbers of nodes";
const log: Options = { machine: keyValueMachine as Options["machine"] };

Deno.test("quorum leases: settings that contradict each other are refused in words", () => {
  for (
    const [options, words] of [
      [{ drift: 1 }, "drift must be a fraction from 0 to below 1: given 1"],
      [{ leaseMs: 100 }, "leaseMs must be finite and above two heartbeats (100): given 100"],
      [
        { leaseMs: Infinity },
        "leaseMs must be finite and above two heartbeats (100): given Infinity",
      ],
      [{ guardMs: 0 }, "guardMs must be finite and above 0: given 0"],
      [{ guardMs: Infinity }, "guardMs must be finite and above 0: given Infinity"],
      [{ silentMs: 50 }, "silentMs must be finite and above a heartbeat (50): given 50"],
      [
        { silentMs: Infinity },
        "silentMs must be finite and above a heartbeat (50): given Infinity",
      ],
      [{ maxHeld: 0 }, "maxHeld must be 1 or more: given 0"],
      [{ ranges: "abc" as never }, 'ranges must be an array: given "abc"'],
      [{ ranges: [null as never] }, `${shape}: given null`],
      [{ ranges: [{ from: "a" } as never] }, `${shape}: given {"from":"a"}`],
      ...[-1, 0.5].map((node) =>
        [
          { ranges: [{ from: "", to: null, responders: [node] }] },
          `${shape}: given {"from":"","to":null,"responders":[${node}]}`,
        ] as const
      ),
      [
        { ranges: [{ from: "b", to: "a", responders: [] }] },
        'a range of keys must not be empty: given "b" to "a"',
      ],
    ] as const
  ) {
    const why = `Cannot read by quorum leases because ${words}`;
    assertThrows(() => quorumLease(log, options), RangeError, why);
  }
});

Deno.test("quorum leases: who is to hold leases and is not there is refused in words when a server starts", () => {
  const ranges = [{ from: "", to: null, responders: [0, 99] }];
  assertThrows(
    () =>
      step(quorumLease(log, { ranges }), undefined, { kind: "start", journal: [] }, {
        self: 0,
        nodes: 3,
      }),
    RangeError,
    "Cannot read by quorum leases because who answers reads must be one of the nodes 0, 1, 2: given 99",
  );
});
