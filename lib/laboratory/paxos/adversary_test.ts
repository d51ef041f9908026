import { assert, assertEquals } from "@std/assert";
import { paxos } from "../../consensus/paxos/paxos.ts";
import type { Message } from "../../consensus/paxos/messages.ts";
import type { State } from "../../consensus/paxos/state.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { bivalent, type Deciding, undecidedRun } from "./adversary.ts";
import { after, beginning } from "./course.ts";

const propose = (to: NodeId, value: string) => [to, { type: "propose", value }] as const;

function dueling(
  learners: "all" | "the proposer",
): Deciding<State, Message, { type: "retry" }, unknown> {
  return {
    protocol: paxos({ learners, backoffMs: 0 }) as never,
    nodes: 3,
    asked: [propose(0, "a"), propose(1, "b")] as never,
    decided: ({ decided }) => decided,
  };
}

Deno.test("adversary: Paxos decides nothing in a run in which nobody fails and nothing waits for ever", () => {
  const run = undecidedRun(dueling("the proposer"), 300)!;
  assert(run.steps.length >= 300);
  assertEquals(run.end.states.map(({ decided }) => decided), [null, null, null]);
  assertEquals([...run.values].sort(), ["a", "b"]);
  // Whatever could happen did: nothing waits for more than a while.
  assert(Math.max(...run.steps.map(({ waited }) => waited)) < 60);
  // And it is a run of the protocol.
  const { protocol, nodes, asked } = dueling("the proposer");
  let now = beginning(protocol, nodes, asked);
  for (const { number, event } of run.steps) {
    assertEquals(now.pending.get(number), event);
    now = after(protocol, now, number);
  }
  assertEquals(now.states, run.end.states);
});

/** Proposers that wait for as long as it takes, and begin another ballot when they are refused only. */
function patient(): ReturnType<typeof dueling> {
  const duel = dueling("the proposer"), { after } = duel.protocol;
  const retry: NonNullable<typeof after>["retry"] = (s, timer, io) => {
    if (s.attempt === null) after!.retry(s, timer, io);
  };
  return { ...duel, protocol: { ...duel.protocol, after: { retry } } };
}

Deno.test("adversary: where proposers wait for answers it takes detours, and acceptors vote and refuse", () => {
  const run = undecidedRun(patient(), 120)!;
  assert(run.rounds < run.steps.length);
  const types = run.steps.map(({ event }) => event.kind === "message" ? event.message.type : "");
  for (const type of ["accept", "accepted", "nack"] as const) assert(types.includes(type), type);
  for (const detour of [0, 1, 2]) assertEquals(undecidedRun(patient(), 120, detour), undefined);
});

Deno.test("adversary: the same run comes out the same", () => {
  const [a, b] = [1, 2].map(() => undecidedRun(dueling("the proposer"), 60)!);
  assertEquals(a!.steps, b!.steps);
});

Deno.test("adversary: where one value is proposed there is nothing to keep open", () => {
  const one = { ...dueling("the proposer"), asked: [propose(0, "a"), propose(1, "a")] as never };
  assertEquals(bivalent(one, beginning(one.protocol, 3, one.asked)), undefined);
  assertEquals(undecidedRun(one, 10), undefined);
});

Deno.test("adversary: a protocol in which one node decides for all gives it no way", () => {
  type Say = { type: "say"; value: string } | { type: "is"; value: string };
  const dictator: Protocol<{ decided: string | null }, Say> = {
    start: () => ({ decided: null }),
    upon: {
      say(s, { value }, io) {
        s.decided ??= value;
        for (const peer of io.peers) io.send(peer, { type: "is", value: s.decided });
      },
      is(s, { value }) {
        s.decided ??= value;
      },
    },
  };
  const deciding = {
    protocol: dictator,
    nodes: 2,
    asked: [[0, { type: "say", value: "a" }], [0, { type: "say", value: "b" }]] as const,
    decided: (s: { readonly decided: string | null }) => s.decided,
  };
  assertEquals(undecidedRun(deciding, 10), undefined);
});
