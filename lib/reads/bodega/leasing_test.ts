import { assert, assertEquals } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { NodeId } from "../../model/protocol.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { bodega } from "./bodega.ts";
import type { BodegaIo, Message } from "./messages.ts";
import type { Roster } from "./roster.ts";
import type { State } from "./state.ts";

Deno.test("Bodega: a lease is not given back in the place of another", () => {
  const sent: Message[] = [], protocol = bodega({ machine: keyValueMachine as Options["machine"] });
  const ioOf = (self: NodeId): BodegaIo => ({
    self,
    peers: [0, 1, 2],
    now: () => 1000,
    choose: () => 0,
    send: (_, message) => void sent.push(message),
    answer() {},
    wait() {},
    cancel() {},
    save() {},
  });
  const states = [0, 1, 2].map((node) => protocol.start(ioOf(node), []));
  const give = (to: NodeId, from: NodeId, message: Message) =>
    (protocol.upon[message.type] as (s: State, event: object, io: BodegaIo) => void)(
      states[to]!,
      { ...message, from },
      ioOf(to),
    );
  const last = (type: Message["type"], back = 0) =>
    sent.filter((message) => message.type === type).at(-1 - back)!;
  const ballot = { round: 1, node: 1 }, roster: Roster = { ballot, ranges: [], silent: [] };
  const accept = { type: "accept", first: 1, values: [], executed: 0, round: 1 } as const;
  for (const node of [0, 2]) {
    give(node, 1, { ...accept, ballot });
    give(node, 1, { type: "guard", roster, bar: 0 });
  }
  // Server 2 hears two guards of server 0; the second reply comes first, and its promise is taken.
  give(2, 0, { type: "guard", roster, bar: 0 });
  give(2, 0, { type: "guard", roster, bar: 0 });
  give(0, 2, last("guardReply"));
  const promise = last("leasePromise");
  give(0, 2, last("guardReply", 1));
  give(2, 0, promise);
  assert(states[2]!.bodega.leases.get(0)!.until !== null);
  // Server 0 wants it back, and promises the higher ballot when it has it.
  const higher = { round: 2, node: 1 };
  give(0, 1, { ...accept, ballot: higher });
  assertEquals(states[0]!.promised, ballot);
  give(2, 0, last("revoke"));
  give(0, 2, last("revokeReply"));
  assertEquals([states[2]!.bodega.leases.has(0), states[0]!.promised], [false, higher]);
});
