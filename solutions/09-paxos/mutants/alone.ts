/** Part 10 with one bug each, which shows when a leader depends on one message or one server. @module */

import { nested } from "hb/model/nested.ts";
import type { WholePaxos } from "../../../exercises/09-paxos/given.ts";
import { type Any, around, withHandlers } from "./around_whole.ts";

const isNoop = (value: Any) => value.length === 0;

/** The slots of a message, without those in which a no-op is proposed: one message for those that follow each other. */
function* withoutNoops({ first, values, ...message }: Any): Generator<Any> {
  for (let i = 0; i < values.length;) {
    if (isNoop(values[i])) {
      i++;
      continue;
    }
    let end = i;
    while (end < values.length && !isNoop(values[end])) end++;
    yield { ...message, first: first + i, values: values.slice(i, end) };
    i = end;
  }
}

export const aloneMutants: Readonly<Record<string, WholePaxos>> = {
  "asks one server alone: when that is gone, it leads for ever and executes nothing": withHandlers((
    _,
    { heartbeat },
  ) => ({
    heartbeat(s, timer, io) {
      if (s.mandate !== null) s.mandate.ahead.asked = 0;
      heartbeat!(s, timer, io);
    },
  })),
  "gaps stay open: what comes after them is never executed": withHandlers(({ promise }) => ({
    promise(s, message, io) {
      const send = (to: number, message: Any) => {
        if (message.type !== "accept" || message.values.length === 0) return io.send(to, message);
        for (const part of withoutNoops(message)) io.send(to, part);
      };
      promise!(s, message, nested(io, { send }));
      for (const [slot, { value, chosen }] of s.log) {
        if (chosen || !isNoop(value) || s.mandate === null) continue;
        s.log.delete(slot);
        s.mandate.votes.delete(slot);
      }
    },
  })),
  "any no: a leader gives up when an earlier ballot of its own is refused": withHandlers((
    { nack },
  ) => ({
    nack: (s, message, io) =>
      nack!(s, { ...message, ballot: s.mandate?.ballot ?? message.ballot }, io),
  })),
  "its own vote, once: a message to itself is lost like any other": around(
    (s) => {
      s.sent ??= new Set();
    },
    (s, io) => {
      if (s.mandate === null) return void s.sent.clear();
      for (const [slot, voters] of s.mandate.votes as Map<number, Set<number>>) {
        if (s.sent.has(slot)) continue;
        s.sent.add(slot);
        voters.delete(io.self);
        io.send(io.self, {
          type: "accepted",
          ballot: s.mandate.ballot,
          first: slot,
          count: 1,
        });
      }
    },
  ),
};
