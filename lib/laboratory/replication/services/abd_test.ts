import { assertEquals } from "@std/assert";
import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { irregular } from "../../../replication/abd/regular.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { asksOf } from "../../../replication/register/storms.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { Random } from "../../../sim/random.ts";
import type { RegisterService } from "../../conformance/register.ts";
import { firstBreach, type Run, run, troubleFor } from "../../conformance/service.ts";
import { abdFastReads, abdService, abdWithoutWriteBack } from "./abd.ts";

/** Five users ask one register all the time while there is trouble. */
function history(service: RegisterService, seed: number, faults = troubleFor(service, seed)) {
  const workload = asksOf(new Random(seed, "asks"), 5, 24, "x").map((asks) =>
    asks.map((ask, i) => ({ ...ask, at: 60 * i + 200 * (seed % 3) }))
  ) as Run<Ask>["workload"];
  return run(service, { workload, seed, faults, healMs: 2500, forMs: 5000 }).history;
}

function breach(
  service: RegisterService,
  seeds: readonly number[],
  judge: (history: MemoryHistory) => string | undefined,
): string | undefined {
  return firstBreach(seeds.length, (i) => judge(history(service, seeds[i - 1]!) as MemoryHistory));
}

const breaks = (name: LevelName) => (history: MemoryHistory) => {
  const verdict = level(name).check(history);
  return verdict.verdict === "violation" ? name : undefined;
};

Deno.test("without write-back, each read alone fits to all writes", () => {
  const seeds = [1, 2, 3, 4, 47, 48];
  assertEquals(
    breach(abdWithoutWriteBack, seeds, (history) => irregular(history as never)),
    undefined,
  );
});

Deno.test("without write-back, a read may miss what the last one of the same user saw", () => {
  assertEquals(
    breach(abdWithoutWriteBack, [47], breaks("monotonic reads")),
    "seed 1: monotonic reads",
  );
  assertEquals(breach(abdFastReads, [47], breaks("linearizable")), undefined);
});

Deno.test("without write-back, a write whose coordinator has crashed may be seen by some for ever, and not by others", () => {
  // Node 0 reaches node 1 alone with its write, and is down from then on; in the end node 1 reads, and then node 3.
  const asks: Run<Ask>["workload"] = [
    [{ input: { type: "write", key: "x", value: 1 }, at: 500 }],
    [{ input: { type: "read", key: "x" }, at: 1500 }],
    [],
    [{ input: { type: "read", key: "x" }, at: 2000 }],
  ];
  const faults: Schedule = [
    { kind: "slow", at: 0, forMs: 9000, from: 0, to: 2, byMs: 9000 },
    { kind: "slow", at: 0, forMs: 9000, from: 0, to: 3, byMs: 9000 },
    { kind: "slow", at: 0, forMs: 9000, from: 0, to: 4, byMs: 9000 },
    { kind: "crash", at: 640, node: 0 },
    { kind: "partition", at: 700, forMs: 9000, sides: [[1], [3]] },
  ];
  const seen = (writeBack: "never" | "unless held") => {
    const service = abdService("one writer", { writeBack, writer: 0, againMs: 20 });
    const { history } = run(service, { workload: asks, seed: 1, faults, forMs: 3000 });
    return history.map(({ outcome, output }) => outcome === "ok" ? output : outcome);
  };
  assertEquals(seen("never"), ["unknown", 1, null]);
  assertEquals(seen("unless held"), ["unknown", 1, 1]);
});
