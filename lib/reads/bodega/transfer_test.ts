import { assert, assertEquals } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { Ask } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { bodega } from "./bodega.ts";
import type { Message } from "./messages.ts";

const protocol = bodega({
  machine: keyValueMachine as Options["machine"],
  electionTimeoutMs: [150, 300],
  whenNotLeading: "forward",
});

/** When all is set up. */
const SET = 2000;

/** Each asks one server, at which it sits; messages between servers take 10 ms. */
function run(asks: readonly (readonly [at: NodeId, ask: Ask])[], untilMs: number) {
  const world = new World({
    protocol,
    nodes: 3,
    network: { latency: constant(10) },
    seed: 1,
    clients: {
      workload: asks.map(([, ask]) => [ask]),
      ask: (input): Message => {
        const { type } = input as { readonly type: string };
        if (type === "get") return { type: "read", command: input };
        return type === "put" ? bare(input) : input as Message;
      },
      to: ({ client }) => asks[client]![0],
      link: "local",
      outcome: (answer) => (answer as { readonly ok: boolean }).ok ? "ok" : "fail",
    },
  });
  world.run(untilMs);
  return world;
}

const leader = run([], SET).states[0]!.leader!, to = (leader + 1) % 3, other = (leader + 2) % 3;

Deno.test("Bodega: leadership passes to another server, which waits until leases are given back", () => {
  // Now a heartbeat comes while leases are given back, and now none does.
  for (const later of [0, 10, 20, 30, 40]) {
    const { states, history } = run([
      [leader, { at: SET + later, input: { type: "transfer", to } }],
      [leader, { at: SET + 400, input: { type: "put", key: "x", value: "a" } }],
      [to, { at: SET + 800, input: { type: "get", key: "x" } }],
    ], SET + 2000);
    assertEquals(history.map(({ outcome }) => outcome), ["ok", "ok", "ok"]);
    assertEquals(states.map((s) => s!.leader), [to, to, to]);
    const [passed, , read] = history.map(({ invokedAt, endedAt }) =>
      Math.round(endedAt - invokedAt)
    );
    // Leases are given back, promises made and votes given, in 20 ms each; nobody waits until leases are over.
    assertEquals([passed, read, Object(history[2]!.output).result], [60, 0, "a"]);
  }
});

Deno.test("Bodega: a server that has granted leases does not help at once even whom its leader has named", () => {
  const s = run([], SET).states[other]!, named = s.promised;
  assert(s.loyal && s.bodega.grants.size > 0);
  const prepare = { type: "prepare", ballot: { round: 9, node: to }, first: 1 } as const;
  const upon = (message: Message) => {
    const event = { kind: "message", from: to, message } as const;
    return step(protocol, s, event, { self: other, nodes: 3, now: SET });
  };
  const { state, effects } = upon({ ...prepare, named });
  const sent = effects.flatMap((effect) => effect.kind === "send" ? [effect.message.type] : []);
  assertEquals([new Set(sent), state.bodega.held?.type], [new Set(["revoke"]), "prepare"]);
  // Of anybody else it wants no lease back.
  assertEquals(upon(prepare).effects.filter(({ kind }) => kind === "send"), []);
});
