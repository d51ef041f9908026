import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exploreInstance } from "../../kit/find.ts";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { scripts } from "../../security/adversary/arbitrary.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { invariants, lacking } from "./invariants.ts";
import { kit } from "./kit.ts";
import type { Message } from "./messages.ts";
import { reliableBroadcast } from "./reliable_broadcast.ts";
import type { State } from "./state.ts";

const protocol = reliableBroadcast();

/** What node 0 of so many does upon these, one after the other: the types of what it sends to node 1. */
function says(nodes: number, ...events: readonly (readonly [from: number, message: Message])[]) {
  const at = { self: 0, nodes };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const said: string[] = [];
  for (const [from, message] of events) {
    const event: StepEvent<Message, never, never> = { kind: "message", from, message };
    const next = step(protocol, state, event, at);
    state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === "send" && effect.to === 1) said.push(effect.message.type);
    }
  }
  return { said, state };
}

const of = (type: "initial" | "echo" | "ready", payload = "a"): Message => ({
  type,
  sender: 3,
  sequence: 1,
  payload,
});

Deno.test("a node echoes what the sender says first, and nothing else of that name", () => {
  assertEquals(says(4, [3, of("initial")], [3, of("initial", "b")]).said, ["echo"]);
  assertEquals(says(4, [2, of("initial")]).said, []);
});

Deno.test("a node is ready after ⌈(n + f + 1)/2⌉ echoes for the same, its own included", () => {
  for (const [nodes, quorum] of [[4, 3], [5, 4], [6, 4], [7, 5], [10, 7]] as const) {
    const echoes = Array.from({ length: nodes - 1 }, (_, i) => [i + 1, of("echo")] as const);
    const until = (count: number) =>
      says(nodes, [3, of("initial")], ...echoes.slice(0, count)).said;
    assertEquals(until(quorum - 2), ["echo"], `${nodes}`);
    assertEquals(until(quorum - 1), ["echo", "ready"], `${nodes}`);
  }
});

Deno.test("f + 1 readies make ready without echoes, and 2f + 1 deliver, its own included", () => {
  const readies = [1, 2, 3, 4, 5].map((node) => [node, of("ready")] as const);
  const after = (count: number) => {
    const { said, state } = says(7, ...readies.slice(0, count));
    return [said.length, state.log.length];
  };
  assertEquals([1, 2, 3, 4].map(after), [[0, 0], [0, 0], [1, 0], [1, 1]]);
});

Deno.test("a node counts each node once, and forgets the votes when it has delivered", () => {
  assertEquals(says(4, [1, of("ready")], [1, of("ready")], [1, of("ready")]).said, []);
  const { state, said } = says(4, [1, of("ready")], [2, of("ready")], [3, of("initial")]);
  assertEquals([said, state.log.length], [["ready"], 1]);
  assertEquals(state.known.get("3.1")?.readies, []);
});

Deno.test("a client of the network has no vote", () => {
  assertEquals(says(4, [4, of("ready")], [5, of("ready")]).said, []);
});

Deno.test("whatever a script makes of node 3, the others deliver alike, and what they have said", () => {
  const options = { listeners: [0, 1, 2], types: ["initial", "echo", "ready"] };
  fc.assert(
    fc.property(scripts(options), fc.nat(1000), (script, seed) => {
      const world = new World({
        protocol: withTraitors(protocol, { 3: puppet(protocol, script) }),
        nodes: 4,
        seed,
        trace: "none",
        network: { latency: uniform(1, 40) },
        clients: {
          workload: ["a", "b", "c", "d"].map((input) => [{ input }]),
          ask: (payload): Message => ({ type: "broadcast", payload: payload as string }),
          link: "local",
        },
        invariants: amongLoyal<State>(invariants),
      });
      world.run(3000);
      const loyal = world.states.slice(0, 3) as State[];
      assertEquals(world.violation, undefined);
      assertEquals(lacking(loyal), undefined);
      for (const { log } of loyal) {
        assert([0, 1, 2].every((node) => log.some(({ sender }) => sender === node)));
      }
    }),
    { seed: 1, numRuns: 150 },
  );
});

Deno.test("three nodes that wait for two are divided by one liar, in four steps", () => {
  const [finding] = exploreInstance(kit, "the sender lies", "three nodes").findings;
  assertEquals([finding?.property, finding!.path.length - 1], ["one is ready", 4]);
});
