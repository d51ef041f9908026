import { assert, assertEquals, assertThrows } from "@std/assert";
import { Random } from "../../../sim/random.ts";
import { send, times, withServers } from "../kit/story.ts";
import { leastConnections } from "./least_connections.ts";
import { leastResponseTime } from "./least_response_time.ts";
import { powerOfChoices } from "./power_of_choices.ts";

const draws = () => new Random(1);

Deno.test("least connections takes whoever has fewest for its weight", () => {
  const balancer = leastConnections(draws());
  balancer.add(0, -1e6, 2);
  balancer.add(1, -1e6, 1);
  assertEquals(times(0, send(balancer, 300)), 200);
});

Deno.test("among equals, weights decide how often", () => {
  const balancer = leastConnections(draws());
  balancer.add(0, -1e6, 3);
  balancer.add(1, -1e6, 1);
  const idle = Array.from({ length: 4000 }, () => balancer.pick(0));
  assert(Math.abs(times(0, idle) - 3000) < 120, `${times(0, idle)}`);
});

Deno.test("a report and what was sent since make the load, and a new report makes it anew", () => {
  const balancer = withServers(leastConnections(draws(), { counts: "both" }), 2);
  balancer.reported(0, 0, 5);
  balancer.reported(1, 0, 8);
  assertEquals(send(balancer, 3), [0, 0, 0]);
  // All three are in this one, and not three more beside it.
  balancer.reported(0, 1, 3);
  balancer.reported(1, 1, 5);
  assertEquals(send(balancer, 2), [0, 0]);
  balancer.ended(0, 2, 2);
  assertEquals(send(balancer, 1), [0], "five less one");
});

Deno.test("news of a server that is gone is no news", () => {
  const balancer = withServers(leastConnections(draws(), { counts: "reported" }), 1);
  balancer.reported(7, 0, 5);
  balancer.idle(7, 0);
  assertEquals([balancer.pick(0), balancer.violations()], [0, []]);
});

Deno.test("an error counts as a request under way, and fades", () => {
  const balancer = withServers(leastConnections(draws(), { errorMs: 1000 }), 2);
  balancer.started(0, 0);
  balancer.failed(0, 0, 1);
  const at = (now: number) => Array.from({ length: 100 }, () => balancer.pick(now));
  assertEquals(times(0, at(0)), 0);
  assertEquals(times(0, at(4000)), 0);
  assert(times(0, at(5000)) > 30, "1/e^5 of an error is none");
});

Deno.test("a server that comes grows into its weight", () => {
  const balancer = withServers(leastConnections(draws(), { slowStartMs: 1000 }), 1);
  send(balancer, 100);
  balancer.add(1, 0);
  const shares = [0, 500, 1000].map((now) => {
    send(balancer, 100, now);
    const share = balancer.inFlight(1) / balancer.inFlight(0);
    return Math.round(10 * share) / 10;
  });
  assertEquals(shares, [0.1, 0.5, 1]);
});

Deno.test("of two choices, neither is the most loaded of all", () => {
  const balancer = withServers(powerOfChoices(draws()), 5);
  for (let i = 0; i < 9; i++) balancer.started(3, 0);
  assertEquals(times(3, Array.from({ length: 500 }, () => balancer.pick(0))), 0);
});

Deno.test("choices follow weights", () => {
  const balancer = powerOfChoices(draws());
  [5, 1, 1].forEach((weight, server) => balancer.add(server, -1e6, weight));
  const sent = send(balancer, 700);
  assert(Math.abs(times(0, sent) - 500) < 10, `${times(0, sent)}`);
});

Deno.test("as many choices as servers, or more, is least connections", () => {
  const balancer = withServers(powerOfChoices(draws(), { choices: 9 }), 4);
  const sent = send(balancer, 40);
  assertEquals([0, 1, 2, 3].map((server) => times(server, sent)), [10, 10, 10, 10]);
});

Deno.test("one choice is at random, and none is refused", () => {
  const balancer = withServers(powerOfChoices(draws(), { choices: 1 }), 2);
  for (let i = 0; i < 9; i++) balancer.started(0, 0);
  assert(times(0, Array.from({ length: 100 }, () => balancer.pick(0))) > 30);
  for (const choices of [0, 1.5, NaN]) {
    assertThrows(() => powerOfChoices(draws(), { choices }), RangeError, `given ${choices}`);
  }
});

