/** Part 10: record once, say so at once, and write down what comes until the marker does. @module */

import type { Io } from "hb/model/protocol.ts";
import {
  type Bank,
  type Banker,
  type BankMessage,
  FORTUNE,
} from "../../exercises/02-time/events.ts";

type BankIo = Io<BankMessage>;

export const snapshot: Bank = {
  start: () => ({ money: FORTUNE, record: null, open: [], asking: [] }),
  upon: {
    give(s, { amount, to, from }, io) {
      if (amount > s.money) return io.answer(from, false);
      s.money -= amount;
      io.send(to, { type: "transfer", amount });
      io.answer(from, true);
    },
    transfer(s, { amount, from }) {
      s.money += amount;
      if (s.open.includes(from)) s.record!.coming[from]!.push(amount);
    },
    begin(s, { from }, io) {
      s.asking.push(from);
      record(s, io);
      answerIfComplete(s, io);
    },
    marker(s, { from }, io) {
      record(s, io);
      s.open = s.open.filter((other) => other !== from);
      answerIfComplete(s, io);
    },
  },
};

function record(s: Banker, io: BankIo): void {
  if (s.record !== null) return;
  s.record = { money: s.money, coming: io.peers.map(() => []) };
  s.open = io.peers.filter((peer) => peer !== io.self);
  for (const peer of s.open) io.send(peer, { type: "marker" });
}

function answerIfComplete(s: Banker, io: BankIo): void {
  if (s.open.length > 0) return;
  for (const client of s.asking) io.answer(client, s.record);
  s.asking = [];
}
