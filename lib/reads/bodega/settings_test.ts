import { assertThrows } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { bodega } from "./bodega.ts";

const log: Options = { machine: keyValueMachine as Options["machine"] };

Deno.test("Bodega: settings that contradict each other are refused in words", () => {
  for (
    const [options, words] of [
      [{ drift: 1 }, "drift must be a fraction from 0 to below 1: given 1"],
      [{ leaseMs: 100 }, "leaseMs must be above two heartbeats (100): given 100"],
      [{ guardMs: 0 }, "guardMs must be above 0: given 0"],
      [{ silentMs: 50 }, "silentMs must be above a heartbeat (50): given 50"],
      [{ maxHeld: 0 }, "maxHeld must be 1 or more: given 0"],
      [{ coverReads: 0 }, "coverReads must be 1 or more: given 0"],
      [{ coverMs: 0 }, "coverMs must be above 0: given 0"],
      [
        { ranges: [{ from: "b", to: "a", responders: [] }] },
        'a range of keys must not be empty: given "b" to "a"',
      ],
    ] as const
  ) {
    assertThrows(() => bodega(log, options), RangeError, `Cannot read by Bodega because ${words}`);
  }
});