Deno.test("a slower answer is believed at once, a faster one in part", () => {
  const balancer = withServers(leastResponseTime(draws(), { decayMs: 1000 }), 2);
  const answer = (server: number, now: number, latencyMs: number) => {
    balancer.started(server, now);
    balancer.ended(server, now, latencyMs);
  };
  answer(0, 0, 10);
  answer(1, 0, 20);
  assertEquals(balancer.pick(0), 0);
  answer(0, 0, 30);
  assertEquals(balancer.pick(0), 1, "30 at once, and not between 10 and 30");
  answer(0, 0, 10);
  assertEquals(balancer.pick(0), 1, "no time has passed, and so it is 30 still");
  // 30 e^-1 + 10 (1 - e^-1) = 17.4, and server 1 answered again.
  answer(0, 1000, 10);
  answer(1, 1000, 20);
  assertEquals(balancer.pick(1000), 0);
});

Deno.test("who has more under way must be faster to be chosen", () => {
  const balancer = withServers(leastResponseTime(draws()), 2);
  for (const [server, latencyMs] of [[0, 10], [1, 30]] as const) {
    balancer.started(server, 0);
    balancer.ended(server, 0, latencyMs);
  }
  assertEquals(send(balancer, 2), [0, 0]);
  // 10 · 3 = 30 · 1: from here on both are used, three to one.
  const sent = send(balancer, 400);
  assert(Math.abs(times(0, sent) - 300) < 5, `${times(0, sent)}`);
});

Deno.test("a server of which nothing is known gets one request, and no flood", () => {
  const balancer = withServers(leastResponseTime(draws()), 1);
  balancer.started(0, 0);
  balancer.ended(0, 0, 10);
  balancer.add(1, 0);
  assertEquals(times(1, send(balancer, 50)), 1);
});

Deno.test("a fast error makes nobody look fast", () => {
  const balancer = withServers(leastResponseTime(draws()), 2);
  for (const server of [0, 1]) {
    balancer.started(server, 0);
    balancer.ended(server, 0, 10);
  }
  for (let i = 0; i < 5; i++) {
    balancer.started(0, i);
    balancer.failed(0, i, 0.1);
  }
  assertEquals(times(0, Array.from({ length: 50 }, () => balancer.pick(10))), 0);
});

Deno.test("least response time may look at two servers instead of all", () => {
  const balancer = withServers(leastResponseTime(draws(), { choices: 2 }), 4);
  for (const server of [0, 1, 2, 3]) {
    balancer.started(server, 0);
    balancer.ended(server, 0, 10 + server);
  }
  const picks = Array.from({ length: 600 }, () => balancer.pick(0));
  // Of six pairs, server 0 is the better in three, server 1 in two, server 2 in one.
  const counts = [0, 1, 2, 3].map((server) => times(server, picks));
  for (const [server, due] of [300, 200, 100, 0].entries()) {
    assert(Math.abs(counts[server]! - due) < 50, `${counts}`);
  }
});

Deno.test("what is no latency is refused, and no server is shunned for it", () => {
  const balancer = leastResponseTime(new Random(1));
  balancer.add(0, 0);
  balancer.add(1, 0);
  for (const latencyMs of [NaN, Infinity, -5]) {
    balancer.started(0, 0);
    assertThrows(() => balancer.ended(0, 1, latencyMs), RangeError, "latency");
    assertEquals(balancer.inFlight(0), 1);
    balancer.ended(0, 1, 1);
  }
  assertEquals(balancer.violations(), []);
});

Deno.test("what is believed after a faster answer lies between it and what was left", () => {
  const decayMs = 1000, half = decayMs * Math.LN2;
  const balancer = withServers(leastResponseTime(draws(), { decayMs }), 2);
  const answers = (server: number, now: number, latencyMs: number) => {
    balancer.started(server, now - latencyMs);
    balancer.ended(server, now, latencyMs);
  };
  answers(0, 0, 100);
  // 50 of the 100 are left, and 49 is less: neither makes 60.
  answers(0, half, 49);
  answers(1, half, 60);
  assertEquals(balancer.pick(half), 0);
});
