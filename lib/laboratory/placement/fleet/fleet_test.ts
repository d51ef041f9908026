import { assert, assertEquals, assertThrows } from "@std/assert";
import { leastConnections } from "../../../placement/balance/loads/least_connections.ts";
import { subsetting } from "../../../placement/balance/together/subsetting.ts";
import { roundRobin } from "../../../placement/balance/turns/round_robin.ts";
import { constant, exponential } from "../../../sim/latency.ts";
import { type FleetOptions, quantile, runFleet, servers } from "./fleet.ts";
import { policies, policyNames } from "../fleet_figures/policies.ts";

const small: FleetOptions = {
  seed: 1,
  servers: servers(5),
  clients: 3,
  balancer: (draws) => leastConnections(draws),
  perMs: 0.3,
  work: exponential(0, 10),
  requests: 2000,
};

Deno.test("a run depends on its seed, and on nothing else", () => {
  for (const policy of policyNames) {
    const balancer = policies[policy];
    const run = (seed: number) => runFleet({ ...small, balancer, seed, news: { everyMs: 20 } });
    assertEquals(run(1), run(1), policy);
    assert(run(2).endedAt !== run(1).endedAt);
  }
});

Deno.test("where there is hardly anything to do, a request takes its work, whoever picks", () => {
  const calm = { ...small, perMs: 0.0001, work: constant(10), requests: 200 };
  for (const policy of policyNames) {
    const run = runFleet({ ...calm, balancer: policies[policy] });
    assertEquals([quantile(run, 0), quantile(run, 1), run.longest], [10, 10, 1], policy);
  }
});

Deno.test("every request is somewhere, and is answered or failed", () => {
  const run = runFleet({
    ...small,
    servers: [{ errors: { from: 0, until: 2000, afterMs: 1 } }, ...servers(4)],
  });
  assertEquals(run.perServer.reduce((a, b) => a + b), 2000);
  assertEquals(run.latenciesMs.length + run.errors, 2000);
  assert(run.errors > 0 && run.errors < 100, `${run.errors}`);
  const sorted = run.latenciesMs.toSorted();
  assertEquals(run.latenciesMs, sorted);
});

Deno.test("weights are told, and speeds are not", () => {
  const weighted = runFleet({
    ...small,
    servers: [{ weight: 0, speed: 9 }, ...servers(4)],
  });
  assertEquals(weighted.perServer[0], 0);
});

Deno.test("clients over subsets use their own servers", () => {
  const run = runFleet({
    ...small,
    servers: servers(9),
    clients: 2,
    balancer: (draws, client) => subsetting(roundRobin(draws), { client, size: 3 }),
  });
  assertEquals(run.perServer.filter((count) => count > 0).length, 6);
});

Deno.test("news that is late is news of what was", () => {
  const reported = { ...small, servers: servers(5), perMs: 0.4, requests: 5000 };
  const balancer: FleetOptions["balancer"] = (draws) =>
    leastConnections(draws, { counts: "reported" });
  const fresh = runFleet({ ...reported, balancer, news: { everyMs: 1 } });
  const late = runFleet({ ...reported, balancer, news: { everyMs: 1, lateMs: 50 } });
  assert(late.longest > 2 * fresh.longest, `${late.longest} and ${fresh.longest}`);
});

Deno.test("whoever has nothing to do says so, and with many idle ones nobody waits", () => {
  const calm = { ...small, servers: servers(20), clients: 1, perMs: 0.4 };
  assertEquals(runFleet({ ...calm, balancer: policies["join idle queue"] }).longest, 1);
  assert(runFleet({ ...calm, balancer: policies["random"] }).longest > 1);
});

Deno.test("servers whose queues are very long are counted, too", () => {
  const run = runFleet({ ...small, servers: [{ speed: 0.01 }], perMs: 0.1, requests: 500 });
  assert(run.longest > 100);
  assertEquals([run.atLeast[0], run.atLeast[1]], [1, 1]);
});

Deno.test("what is no fleet is refused", () => {
  const wrong: readonly [Partial<FleetOptions>, string][] = [
    [{ servers: [] }, "there must be a server: given 0"],
    [{ clients: 0 }, "clients must be a whole number from 1 on: given 0"],
    [{ perMs: 0 }, "perMs must be a finite number above 0: given 0"],
    [{ requests: 0.5 }, "requests must be a whole number from 1 on: given 0.5"],
    [{ news: { everyMs: 0 } }, "news must come after more than 0 ms: given 0"],
  ];
  for (const [change, words] of wrong) {
    assertThrows(() => runFleet({ ...small, ...change }), RangeError, words);
  }
});
