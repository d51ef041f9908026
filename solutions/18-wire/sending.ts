/** Part 5: the sender's half of credit. */

import type { Sending, SendingIo } from "../../exercises/18-wire/given.ts";

interface State {
  initial: number;
  connection: number;
  readonly streams: Map<number, Stream>;
}

interface Stream {
  window: number;
  waiting: number;
}

const LARGEST = 2 ** 31 - 1;

export const sending: Sending<State> = {
  start: ({ stream, connection }) => ({ initial: stream, connection, streams: new Map() }),
  open(s, stream) {
    s.streams.set(stream, { window: s.initial, waiting: 0 });
  },
  write(s, stream, bytes, io) {
    s.streams.get(stream)!.waiting += bytes;
    go(s, io);
  },
  granted(s, stream, bytes, io) {
    const found = s.streams.get(stream);
    if (stream !== 0 && found === undefined) return;
    const window = (found?.window ?? s.connection) + bytes;
    if (bytes < 1 || window > LARGEST) {
      if (stream === 0) s.streams.clear();
      else s.streams.delete(stream);
      return io.breach(stream);
    }
    if (found === undefined) s.connection = window;
    else found.window = window;
    go(s, io);
  },
  resized(s, bytes, io) {
    const difference = bytes - s.initial;
    const largest = Math.max(bytes, ...[...s.streams.values()].map((s) => s.window + difference));
    if (largest > LARGEST) {
      s.streams.clear();
      return io.breach(0);
    }
    for (const stream of s.streams.values()) stream.window += difference;
    s.initial = bytes;
    go(s, io);
  },
  close(s, stream) {
    s.streams.delete(stream);
  },
};

function go(s: State, io: SendingIo): void {
  for (const [number, stream] of s.streams) {
    const bytes = Math.min(stream.waiting, stream.window, s.connection);
    if (bytes <= 0) continue;
    stream.waiting -= bytes;
    stream.window -= bytes;
    s.connection -= bytes;
    io.send(number, bytes);
  }
}
