/** Two nodes that send each other a number, as fast as the world lets them. @module */

import type { Protocol } from "hb/model/protocol.ts";
import { EventQueue } from "hb/sim/queue.ts";
import { World } from "hb/sim/world.ts";

type Message =
  | { type: "ping"; n: number } // node 0 → node 1
  | { type: "pong"; n: number }; // node 1 → node 0

interface State {
  /** The last number that arrived. */
  n: number;
}

/** Node 0 serves; every message is answered by the next. */
const pingPong: Protocol<State, Message> = {
  start(io) {
    if (io.self === 0) io.send(1, { type: "ping", n: 0 });
    return { n: 0 };
  },
  upon: {
    ping(state, { n, from }, io) {
      state.n = n;
      io.send(from, { type: "pong", n: n + 1 });
    },
    pong(state, { n, from }, io) {
      state.n = n;
      io.send(from, { type: "ping", n: n + 1 });
    },
  },
};

/** Plays `messages` messages, 1 ms each, in a world. */
export function playInWorld(messages: number): void {
  const world = new World({
    protocol: pingPong,
    nodes: 2,
    seed: 1,
    trace: "none",
    strict: false,
  });
  world.run(messages);
  assertPlayed(world.events, messages);
}

/** The limit: the same events and a message object for each, through the bare queue alone. */
export function playInQueue(messages: number): void {
  const queue = new EventQueue();
  queue.push(1, 0, 1, 0, 0, { type: "ping", n: 0, from: 0 });
  let played = 0;
  while (played < messages && queue.pop()) {
    const type = queue.a === 0 ? "ping" : "pong";
    played++;
    queue.push(queue.time + 1, 0, queue.b, queue.a, played, { type, n: played, from: queue.a });
  }
  assertPlayed(played, messages);
}

function assertPlayed(played: number, messages: number): void {
  if (played === messages) return;
  throw new Error(`Cannot measure because ${messages} messages must be played: given ${played}`);
}
