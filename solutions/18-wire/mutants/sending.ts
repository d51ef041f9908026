/** Bugs of the sender's half of credit. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Any, SendingIo } from "../../../exercises/18-wire/given.ts";
import { sending } from "../sending.ts";

/** Does something in which nothing is sent. */
const held = (s: Any, change: () => void) => {
  const waiting = [...s.streams.values()].map((each: Any) => [each, each.waiting] as const);
  for (const [each] of waiting) each.waiting = 0;
  change();
  for (const [each, bytes] of waiting) each.waiting = bytes;
};

/** What goes after something has changed. */
const go = (s: Any, io: SendingIo) => {
  s.streams.set(-1, { window: 0, waiting: 0 });
  sending.write(s, -1, 0, io);
  s.streams.delete(-1);
};

export const sendingMutants: Mutants<Answers> = {
  sending: {
    "speaks: a breach of the connection ends nothing": {
      granted(s, stream, bytes, io) {
        const streams = [...s.streams];
        sending.granted(s, stream, bytes, io);
        if (stream === 0 && s.streams.size === 0) {
          for (const [name, each] of streams) s.streams.set(name, each);
        }
      },
    },
    "eats: what waits on a stream that breaks a rule is taken of the connection": {
      granted(s, stream, bytes, io) {
        const waiting = s.streams.get(stream)?.waiting ?? 0;
        sending.granted(s, stream, bytes, io);
        if (stream > 0 && !s.streams.has(stream)) s.connection -= Math.min(s.connection, waiting);
      },
    },
    "over-nothing: a grant of 0 to a stream that is over is a breach": {
      granted(s, stream, bytes, io) {
        if (stream > 0 && bytes < 1 && !s.streams.has(stream)) io.breach(stream);
        else sending.granted(s, stream, bytes, io);
      },
    },
    "connection-too: a new size changes the connection's window": {
      resized(s, bytes, io) {
        const difference = bytes - s.initial;
        held(s, () => sending.resized(s, bytes, io));
        s.connection += difference;
        go(s, io);
      },
    },
    "absolute: a new size is what open streams have left": {
      resized(s, bytes, io) {
        held(s, () => sending.resized(s, bytes, io));
        for (const each of s.streams.values()) each.window = bytes;
        go(s, io);
      },
    },
    "floor: no window gets below 0": {
      resized(s, bytes, io) {
        sending.resized(s, bytes, io);
        for (const each of s.streams.values()) each.window = Math.max(0, each.window);
      },
    },
    "new-only: a new size is for streams to come": {
      resized(s, bytes, io) {
        const before = [...s.streams.values()].map((each: Any) => each.window);
        held(s, () => sending.resized(s, bytes, io));
        [...s.streams.values()].forEach((each: Any, at) => each.window = before[at]);
      },
    },
    "open-only: a new size is for the open streams": {
      resized(s, bytes, io) {
        const { initial } = s;
        sending.resized(s, bytes, io);
        s.base ??= initial;
      },
      open(s, stream, io) {
        sending.open(s, stream, io);
        if (s.base !== undefined) s.streams.get(stream).window = s.base;
      },
    },
    "sleeps: after a new size nothing is sent before something else happens": {
      resized: (s, bytes, io) => held(s, () => sending.resized(s, bytes, io)),
    },
    "first: a grant to the connection lets the first stream go on": {
      granted(s, stream, bytes, io) {
        let first: number | undefined;
        if (stream > 0) return sending.granted(s, stream, bytes, io);
        const rest = new Map([...s.streams].filter(([it, each]: Any) => {
          const waits = each.waiting > 0 && each.window > 0;
          if (waits) first ??= it;
          return waits && it !== first;
        }));
        for (const it of rest.keys()) s.streams.delete(it);
        sending.granted(s, stream, bytes, io);
        if (s.streams.size > 0 || first === undefined) {
          for (const [it, each] of rest) s.streams.set(it, each);
        }
      },
    },
    "gives-back: what a stream has sent comes back when it ends": {
      close(s, stream, io) {
        const window = s.streams.get(stream)?.window ?? 0;
        sending.close(s, stream, io);
        s.connection += Math.max(0, s.initial - window);
        go(s, io);
      },
    },
    "sets-aside: each stream that waits holds a byte of the connection": {
      granted(s, stream, bytes, io) {
        const held = [...s.streams.values()].filter((each: Any) => each.waiting > 0).length;
        if (stream > 0 || bytes < 1 || s.connection + bytes > 2 ** 31 - 1) {
          return sending.granted(s, stream, bytes, io);
        }
        s.connection += bytes - Math.max(0, held - 1);
        go(s, io);
        s.connection += Math.max(0, held - 1);
      },
    },
    "overflow: windows may get larger than they may": {
      granted(s, stream, bytes, io) {
        const each = s.streams.get(stream);
        if (bytes < 1) return sending.granted(s, stream, bytes, io);
        if (stream === 0) s.connection += bytes;
        else if (each !== undefined) each.window += bytes;
        go(s, io);
      },
    },
    "resize-overflow: a new size may make a window too large": {
      resized(s, bytes, io) {
        if (bytes > 2 ** 31 - 1) return sending.resized(s, bytes, io);
        for (const each of s.streams.values()) each.window += bytes - s.initial;
        s.initial = bytes;
        go(s, io);
      },
    },
    "nothing: a grant of nothing is taken": {
      granted: (s, stream, bytes, io) =>
        bytes < 1 ? undefined : sending.granted(s, stream, bytes, io),
    },
    "late: a grant to a stream that is over counts for the connection": {
      granted: (s, stream, bytes, io) =>
        sending.granted(s, s.streams.has(stream) ? stream : 0, bytes, io),
    },
    "goes-on: a stream that broke a rule goes on": {
      granted(s, stream, bytes, io) {
        const each = s.streams.get(stream);
        sending.granted(s, stream, bytes, io);
        if (each !== undefined) s.streams.set(stream, each);
      },
    },
  },
};
