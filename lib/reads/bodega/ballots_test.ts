import { assert, assertEquals } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import { step } from "../../model/step.ts";
import type { NodeId } from "../../model/protocol.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { bodega } from "./bodega.ts";
import type { Message } from "./messages.ts";
import type { State } from "./state.ts";

const protocol = bodega({ machine: keyValueMachine as Options["machine"] });

const rosterOf = (round: number, node: NodeId) => ({
  ballot: { round, node },
  ranges: [{ from: "", to: null, responders: [1] }],
  silent: [],
});
const commands = [{
  type: "command" as const,
  command: { type: "put", key: "x", value: "a" },
  stamp: null,
}];

/** What a leader has its followers vote for in slot 1. */
function accept(round: number, node: NodeId, has = true): Message {
  const ballot = { round, node }, values = has ? [{ origin: ballot, commands }] : [];
  return { type: "accept", ballot, first: 1, values, executed: 0, round: 1 };
}

Deno.test("Bodega: votes in a lower ballot are none in a higher one", () => {
  const at = { self: 1, nodes: 5 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const hear = (from: NodeId, message: Message) => {
    state = step(protocol, state, { kind: "message", from, message }, at).state;
  };
  const voted = (round: number, node: NodeId): Message => ({
    type: "voted",
    ballot: { round, node },
    first: 1,
    count: 1,
  });
  hear(0, accept(1, 0, false));
  hear(2, voted(1, 0));
  hear(3, accept(2, 3, false));
  hear(3, { type: "guard", roster: rosterOf(2, 3), bar: 0 });
  // It has voted itself, and so has the leader; server 2 has in the lower ballot only.
  hear(3, accept(2, 3));
  assertEquals(state.executed, 0);
  hear(4, voted(2, 3));
  assertEquals(state.executed, 1);
});

Deno.test("Bodega: a server that comes back from a crash tells of what it had voted for before", () => {
  const at = { self: 1, nodes: 3 }, ballot = { round: 1, node: 0 };
  const votes = [{ slot: 1, ballot, value: { origin: ballot, commands } }];
  const journal = [{ type: "votes" as const, votes, executed: 0 }];
  let state: State = step(protocol, undefined, { kind: "start", journal }, at).state;
  const said: Message[] = [];
  const hear = (message: Message) => {
    const next = step(protocol, state, { kind: "message", from: 0, message }, at);
    state = next.state;
    for (const effect of next.effects) if (effect.kind === "send") said.push(effect.message);
  };
  hear(accept(1, 0, false));
  hear({ type: "guard", roster: rosterOf(1, 0), bar: 0 });
  const bars = said.filter((message) => message.type === "guard").map(({ bar }) => bar);
  assert(bars.length > 0);
  assertEquals(new Set(bars), new Set([1]));
  assertEquals(state.bodega.promised, { ballot, bar: 1 });
});
