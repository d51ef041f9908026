/** What chains must not remember. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import { forgets } from "hb/grade/played.ts";
import type { Chain, ChainMessage, Failures, NodeId } from "../given.ts";

/** Requires that what is over is forgotten: updates that the tail has, and queries that were answered. */
export function rememberNothing(code: Failures, grading: Grading): void {
  const first: Chain = { epoch: 1, chain: [0, 1, 2], joining: null };
  const queue: [from: NodeId, to: NodeId, message: ChainMessage][] = [];
  let rounds: number[] = [];
  const io = (self: NodeId) => ({
    send: (to: NodeId, message: ChainMessage) => void queue.push([self, to, message]),
    answer: () => {},
    confirm: (round: number) => void rounds.push(round),
  });
  const start = () =>
    first.chain.map((self) => {
      const s = code.start(self, 2);
      code.configure(s, first, io(self));
      return s;
    });
  forgets("an update and a query are asked and answered", start, (s: unknown[], nth) => {
    rounds = [];
    const command = { type: "put", key: "x", value: `${nth % 10}` } as const;
    code.ask(s[0], { client: 90, sequence: nth, command }, io(0));
    code.ask(s[2], { client: 91, sequence: nth, command: { type: "get", key: "x" } }, io(2));
    while (queue.length > 0) {
      const [from, to, message] = queue.shift()!;
      code.upon(s[to], from, message, io(to));
    }
    for (const round of rounds) code.confirmed(s[2], round, io(2));
  }, grading);
}

/** Requires that who is no longer in the chain keeps nothing of Sent. */
export function forgetsSent(code: Failures, grading: Grading): void {
  const io = { send: () => {}, answer: () => {}, confirm: () => {} };
  const sizes = [40, 400].map((count) =>
    grading.asked(() => {
      const s = code.start(0, 2);
      code.configure(s, { epoch: 1, chain: [0, 1, 2], joining: null }, io);
      for (let nth = 0; nth < count; nth++) {
        const command = { type: "put", key: "x", value: `${nth % 10}` } as const;
        code.ask(s, { client: 90, sequence: nth, command }, io);
      }
      code.configure(s, { epoch: 2, chain: [1, 2], joining: null }, io);
      return encode(s).length;
    }, () => "asked: the head has updates in Sent, and is no longer in the chain\n  came")
  );
  grading.expect(
    sizes[1]! <= sizes[0]! + 120,
    "who is no longer in the chain must not keep what is in Sent: with 40 updates in it the memory is " +
      `${sizes[0]} characters long after that, with 400 it is ${sizes[1]}`,
  );
}
