import { assertEquals } from "@std/assert";
import type { Labels } from "../../model/labels.ts";
import { describeAction, namesOf } from "./describe_action.ts";
import type { ProtocolAction } from "./protocol_action.ts";

const labels: Labels = {
  node: (node) => `server ${node}`,
  client: (client) => `user ${client}`,
  message: (message) => `${(message as { n: number }).n} more`,
  timer: () => "too late",
  request: (input) => `give me ${input}`,
  answer: (output) => `here are ${output}`,
};

const nobody = { nodes: [], clients: [] } as const;
const message = { from: 0, to: 1, body: { type: "more", n: 3 } } as const;
const answer = { from: 1, to: 3, body: { type: "answer", result: 4 } } as const;

const actions: readonly ProtocolAction[] = [
  { ...nobody, kind: "deliver", message },
  { ...nobody, kind: "deliver", message: answer },
  { ...nobody, kind: "lose", message, why: "down" },
  { ...nobody, kind: "timer", node: 1, timer: { type: "late" } },
  { ...nobody, kind: "crash", node: 1 },
  {
    nodes: [],
    clients: [{ client: 1, observations: [{ kind: "invoke", process: 1, input: 2 }] }],
    kind: "ask",
    client: 1,
  },
];

Deno.test("steps are told in the words of the protocol, where it has some", () => {
  const name = namesOf(2, 2, labels);
  assertEquals(actions.map((action) => describeAction(action, { name, labels })), [
    "server 1 hears '3 more' from server 0",
    "user 1 hears 'here are 4' from server 1",
    "'3 more' from server 0 to server 1 is lost, as its receiver is down",
    "server 1, its timer: 'too late'",
    "server 1 crashes",
    "user 1 goes on; user 1 asks 'give me 2'",
  ]);
});

Deno.test("without words of the protocol, messages are told by their types and fields", () => {
  assertEquals(actions.map((action) => describeAction(action)), [
    "more (n 3) from 0 to 1 arrives",
    "answer (result 4) from 1 to 3 arrives",
    "more (n 3) from 0 to 1 is lost, as its receiver is down",
    "timer late fires at node 1",
    "node 1 crashes",
    "client 1 goes on; client 1 asks 2",
  ]);
});
