/**
 * Bugs of other balancers, each as a small story that must end well here. Tests are named after the
 * reports.
 *
 * What does not apply: Envoy's pull request 7478, where a threshold of 0 meant "off" in one of two
 * places: there is no threshold here below which health is not looked at, and weight 0 means the
 * same everywhere, which the conformance suite asks of every balancer.
 */

import { assert, assertEquals } from "@std/assert";
import { Random } from "../../sim/random.ts";
import { balancers } from "./kit.ts";
import { boundedLoad } from "./loads/bounded_load.ts";
import { recovery } from "./recovery.ts";

Deno.test("grpc-go 7363, grpc-java 9085: of lost endpoints, the one that is back is found, whichever it is", () => {
  for (const back of [0, 1, 2, 3]) {
    const attempts = recovery();
    for (const server of [0, 1, 2, 3]) attempts.failed(server);
    const tried: number[] = [];
    for (let i = 0; i < 4 && tried.at(-1) !== back; i++) {
      tried.push(attempts.next()!);
      assertEquals(attempts.next(), undefined, "one attempt at a time");
      if (tried.at(-1) === back) attempts.reached(back);
      else attempts.failed(tried.at(-1)!);
    }
    assertEquals(tried.at(-1), back);
  }
});

Deno.test("grpc-go 7363: an endpoint that is lost during an attempt does not take its turn from others", () => {
  const attempts = recovery();
  for (const server of [1, 2]) attempts.failed(server);
  const tried = [];
  for (let i = 0; i < 6; i++) {
    const server = attempts.next()!;
    tried.push(server);
    // Endpoint 0 comes back and is lost again, all the time.
    attempts.reached(0);
    attempts.failed(0);
    attempts.failed(server);
  }
  assertEquals(tried, [1, 2, 0, 1, 2, 0]);
});

Deno.test("envoy 11888: the walk to a server under its bound ends, and finds it, be it the last of all", () => {
  for (const servers of [1, 2, 3, 10, 100]) {
    const balancer = boundedLoad({ factor: 1 });
    for (let server = 0; server < servers; server++) balancer.add(server, 0);
    for (let round = 1; round <= 3; round++) {
      for (let i = 0; i < servers; i++) balancer.started(balancer.pick(0, { key: "one" }), 0);
      // With a factor of 1 there is room for exactly all: everybody has as many as everybody else.
      for (let server = 0; server < servers; server++) {
        assertEquals(balancer.inFlight(server), round);
      }
    }
  }
});

Deno.test("envoy 20703: choices are a function of the set of servers, not of a list's order", () => {
  for (const [name, { make }] of Object.entries(balancers)) {
    const [one, other] = [[0, 1, 2, 3, 4], [3, 1, 4, 0, 2]].map((order) => {
      const balancer = make(new Random(7));
      for (const server of order) balancer.add(server, 0, 1 + server);
      return Array.from({ length: 50 }, (_, i) => {
        const server = balancer.pick(i, { key: `key ${i}` });
        balancer.started(server, i);
        return server;
      });
    });
    assertEquals(one, other, name);
  }
});

Deno.test("stathat 5, lafikl 10: to add a server and remove it again is as if it had never been", () => {
  for (const name of ["bounded loads", "round robin over a subset", "join idle queue"] as const) {
    const [one, other] = [false, true].map((detour) => {
      const balancer = balancers[name].make(new Random(7));
      for (const server of [0, 1, 2, 3]) balancer.add(server, 0);
      if (detour) {
        balancer.add(9, 0);
        balancer.remove(9, 0);
      }
      return Array.from({ length: 40 }, (_, i) => balancer.pick(0, { key: `key ${i}` }));
    });
    assertEquals(one, other, name);
  }
});

Deno.test("Google SRE book, chapter 20: a server that fails at once is no sink for requests", () => {
  for (const name of ["least connections", "least response time", "power of 2 choices"] as const) {
    const balancer = balancers[name].make(new Random(1));
    for (let server = 0; server < 4; server++) balancer.add(server, -1e6);
    const open: number[] = [];
    let errors = 0;
    for (let now = 0; now < 2000; now++) {
      const server = balancer.pick(now);
      balancer.started(server, now);
      if (server === 0) {
        errors++;
        balancer.failed(0, now, 1);
      } else open.push(server);
      // The others answer after 20 ms.
      if (open.length > 20) balancer.ended(open.shift()!, now, 20);
    }
    assert(errors < 100, `${name}: ${errors} of 2000 fail`);
  }
});
