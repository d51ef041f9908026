import { assert, assertEquals, assertThrows } from "@std/assert";
import { smallestDrift, staleRun } from "./drift.ts";
import { drawn, type LeaseWay, outlive } from "./stale.ts";
import type { LogName } from "./ways.ts";

const leases: readonly (readonly [LeaseWay, LogName])[] = [
  ["leader lease", "Raft"],
  ["leader lease", "Multi-Paxos"],
  ["quorum lease", "Multi-Paxos"],
  ["bodega", "Multi-Paxos"],
];

for (const [way, log] of leases) {
  Deno.test(`drift: ${way}, ${log}: a stale read is found just above the bound that the settings name`, () => {
    const found = smallestDrift({ way, log, bound: 0.02, seeds: 5, halvings: 8 });
    assert(found.drift > 0.02 && found.drift < 0.03, `${found.drift}`);
    assert(found.safe < found.drift && found.safe >= 0.02, `${found.safe}`);
    const { stale, wroteAt, readAt, holder, cutAt, trace, history } = staleRun(found);
    assert(stale && readAt! > wroteAt! && wroteAt! > cutAt, JSON.stringify(found.trial));
    const values = history.filter(({ outcome }) => outcome === "ok").map(({ input, output }) =>
      (input as { value?: string }).value ?? (output as { result: unknown }).result
    );
    assertEquals(values.filter((value) => value === "old").length, 3);
    const answer = trace.findIndex((event) => event.kind === "ok" && event.at >= readAt!);
    const violation = trace.findIndex(({ kind }) => kind === "violation");
    assertEquals(trace[violation]!.at, trace[answer]!.at);
    assert(answer >= 0 && violation > answer);
    assertEquals(staleRun(found).holder, holder);
  });
}

Deno.test("drift: within the bound there is nothing to draw", () => {
  const trial = { way: "leader lease", bound: 0.02, drift: 0.02, seed: 1 } as const;
  assertEquals(outlive(trial).stale, false);
  assertThrows(() => drawn(trial), RangeError, "given seed 1");
});
