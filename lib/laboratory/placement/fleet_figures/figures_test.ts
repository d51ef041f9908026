/** What figures say of the fleet is so: orders of magnitude, and who is before whom. */

import { assert, assertEquals } from "@std/assert";
import { ballsInBins } from "./balls.ts";
import { herd, type HerdPolicy } from "./herd.ts";
import { bounds, hotKeys, zipf } from "./hot_keys.ts";
import { capacityOf, loadCurves, oneSlow } from "./load_curves.ts";
import { inTrouble, sinkhole, type Trouble } from "./trouble.ts";
import type { PolicyName } from "./policies.ts";
import { servers } from "../fleet/fleet.ts";
import { Random } from "../../../sim/random.ts";

Deno.test("under more than half of all load, who does not look drowns the slow server", () => {
  const rows = loadCurves({ loads: [0.3, 0.7], requests: 10_000 });
  const p99 = (policy: PolicyName, load: number) =>
    rows.find((row) => row.policy === policy && row.load === load)!.p99;
  assertEquals(rows.length, 12);
  for (const blind of ["random", "round robin"] as const) {
    assert(p99(blind, 0.3) < 150 && p99(blind, 0.7) > 1000, blind);
  }
  for (const policy of ["least connections", "least response time", "two choices"] as const) {
    assert(p99(policy, 0.7) < 150, policy);
  }
  assertEquals(capacityOf(oneSlow), 15.5);
  assertEquals(capacityOf([...servers(2, { workers: 3 }), { workers: Infinity }]), 7);
  assertEquals(capacityOf([{ pauses: { everyMs: 100, forMs: 20 } }]), 0.8);
});

Deno.test("stale news makes a herd of least connections, and hardly one of two choices", () => {
  const rows = herd({ everyMs: [1, 80], seeds: [1, 2] });
  const longest = (policy: HerdPolicy, everyMs: number) =>
    rows.find((row) => row.policy === policy && row.everyMs === everyMs)!.longest;
  assert(longest("least connections", 1) < longest("random", 1));
  assert(longest("least connections", 80) > 2 * longest("random", 80));
  assert(longest("two choices", 80) < longest("random", 80));
  assert(longest("least connections and its own since", 80) < longest("least connections", 80) / 2);
});

Deno.test("the fullest bin falls with the second choice, and little with the third", () => {
  const trials = 100, rows = ballsInBins({ bins: [64, 4096], trials });
  for (const { bins, choices, most, expected } of rows) {
    // Four standard errors, where one trial's fullest bin deviates by less than 0.8.
    const words = `${bins} bins, ${choices} choices: ${most}, and ${expected} is expected`;
    assert(Math.abs(most - expected) < 4 * 0.8 / Math.sqrt(trials), words);
  }
  const [one, two, three] = rows.slice(3).map(({ most }) => most) as [number, number, number];
  assert(one - two > 3 && two - three < 0.5, `${one}, ${two} and ${three}`);
});

Deno.test("a slow server has few requests of who looks, and its share of who does not", () => {
  const rows = inTrouble({ which: ["none", "slow", "pauses"], requests: 10_000 });
  const share = (trouble: Trouble, policy: PolicyName) =>
    rows.find((row) => row.trouble === trouble && row.policy === policy)!.share;
  for (const policy of ["random", "round robin"] as const) {
    assert(Math.abs(share("slow", policy) - 0.1) < 0.015, policy);
  }
  assert(share("slow", "least connections") < 0.06);
  assert(share("slow", "least response time") < 0.02);
  assert(share("pauses", "least response time") < 0.05);
  assert(Math.abs(share("none", "least connections") - 0.1) < 0.015);
});

Deno.test("a server that fails at once is a sink, unless errors count", () => {
  const [without, counted] = sinkhole({ requests: 5000 });
  assert(without!.failed > 0.12, `${without!.failed}`);
  assert(counted!.failed < 0.01, `${counted!.failed}`);
});

Deno.test("a bound keeps popular keys from drowning their server, and is kept to", () => {
  const [plain, bounded] = hotKeys({ factors: [Infinity, 1.25], requests: 10_000 });
  assert(plain!.busiest > 2 && bounded!.busiest < 1.6);
  assert(plain!.p99 > 10 * bounded!.p99);
  assertEquals(plain!.own, 1);
  assert(bounded!.own > 0.4 && bounded!.own < 0.8, `${bounded!.own}`);
  for (const { factor, mostOverMean } of bounds()) {
    // 4,000 requests at twenty servers: one more than the bound is a part in 200.
    if (factor < Infinity) assert(Math.abs(mostOverMean - factor) <= 1 / 200, `${factor}`);
    else assert(mostOverMean > 2, "without a bound, popular keys make it what it is");
  }
});

Deno.test("keys by Zipf's law: the first twice as often as the second", () => {
  const key = zipf(100), draws = new Random(1), counts = new Map<string, number>();
  for (let i = 0; i < 50_000; i++) {
    const each = key(draws);
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const [one, two, four] = [1, 2, 4].map((n) => counts.get(`key ${n}`)!) as [
    number,
    number,
    number,
  ];
  assert(Math.abs(one / two - 2) < 0.1 && Math.abs(one / four - 4) < 0.3, `${one} ${two} ${four}`);
  assertEquals(counts.size, 100);
});
