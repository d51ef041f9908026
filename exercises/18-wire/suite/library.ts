/** The book's own connection, for the other end of the pipe. @module */

import { KeepAlive } from "hb/link/keep_alive.ts";
import type { Frame } from "hb/link/multiplexer/frames.ts";
import { Multiplexer } from "hb/link/multiplexer/multiplexer.ts";
import {
  type Connecting,
  type ConnectionEvent,
  frameOf,
  MalformedBytes,
  type Side,
} from "../given.ts";
import { framed } from "./side_words.ts";

/** It, with frames of part 10. */
export const library: Connecting = {
  begin({ dials, frameBytes, mostStreams, streamWindow, connectionWindow, ...rules }, now): Side {
    const windows = { stream: streamWindow, connection: connectionWindow };
    const machine = new Multiplexer({ dials, frameBytes, mostStreams, windows });
    const alive = new KeepAlive(rules, now);
    let waiting: number[] = [];
    return {
      open: () => machine.open(),
      write: (stream, bytes, end) => machine.write(stream, bytes, end),
      consume: (stream, bytes) => machine.consume(stream, bytes),
      reset: (stream) => machine.reset(stream),
      resize: (bytes) => machine.resize(bytes),
      leave: () => machine.leave(),
      receive(chunk, now) {
        alive.heard(now);
        const events: ConnectionEvent[] = [];
        waiting.push(...chunk);
        for (let frame = next(); frame !== undefined; frame = next()) {
          const told = machine.receive(frame);
          events.push(...told.flatMap((event) => event.type === "pong" ? [] : [event]));
        }
        return events;
      },
      take() {
        const frame = machine.next();
        return frame && framed(frame);
      },
      dueAt: () => alive.dueAt,
      tick(now) {
        const advice = alive.tick(now);
        if (advice === "ask") machine.ping(1);
        return advice !== "dead";
      },
      lose: () => machine.lose() as ConnectionEvent[],
      streams: () => machine.streams,
    };

    function next(): Frame | undefined {
      const head = Uint8Array.from(waiting.slice(0, 4));
      if (head.length < 4) return undefined;
      const length = new DataView(head.buffer).getUint32(0, true);
      if (length > frameBytes + 16) throw new MalformedBytes(0, "a shorter frame", `${length}`);
      if (waiting.length < 4 + length) return undefined;
      const body = Uint8Array.from(waiting.slice(4, 4 + length));
      waiting = waiting.slice(4 + length);
      return frameOf(body);
    }
  },
};
