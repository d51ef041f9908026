import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../../sim/random.ts";
import { send, times, withServers } from "../kit/story.ts";
import { leastConnections } from "../loads/least_connections.ts";
import { roundRobin } from "../turns/round_robin.ts";
import { joinIdleQueue } from "./join_idle_queue.ts";
import { subset } from "./subset.ts";
import { subsetting } from "./subsetting.ts";

const draws = () => new Random(1);
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

Deno.test("who is idle longest is first, and when nobody is, it is anybody's", () => {
  const balancer = withServers(joinIdleQueue(draws()), 4);
  for (const server of [2, 0, 3]) balancer.idle(server, 0);
  assertEquals(send(balancer, 3), [2, 0, 3]);
  const later = send(balancer, 400);
  for (const server of range(4)) assert(Math.abs(times(server, later) - 100) < 40);
});

Deno.test("who goes, or has no weight, leaves the queue, and is not in it when it comes back", () => {
  const balancer = withServers(joinIdleQueue(draws()), 3);
  for (const server of [0, 1, 2]) balancer.idle(server, 0);
  balancer.remove(0, 0);
  balancer.weigh(1, 0, 0);
  balancer.idle(1, 0);
  balancer.weigh(1, 1, 0);
  balancer.add(0, 0);
  assertEquals(send(balancer, 1), [2]);
  const later = send(balancer, 300);
  for (const server of range(3)) assert(times(server, later) > 60);
});

Deno.test("an idle server that a request failed on stays idle for others", () => {
  const balancer = withServers(joinIdleQueue(draws()), 3);
  balancer.idle(1, 0);
  balancer.idle(2, 0);
  assertEquals(balancer.pick(0, { tried: [1] }), 2);
  assertEquals(balancer.pick(0), 1);
});

Deno.test("the clients of a round have all servers among them, each once", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 8 }),
    fc.nat(5),
    (size, subsets, round) => {
      const servers = range(size * subsets);
      const clients = range(subsets).map((client) => round * subsets + client);
      const all = clients.flatMap((client) => subset(servers, client, size));
      assertEquals(all.toSorted((a, b) => a - b), servers);
    },
  ));
});

Deno.test("what is left over is other servers in each round, and all serve", () => {
  const servers = range(10), counts = servers.map(() => 0);
  for (const client of range(300)) {
    for (const server of subset(servers, client, 3)) counts[server]!++;
  }
  // 300 clients have 90 connections a server; a tenth of the rounds leaves each out.
  assertEquals(counts.reduce((a, b) => a + b), 900);
  for (const [server, count] of counts.entries()) {
    assert(count > 70 && count <= 100, `server ${server} has ${count}`);
  }
});

Deno.test("a subset is a function of the set, and of the client", () => {
  const servers = range(12);
  assertEquals(subset(servers, 5, 3), subset(servers.toReversed(), 5, 3));
  const rounds = range(3).map((round) => subset(servers, 4 * round, 12).join());
  assertEquals(new Set(rounds).size, 1, "as many as all is all");
  const first = range(20).map((round) => subset(servers, 4 * round, 3).join());
  assert(new Set(first).size > 15, "rounds are shuffled otherwise");
});

Deno.test("what is no client or no size is refused", () => {
  assertThrows(() => subset([1], -1, 3), RangeError, "the client must be");
  assertThrows(() => subset([1], 0, 0), RangeError, "the size must be");
  assertThrows(() => subsetting(roundRobin(draws()), { client: 0.5, size: 3 }), RangeError);
});

Deno.test("a balancer over a subset uses its servers and no others, as they come and go", () => {
  const servers = range(9);
  const balancer = subsetting(roundRobin(draws()), { client: 4, size: 3 });
  for (const server of servers) balancer.add(server, 0);
  const own = () => new Set(range(9).map(() => balancer.pick(0)));
  assertEquals(own(), new Set(subset(servers, 4, 3)));
  balancer.remove(8, 0);
  assertEquals(own(), new Set(subset(range(8), 4, 3)));
  balancer.weigh(7, 0, 0);
  assertEquals(own(), new Set(subset(range(7), 4, 3)));
  assertThrows(() => balancer.add(7, 0), RangeError, "it is there already");
  assertThrows(() => balancer.weigh(8, 1, 0), RangeError, "must be there");
  assertThrows(() => balancer.remove(8, 0), RangeError, "must be there");
});

Deno.test("weights go through, and requests at servers that left the subset still end", () => {
  const balancer = subsetting(leastConnections(draws()), { client: 0, size: 2 });
  for (const server of range(4)) balancer.add(server, -1e6);
  const [a, b] = subset(range(4), 0, 2) as [number, number];
  balancer.weigh(a, 3, 0);
  const sent = send(balancer, 40);
  assertEquals([times(a, sent), times(b, sent)], [30, 10]);
  balancer.remove(a, 0);
  for (let i = 0; i < 30; i++) balancer.ended(a, 1, 1);
  assertEquals([balancer.inFlight(a), balancer.violations()], [0, []]);
});
