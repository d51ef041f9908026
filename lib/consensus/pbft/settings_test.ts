import { assertEquals, assertThrows } from "@std/assert";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { type Options, shortDigest, withDefaults } from "./settings.ts";

const machine = listMachine as Options["machine"];

Deno.test("the log is twice as long as the way between checkpoints, unless somebody says otherwise", () => {
  assertEquals(withDefaults({ machine, replicas: 4, checkpointEvery: 10 }).logSize, 20);
  assertEquals(withDefaults({ machine, replicas: 4, logSize: 500 }).logSize, 500);
});

Deno.test("settings that cannot be are refused, and the words say why", () => {
  const above = "a finite number more than 0, or Infinity";
  const wrong: [Partial<Options>, string][] = [
    [{ replicas: 0 }, "replicas must be a whole number from 1 on: given 0"],
    [{ checkpointEvery: 1.5 }, "checkpointEvery must be a whole number from 1 on: given 1.5"],
    [{ checkpointEvery: 8, logSize: 4 }, "logSize must be at least checkpointEvery (8): given 4"],
    [{ statusMs: 0 }, `statusMs must be ${above}: given 0`],
    [{ viewTimeoutMs: NaN }, `viewTimeoutMs must be ${above}: given NaN`],
    [
      { authentication: "none" as never },
      'authentication must be one of "signatures", "codes": given "none"',
    ],
    [{ machine: {} as never }, "machine must be a state machine"],
    [{ cluster: 7 as never }, "cluster must be words: given 7"],
    [{ readOnly: 1 as never }, "readOnly must be true or false: given 1"],
    [{ rules: [] as never }, "rules must be a record: given []"],
    [{ logsize: 8 } as never, "each name must be one of machine, replicas,"],
  ];
  for (const [options, words] of wrong) {
    const made = () => withDefaults({ machine, replicas: 4, ...options });
    assertThrows(made, RangeError, `Cannot run PBFT because ${words}`);
  }
  assertThrows(() => withDefaults(undefined as never), RangeError, "Cannot run PBFT because");
});

Deno.test("equal data have one digest, and different data others", () => {
  assertEquals(shortDigest({ a: 1, b: 2 }), shortDigest({ b: 2, a: 1 }));
  assertEquals(new Set([[], [1], [[1]], null, "1", 1].map(shortDigest)).size, 6);
});
