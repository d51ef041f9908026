/** A protocol of one message, for the tests beside this file. */

import type { ProtocolSystem } from "./protocol_system.ts";

/** What is said. */
export type Hello = { type: "hello" };
/** Node 0 greets node 1, which has then heard it. */
export const greeting: ProtocolSystem<{ heard: unknown }, Hello> = {
  name: "greeting",
  protocol: {
    start(io) {
      if (io.self === 0) io.send(1, { type: "hello" });
      return { heard: 0 };
    },
    upon: {
      hello(s) {
        s.heard = 1;
      },
    },
  },
  nodes: 2,
};
