/**
 * The alternating bit protocol (Bartlett, Scantlebury and Wilkinson 1969; TLA+: AlternatingBit, from Lamport 2002,
 * chapter 14): messages over a line that may lose, but keeps order.
 *
 * @module
 */

import type { SystemAction, TransitionSystem } from "../explore/system.ts";

/** What is sent. */
export type Datum = "d1" | "d2";

/** The variables. */
export interface AlternatingBit {
  /** Messages on the way, oldest first. */
  readonly msgQ: readonly (readonly [bit: number, datum: Datum])[];
  /** Acknowledgements on the way, oldest first. */
  readonly ackQ: readonly number[];
  /** The bit of the message last sent. */
  readonly sBit: number;
  /** The bit that was last acknowledged. */
  readonly sAck: number;
  /** The bit of the message last received. */
  readonly rBit: number;
  /** What was last sent. */
  readonly sent: Datum;
  /** What was last received. */
  readonly rcvd: Datum;
}

const data: readonly Datum[] = ["d1", "d2"];

/** The protocol with at most `length` messages on the way, in either direction. */
export function alternatingBit(length: number): TransitionSystem<AlternatingBit> {
  return {
    name: `alternating bit, queues of ${length}`,
    initial: () =>
      [0, 1].flatMap((bit) => data.flatMap((sent) => data.map((rcvd) => begin(bit, sent, rcvd)))),
    actions: [...data.map(send), ...rest],
    boundary: ({ msgQ, ackQ }) => msgQ.length <= length && ackQ.length <= length,
    always: {
      "what was acknowledged was received": (s) =>
        !(s.sBit === s.rBit && s.sAck === s.sBit) || s.rcvd === s.sent || untouched(s),
    },
  };
}

function begin(bit: number, sent: Datum, rcvd: Datum): AlternatingBit {
  return { msgQ: [], ackQ: [], sBit: bit, sAck: bit, rBit: bit, sent, rcvd };
}

/** Before the first message there is nothing that was received. */
function untouched({ msgQ, ackQ, sBit }: AlternatingBit): boolean {
  return msgQ.length === 0 && ackQ.every((bit) => bit === sBit);
}

function send(datum: Datum): SystemAction<AlternatingBit> {
  return {
    name: `SndNewValue(${datum})`,
    next: (s) =>
      s.sAck !== s.sBit
        ? undefined
        : { sent: datum, sBit: 1 - s.sBit, msgQ: [...s.msgQ, [1 - s.sBit, datum]] },
  };
}

const rest: readonly SystemAction<AlternatingBit>[] = [
  {
    name: "ReSndMsg",
    next: (s) => s.sAck === s.sBit ? undefined : { msgQ: [...s.msgQ, [s.sBit, s.sent]] },
  },
  {
    name: "RcvMsg",
    next(s) {
      const [first, ...msgQ] = s.msgQ;
      return first && { msgQ, rBit: first[0], rcvd: first[1] };
    },
  },
  { name: "SndAck", next: (s) => ({ ackQ: [...s.ackQ, s.rBit] }) },
  {
    name: "RcvAck",
    next(s) {
      const [first, ...ackQ] = s.ackQ;
      return first === undefined ? undefined : { ackQ, sAck: first };
    },
  },
  { name: "LoseMsg", next: (s) => s.msgQ.map((_, i) => ({ msgQ: s.msgQ.toSpliced(i, 1) })) },
  { name: "LoseAck", next: (s) => s.ackQ.map((_, i) => ({ ackQ: s.ackQ.toSpliced(i, 1) })) },
];
