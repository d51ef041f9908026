/**
 * The protocols of the book, explored as they are: the objects that the simulator runs. What is found
 * happens again in the simulator, and draws.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describeAction } from "hb/check/explore/describe_action.ts";
import { exploreProtocol, type ProtocolSystem } from "hb/check/explore/protocol.ts";
import { replay } from "hb/check/explore/replay.ts";
import { spacetimeSvg } from "hb/figure/spacetime/spacetime.ts";
import { atLeastOnce } from "hb/rpc/at_least_once.ts";
import type { Message, State, Timer } from "hb/rpc/call.ts";
import { durable } from "hb/rpc/durable.ts";
import { exactlyOnce } from "hb/rpc/exactly_once.ts";
import { acknowledgedStays, atMostOnce } from "hb/rpc/invariants.ts";
import { maybe } from "hb/rpc/maybe.ts";
import { World } from "hb/sim/world.ts";

type Calls = ProtocolSystem<State, Message, Timer, State>;

/** A server, and a client whose user makes some deposits. */
function calls(protocol: Calls["protocol"], more: Partial<Calls>, deposits = 1): Calls {
  return {
    name: "calls",
    protocol,
    nodes: 2,
    network: "duplicating",
    clients: {
      workload: [Array.from({ length: deposits }, () => ({ input: 10 }))],
      ask: (input) => ({ type: "deposit", amount: input as number }),
      to: () => 1,
      link: "local",
    },
    invariants: [atMostOnce, acknowledgedStays],
    sometimes: { "all is done": ({ history }) => history.at(-1)?.outcome === "ok" },
    ...more,
  };
}

/** What breaks first, in words; the same breaks when the simulator repeats it. */
function story(system: Calls): string[] {
  const [finding] = exploreProtocol(system).findings;
  const again = replay(system, finding!);
  const world = new World({ ...again.scenario, seed: 1 });
  world.run(again.ms);
  const broken = system.invariants!.find(({ name }) => name === finding!.property)!;
  assert(broken.check(world.snapshot()) !== undefined, "the simulator breaks it too");
  const trace = [...world.trace, ...again.violation];
  assert(spacetimeSvg(trace, { title: broken.words }).includes(finding!.property));
  return [finding!.property, ...finding!.path.map(({ action }) => describeAction(action!))];
}

function verdict(system: Calls): string {
  const { verdict, complete } = exploreProtocol(system);
  return `${verdict}${complete ? "" : ", cut short"}`;
}

Deno.test("maybe executes a request twice as soon as the network delivers it twice", () => {
  assertEquals(verdict(calls(maybe, { network: "unordered" })), "ok");
  assertEquals(story(calls(maybe, {})), [
    "at most once",
    "everything starts",
    "client 0 goes on; client 0 asks 10",
    "request (sequence 1, amount 10) from 1 to 0 arrives",
    "request (sequence 1, amount 10) from 1 to 0 arrives",
  ]);
});

Deno.test("at least once executes twice even when the network delivers everything once", () => {
  assertEquals(story(calls(atLeastOnce, { network: "unordered" })), [
    "at most once",
    "everything starts",
    "client 0 goes on; client 0 asks 10",
    "request (sequence 1, amount 10) from 1 to 0 arrives",
    "timer retry fires at node 1",
    "request (sequence 1, amount 10) from 1 to 0 arrives",
  ]);
});

Deno.test("exactly once keeps its word while nobody crashes, and forgets it with the server", () => {
  assertEquals(verdict(calls(exactlyOnce, { lossy: true }, 2)), "ok");
  assertEquals(story(calls(exactlyOnce, { crashes: 1 }, 2)), [
    "acknowledged stays",
    "everything starts",
    "client 0 goes on; client 0 asks 10",
    "request (sequence 1, amount 10) from 1 to 0 arrives",
    "reply (sequence 1, balance 10) from 0 to 1 arrives; client 0 is answered 10",
    "node 0 crashes",
    "node 0 restarts",
  ]);
});

Deno.test("durable keeps its word whoever crashes, also between a save and what it would send", () => {
  for (const crashes of [1, 2, 3]) {
    assertEquals(verdict(calls(durable, { crashes, lossy: true }, 2)), "ok");
  }
});

Deno.test("durable without its save is found out", () => {
  const forgetful: Calls["protocol"] = {
    ...durable,
    upon: { ...durable.upon, request: exactlyOnce.upon.request },
  };
  assertEquals(story(calls(forgetful, { crashes: 1 }))[0], "acknowledged stays");
});

Deno.test("a call ends if messages arrive, and need not if they may be lost", () => {
  const ends: Partial<Calls> = {
    leadsTo: { "the call ends": { to: ({ history }) => history[0]?.outcome === "ok" } },
  };
  assertEquals(verdict(calls(exactlyOnce, ends)), "ok");
  const { findings } = exploreProtocol(calls(exactlyOnce, { ...ends, lossy: true }));
  const [{ path, loopsTo } = { path: [], loopsTo: -1 }] = findings;
  const loop = path.slice(loopsTo! + 1).map(({ action }) => action!.kind);
  assertEquals(new Set(loop), new Set(["lose", "timer"]));
});
