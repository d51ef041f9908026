import { assertEquals } from "@std/assert";
import { clone } from "../../model/clone.ts";
import { step } from "../../model/step.ts";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { bodega } from "./bodega.ts";
import type { Message } from "./messages.ts";

const log: Options = { machine: keyValueMachine as Options["machine"] };

/** Whether a leader of four, all of whom answer reads, makes another roster when these are the members of its next slots. */
function makesAnother(...members: readonly (readonly number[])[]): boolean {
  const protocol = bodega(log);
  const world = new World({ protocol, nodes: 4, network: { latency: constant(5) }, seed: 1 });
  world.run(2000);
  const self = world.states[0]!.leader!, s = clone(world.states[self]!);
  const configurations = members.map((each, i) => ({
    from: s.executed + 1 + i,
    members: [...new Set([...each, self])].sort((a, b) => a - b),
  }));
  const timer = { type: "leases" } as const, at = { self, nodes: 4, now: world.now };
  const { state } = step(protocol, { ...s, configurations }, { kind: "timer", timer }, at);
  return state.bodega.freeing !== null;
}

Deno.test("Bodega: members who are to join while the leader makes another roster are not forgotten", () => {
  const protocol = bodega({ ...log, whenNotLeading: "forward" });
  const store = (asks: readonly (readonly [at: number, input: Message])[], leader = 0) =>
    new World({
      protocol,
      nodes: 4,
      network: { latency: constant(10) },
      seed: 1,
      clients: {
        workload: asks.map(([at, input]) => [{ at, input }]),
        ask: (input) => input as Message,
        to: () => leader,
        link: "local",
      },
    });
  const before = store([]);
  before.run(2000);
  const leader = before.states[0]!.leader!, others = [0, 1, 2, 3].filter((n) => n !== leader);
  const [one, other, joins] = others as [number, number, number];
  const ranges = [{ from: "", to: "m", responders: [one] }];
  const world = store([
    [1800, { type: "change", members: [leader, one, other] }],
    [2000, { type: "change", members: [leader, one, joins] }],
    [2000, { type: "roster", ranges }],
  ], leader);
  world.run(6000);
  assertEquals(world.history.map(({ outcome }) => outcome), ["ok", "ok", "ok"]);
  const { members } = world.states[leader]!.configurations.at(-1)!;
  assertEquals(members, [leader, one, joins].sort((a, b) => a - b));
});

Deno.test("Bodega: nobody answers reads who has no vote in some slot that is still to be decided: its vote would be waited for", () => {
  assertEquals(makesAnother([0, 1, 2, 3]), false);
  // Everybody has a vote, but not in each slot. That is how a cluster stood still for good in the storm "members".
  assertEquals(makesAnother([0, 1], [0, 1, 2, 3]), true);
  assertEquals(makesAnother([0, 1, 2, 3], [2, 3]), true);
});

Deno.test("Bodega: who is no member is not let answer reads, however many ask it", () => {
  const ranges = [{ from: "", to: null, responders: [0] }];
  const protocol = bodega({ ...log, members: [0, 1, 2] }, { ranges });
  const world = new World({ protocol, nodes: 4, network: { latency: constant(5) }, seed: 1 });
  world.run(2000);
  const self = world.states[0]!.leader!, other = (self + 1) % 3;
  const covered = (from: number) => {
    const at = { self, nodes: 4, now: world.now }, message = { type: "cover", range: "" } as const;
    const event = { kind: "message", from, message } as const;
    return step(protocol, world.states[self]!, event, at).state.bodega.ranges[0]!.responders;
  };
  assertEquals(covered(3), [0]);
  assertEquals(covered(other), [...new Set([0, other])]);
});
