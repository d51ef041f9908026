/** Orders of messages, handed to a gateway, in which a mistake of Multi-Raft shows. @module */

import { equal } from "../../../model/compare.ts";
import type { Message, Route } from "../../../multiraft/messages.ts";
import { Node, oneRange, type Story } from "./node.ts";

/** A gateway that knows of two ranges, with the keys before and after m, and scans both. */
function scanning(change: Parameters<Story>[0]): { node: Node; know(...routes: Route[]): void } {
  const node = new Node(oneRange(change), 3);
  const know = (...routes: Route[]) => void node.hand(0, { type: "located", id: 99, routes });
  know(route(1, "", "m", 1), route(2, "m", null, 1));
  node.hand(9, { type: "ask", operation: { type: "scan", key: "", end: null, limit: 9 } });
  return { node, know };
}

function route(group: number, start: string, end: string | null, version: number): Route {
  return { group, start, end, version, conf: 0, members: [0, 1, 2], leader: 0 };
}

/** What the range with the keys before m answers to its part of the scan. */
const firstPart: Message = {
  type: "routed",
  id: 0,
  boot: 1,
  outcome: {
    type: "answer",
    answer: {
      ok: true,
      value: { keys: { start: "", end: "m" }, entries: [["a", "1"]], more: false },
    },
  },
  routes: [],
};

/** Two ranges become one while the answer of the first to a scan is on its way. */
export const scansAcrossAMerge: Story = (change): string | undefined => {
  const { node, know } = scanning(change);
  know(route(2, "", null, 5));
  const keys = node.hand(0, firstPart).flatMap((each) =>
    each.type === "route" && each.task.type === "operate" ? [each.task.operation.key] : []
  );
  return equal(keys, ["m"]) ? undefined : `orderly scans: it goes on at "${keys}", not at "m"`;
};

/** The answer to a part of a scan comes a second time, before that to the next part. */
export const aPartTwice: Story = (change): string | undefined => {
  const { node } = scanning(change);
  const last = { keys: { start: "m", end: null }, entries: [], more: false };
  node.hand(0, firstPart);
  node.hand(0, firstPart);
  const outcome = { type: "answer", answer: { ok: true, value: last } } as const;
  node.hand(0, { type: "routed", id: 0, boot: 1, outcome, routes: [] });
  const [answer] = node.answers as { value: { entries: [string, string][] } }[];
  if (answer === undefined) return "it is not answered";
  const keys = answer.value.entries.map(([key]) => key);
  return equal(keys, ["a"]) ? undefined : `orderly scans: it finds ${keys.join(", ")}, not a`;
};

/** A gateway crashes, and asks for something else; then the answer comes to what it had asked before. */
export const anAnswerToAnotherLife: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 3);
  node.restart([{ type: "boot", boot: 1 }]);
  node.hand(9, { type: "ask", operation: { type: "get", key: "x" } });
  const outcome = { type: "answer", answer: { ok: true, value: "of y" } } as const;
  node.hand(0, { type: "routed", id: 0, boot: 1, outcome, routes: [] });
  if (node.answers.length > 0) return "linearizability: x is what y was";
  node.hand(0, { type: "routed", id: 0, boot: 2, outcome, routes: [] });
  return node.answers.length === 1 ? undefined : "it does not answer";
};
