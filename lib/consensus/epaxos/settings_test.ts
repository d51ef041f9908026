import { assertEquals, assertThrows } from "@std/assert";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { epaxos } from "./epaxos.ts";
import { type Options, sizesFor, withDefaults } from "./settings.ts";

const machine = listMachine as Options["machine"];

Deno.test("settings that contradict each other are refused", () => {
  const cases: [Partial<Options>, string][] = [
    [{ maxBatch: 0 }, "maxBatch must be 1 or more: given 0"],
    [{ batchMs: -1 }, "batchMs must be 0 or more: given -1"],
    [{ retryMs: 0 }, "retryMs must be more than 0: given 0"],
    [{ recoverMs: [20, 10] }, "recoverMs must be a range above 0: given 20 to 10"],
    [{ checkpointEvery: NaN }, "checkpointEvery must be 1 or more: given NaN"],
  ];
  for (const [options, because] of cases) {
    assertThrows(
      () => epaxos({ machine, ...options }),
      RangeError,
      `Cannot run EPaxos because ${because}`,
    );
  }
  assertThrows(() => epaxos({ machine: {} as Options["machine"] }), TypeError, "Cannot run EPaxos");
});

Deno.test("sizes are looked at when it is known how many replicas there are", () => {
  const all = withDefaults({ machine, sizes: { failures: 2, fastFailures: 1 } });
  assertEquals(sizesFor(all, [0, 1, 2, 3, 4]), { replicas: 5, failures: 2, fastFailures: 1 });
  assertThrows(() => sizesFor(all, [0, 1, 2]), RangeError, "Cannot run EPaxos because failures");
});
