/**
 * Credit as messages between two processes, so that it can be drawn: a sender that writes whatever its credit allows,
 * and a reader that takes one message after another and gives credit back (`lib/link/credits`).
 *
 * @module
 */

import { ReceiveCredits } from "../../link/credits/receiving.ts";
import { SendCredits } from "../../link/credits/sending.ts";
import type { Io, Protocol } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";

/** What the two say. */
export type CreditMessage =
  /** From the sender: so many bytes. */
  | { readonly type: "data"; readonly bytes: number }
  /** From the reader: so many more may come. */
  | { readonly type: "grant"; readonly bytes: number };

/** The reader has taken in one message. */
type CreditTimer = { readonly type: "read" };

/** What is known at one end. */
export interface CreditState {
  /** What may be sent; at the reader nothing is. */
  credit: number;
  /** What is still to be sent. */
  left: number;
  /** What has come and was not read. */
  unread: number;
}

/** What is drawn. */
export interface CreditOptions {
  /** The window, in bytes. */
  readonly window: number;
  /** How many bytes there are to send. */
  readonly all: number;
  /** How long each message is, in bytes; the last may be shorter. */
  readonly messageBytes: number;
  /** How far the two are apart, in ms. */
  readonly oneWayMs: number;
  /** How long the reader takes for a message, in ms. */
  readonly readMs: number;
}

/** What happens between a sender, process 0, and a reader, process 1, until all was read. */
export function creditTrace(options: CreditOptions): Trace {
  const network = { latency: constant(options.oneWayMs) };
  const world = new World({ protocol: protocolOf(options), nodes: 2, network, seed: 1 });
  world.run(1e6);
  return world.trace;
}

function protocolOf(
  { window, all, messageBytes, readMs }: CreditOptions,
): Protocol<CreditState, CreditMessage, CreditTimer> {
  const stream = 1, windows = { stream: window, connection: window };
  const sending = new SendCredits(windows), receiving = new ReceiveCredits(windows);
  sending.open(stream);
  receiving.open(stream);
  const send = (s: CreditState, io: Io<CreditMessage, CreditTimer>): void => {
    while (s.left > 0 && sending.available(stream) > 0) {
      const bytes = Math.min(messageBytes, s.left, sending.available(stream));
      sending.spend(stream, bytes);
      s.left -= bytes;
      io.send(1, { type: "data", bytes });
    }
    s.credit = sending.available(stream);
  };
  return {
    start(io) {
      const s: CreditState = { credit: 0, left: io.self === 0 ? all : 0, unread: 0 };
      if (io.self === 0) send(s, io);
      return s;
    },
    upon: {
      data(s, { bytes }, io) {
        receiving.receive(stream, bytes);
        if (s.unread === 0) io.wait(readMs, { type: "read" });
        s.unread += bytes;
      },
      grant(s, { bytes }, io) {
        for (const each of [stream, 0]) sending.grant(each, bytes);
        send(s, io);
      },
    },
    after: {
      read(s, _, io) {
        const bytes = Math.min(messageBytes, s.unread);
        s.unread -= bytes;
        receiving.consume(stream, bytes);
        const due = receiving.grants().find((grant) => grant.stream === stream);
        if (due !== undefined) io.send(0, { type: "grant", bytes: due.bytes });
        if (s.unread > 0) io.wait(readMs, { type: "read" });
      },
    },
  };
}
