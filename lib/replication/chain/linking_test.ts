import { assertEquals } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { chain, type Node, type NodeMessage, type NodeSaved } from "./chain.ts";
import type { Configuration } from "./configuration.ts";
import { asRequest, type Entry } from "./messages.ts";
import { had } from "./state.ts";

const protocol = chain({
  chain: [1, 2],
  counting: "fail-stop",
  beatMs: Infinity,
  resendMs: Infinity,
});

/** One server, what it has saved, and what it has said. */
function serverOf(self: NodeId) {
  const journal: NodeSaved[] = [], said: NodeMessage[] = [];
  let node: Node;
  const take = (event: Parameters<typeof step<Node, NodeMessage, never, NodeSaved>>[2]) => {
    const { state, effects } = step(protocol, node, event as never, { self, nodes: 5 });
    node = state;
    for (const effect of effects) {
      if (effect.kind === "save") journal.push(effect.record);
      if (effect.kind === "send") said.push(effect.message);
    }
  };
  const start = () => take({ kind: "start", journal });
  start();
  return {
    start,
    hear: (from: NodeId, message: NodeMessage) => take({ kind: "message", from, message }),
    said: (type: NodeMessage["type"]) => said.filter((message) => message.type === type),
    get own() {
      return (node as Extract<Node, { role: "server" }>).server;
    },
  };
}

const put = (value: string) => ({ type: "put", key: "x", value });
const entry = (sequence: number): Entry => ({
  sequence,
  id: { client: 9, sequence },
  command: put(`${sequence}`),
  address: 9,
});
const told = (epoch: number, chain: NodeId[], joining: NodeId | null = null): NodeMessage => ({
  type: "configuration",
  configuration: { epoch, chain, joining, fresh: null } satisfies Configuration,
});

Deno.test("who begins to join forgets for good: after a crash, too, it has nothing and asks for all there is", () => {
  const server = serverOf(1);
  server.hear(9, asRequest(put("never decided"), { client: 9, sequence: 0 }));
  server.hear(0, told(3, [2], 1));
  assertEquals([had(server.own), server.said("resume").at(-1)], [0, {
    type: "resume",
    epoch: 3,
    has: null,
  }]);
  server.start();
  assertEquals([had(server.own), server.said("resume").at(-1)], [0, {
    type: "resume",
    epoch: 3,
    has: null,
  }]);
});

Deno.test("all there is, come a second time, takes nothing back of what has come since", () => {
  const server = serverOf(3);
  server.hear(0, told(2, [1, 2], 3));
  const objects: NodeMessage = {
    type: "state",
    epoch: 2,
    sequence: 1,
    machine: new Map([["x", "1"]]),
    replies: new Map(),
    print: 7,
    entries: [],
  };
  server.hear(2, objects);
  server.hear(2, { type: "propagate", epoch: 2, entries: [entry(2)], last: 2 });
  server.hear(2, objects);
  assertEquals([had(server.own), server.own.ready], [2, true]);
  // In the chain it has to find out anew whether it has everything; it has more than what comes late.
  server.hear(0, told(3, [1, 2, 3]));
  server.own.ready = false;
  server.hear(2, { ...objects, epoch: 3 });
  assertEquals(had(server.own), 2);
  server.start();
  assertEquals(had(server.own), 2);
});

Deno.test("who has everything takes no objects, so that what it knows to be decided stays decided", () => {
  const server = serverOf(2);
  server.hear(0, told(2, [1, 2, 3]));
  server.hear(1, { type: "propagate", epoch: 2, entries: [entry(1), entry(2)], last: 2 });
  server.hear(3, { type: "acknowledge", epoch: 2, sequence: 2 });
  server.hear(1, {
    type: "state",
    epoch: 2,
    sequence: 1,
    machine: new Map([["x", "1"]]),
    replies: new Map(),
    print: 7,
    entries: [entry(2)],
  });
  assertEquals([server.own.decided, server.own.base], [2, 2]);
});

Deno.test("late word that less is decided takes nothing back", () => {
  const server = serverOf(1);
  for (const i of [0, 1, 2]) {
    server.hear(9, asRequest(put(`${i}`), { client: i, sequence: 0 }));
  }
  for (const sequence of [2, 1]) server.hear(2, { type: "acknowledge", epoch: 1, sequence });
  assertEquals([server.own.decided, had(server.own)], [2, 3]);
});
