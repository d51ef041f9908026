import { assert, assertEquals } from "@std/assert";
import { PAPER } from "../../reads/wide_area.ts";
import { EVENTS, outage, type Silence } from "./outage.ts";
import { SETTINGS } from "./wan.ts";

const [, slowest] = SETTINGS.electionTimeoutMs;

/** The longest silence of reads, and of writes, at any site. */
function longest(silences: readonly Silence[], after: Silence["after"]): [number, number] {
  const those = silences.filter((each) => each.after === after);
  return [
    Math.max(...those.map(({ reads }) => reads)),
    Math.max(...those.map(({ writes }) => writes)),
  ];
}

Deno.test("outage: with Bodega, who dies is silent for as long as it may hold leases, and the roster is repaired", () => {
  const { silences, changes, buckets } = outage({ sites: PAPER, way: "bodega" });
  const { responderDies, leaderDies, responderIsBack, end } = EVENTS;
  const without = changes.find((change) => change.without.includes(PAPER.client))!;
  // Noticed, a last renewal that may have come, and its lease.
  const most = slowest + 2 * SETTINGS.leaseMs + 500;
  assert(without.at > responderDies + slowest && without.at < responderDies + most);
  const whole = changes.find(({ at, without }) => at > responderIsBack && without.length === 0)!;
  assert(whole.at < leaderDies, `${whole.at}`);
  assertEquals(changes.at(-1)!.leader !== PAPER.leader, true);
  for (const after of ["responderDies", "leaderDies"] as const) {
    const [reads, writes] = longest(silences, after);
    assert(reads > SETTINGS.leaseMs && reads < most, `${after}: ${reads}`);
    assert(writes > SETTINGS.leaseMs && writes < most, `${after}: ${writes}`);
  }
  for (const after of ["before", "responderIsBack", "leaderIsBack"] as const) {
    const [reads, writes] = longest(silences, after);
    assert(reads < 2000 && writes < 2000, `${after}: ${reads} ${writes}`);
  }
  assertEquals(buckets.length, 5 * end / 500);
  const during = buckets.filter(({ at }) => at === responderDies + 3500);
  assertEquals(during.map(({ reads, writes }) => reads + writes), [0, 0, 0, 0, 0]);
});

Deno.test("outage: with a leader's lease only the leader's death is noticed", () => {
  const { silences } = outage({ sites: PAPER, way: "leader lease" });
  for (const after of ["before", "responderDies", "responderIsBack", "leaderIsBack"] as const) {
    const [reads, writes] = longest(silences, after);
    assert(reads < 1000 && writes < 1000, `${after}: ${reads} ${writes}`);
  }
  const [reads, writes] = longest(silences, "leaderDies");
  assert(reads > 1200 && reads < 2 * slowest && writes < 2 * slowest, `${reads} ${writes}`);
});
