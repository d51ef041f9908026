import { assert, assertEquals } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { NodeId } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Message } from "./messages.ts";
import { quorumLease } from "./quorum_lease.ts";

Deno.test("quorum leases: a lease is not given back in the place of another", () => {
  const protocol = quorumLease({ machine: keyValueMachine as Options["machine"] });
  const sent: Message[] = [];
  const at = (self: NodeId) => ({ self, nodes: 3, now: 1000 });
  const start = { kind: "start", journal: [] } as const;
  const states = [0, 1, 2].map((node) => step(protocol, undefined, start, at(node)).state);
  const give = (to: NodeId, from: NodeId, message: Message) => {
    const event = { kind: "message", from, message } as const;
    const { state, effects } = step(protocol, states[to]!, event, at(to));
    states[to] = state;
    for (const effect of effects) if (effect.kind === "send") sent.push(effect.message);
  };
  const last = (type: Message["type"], back = 0) =>
    sent.filter((message) => message.type === type).at(-1 - back)!;
  const ballot = { round: 1, node: 1 };
  const accept: Message = { type: "accept", ballot, first: 1, values: [], executed: 0, round: 1 };
  for (const node of [0, 2]) give(node, 1, accept);
  // Server 2 hears two guards of server 0; the second reply comes first, and its promise is taken.
  for (let guard = 0; guard < 2; guard++) give(2, 0, { type: "guard", number: 0 });
  const [first, second] = [last("guardReply", 1), last("guardReply")];
  give(0, 2, second);
  const promise = last("leasePromise");
  give(0, 2, first);
  give(2, 0, promise);
  assert(states[2]!.leases.held.get(0)!.until !== null);
  // What server 0 takes for granted is the lease that server 2 has.
  assertEquals(states[0]!.leases.grants.get(2)!.heard, states[2]!.leases.held.get(0)!.heard);
});
