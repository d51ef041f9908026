/**
 * The handshake of TLS 1.3 (RFC 8446, section 2) as messages between two processes, so that it can be drawn. Nothing
 * is encrypted here: it is about who says what, in which order, and how often the other side is waited for.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";

/** What is said, in the order in which it is said. */
export type HandshakeMessage =
  /** From the client: what it can do, and its half of the key agreement. */
  | { readonly type: "hello" }
  /** From the server: its half; and, encrypted from here on, its certificate and a signature. */
  | { readonly type: "certified"; readonly asksForCertificate: boolean }
  /** From the client: its certificate, if it was asked for it, that all of it fits, and its first data. */
  | { readonly type: "finished"; readonly certificate: boolean }
  /** What the server answers to these. */
  | { readonly type: "answer" };

interface State {
  /** Whether it knows the key, and whom it talks to. */
  ready: boolean;
}

function handshake(mutual: boolean): Protocol<State, HandshakeMessage> {
  return {
    start(io) {
      if (io.self === 0) io.send(1, { type: "hello" });
      return { ready: false };
    },
    upon: {
      hello: (_, { from }, io) => io.send(from, { type: "certified", asksForCertificate: mutual }),
      certified(s, { from, asksForCertificate }, io) {
        s.ready = true;
        io.send(from, { type: "finished", certificate: asksForCertificate });
      },
      finished(s, { from }, io) {
        s.ready = true;
        io.send(from, { type: "answer" });
      },
      answer() {},
    },
  };
}

/** What happens between a client, process 0, and a server, process 1, that are so many ms apart. */
export function handshakeTrace(oneWayMs: number, { mutual }: { readonly mutual: boolean }): Trace {
  const network = { latency: constant(oneWayMs) };
  const world = new World({ protocol: handshake(mutual), nodes: 2, network, seed: 1 });
  world.run(10 * oneWayMs);
  return world.trace;
}
