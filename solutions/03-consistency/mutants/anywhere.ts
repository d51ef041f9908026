/** The store of part 7 with one mistake each. @module */

import type { Io } from "hb/model/protocol.ts";
import type { Ask, Entire } from "../../../exercises/03-consistency/entire.ts";
import { entire } from "../../../exercises/03-consistency/entire.ts";
import { protocol, ready, type State, takeIn, type Update } from "../anywhere.ts";
import { changed, keeping } from "./keeping.ts";
import { through } from "./through.ts";

type Message = Ask | Update;

/** With other updates on their way to others. */
const saying = (change: (update: Update, s: State, io: Io<Message>) => Message): Entire =>
  changed({
    write(s, event, io) {
      const send: Io<Message>["send"] = (to, message) =>
        io.send(to, message.type === "update" ? change(message, s, io) : message);
      protocol.upon.write(s, event, through(io, { send }));
    },
  });

/** With another rule for what stays in a register; `held` was there before. */
const settling = (
  stays: (update: Update, held: { value: number; time: number; node: number }) => boolean,
) => {
  const settle = (s: State, update: Update, before: State["registers"]) => {
    const held = before.get(update.key);
    const { value, time, node } = update;
    if (held === undefined || stays(update, held)) {
      s.registers.set(update.key, { value, time, node });
    } else s.registers.set(update.key, held);
  };
  return changed({
    write(s, event, io) {
      const before = new Map(s.registers);
      protocol.upon.write(s, event, io);
      settle(s, {
        ...s.registers.get(event.key)!,
        ...event,
        type: "update",
        node: io.self,
        time: s.time,
        seen: s.seen,
      }, before);
    },
    update(s, { type, key, value, node, time, seen }) {
      s.waiting.push({ type, key, value, node, time, seen });
      for (let next = ready(s); next !== undefined; next = ready(s)) {
        const before = new Map(s.registers);
        takeIn(s, next);
        settle(s, next, before);
      }
      s.waiting = s.waiting.filter(({ node, seen }) => seen[node]! > s.seen[node]!);
    },
  });
};

export const anywhere: Readonly<Record<string, Entire>> = {
  ...keeping,
  "as they come: a write is taken in when it arrives": changed({
    update: (s, event) => takeIn(s, event),
  }),
  "its own node's: a write waits for earlier ones of its node, and not for what that had read":
    saying(
      (update, _, { self }) => ({ ...update, seen: update.seen.map((n, i) => i === self ? n : 0) }),
    ),
  "others': a write waits for what its node had read, and not for earlier ones of the node":
    changed({
      update(s, event) {
        s.waiting.push(event);
        const next = () =>
          s.waiting.findIndex(({ seen, node }) =>
            seen.every((count, i) => i === node || count <= s.seen[i]!)
          );
        for (let at = next(); at >= 0; at = next()) takeIn(s, s.waiting.splice(at, 1)[0]!);
      },
    }),
  "time and node in one number: the time counts a hundred times": settling((update, held) =>
    100 * update.time + update.node > 100 * held.time + held.node
  ),
  "time and node in one number: the node is what comes after the point": settling((update, held) =>
    Number(`${update.time}.${update.node}`) > Number(`${held.time}.${held.node}`)
  ),
  "ten nodes: of more than that the rest is not waited for, and taken in without end": changed({
    update(s, event) {
      s.waiting.push(event);
      const next = () =>
        s.waiting.find(({ node, seen }) =>
          seen.slice(0, 10).every((count, i) =>
            i === node ? count === s.seen[i]! + 1 : count <= s.seen[i]!
          )
        );
      for (let each = next(); each !== undefined; each = next()) takeIn(s, each);
      s.waiting = s.waiting.filter(({ node, seen }) => seen[node]! > s.seen[node]!);
    },
  }),
  "the first ten: causes at other nodes are not waited for": changed({
    update(s, event) {
      s.waiting.push(event);
      const next = () =>
        s.waiting.find(({ node, seen }) =>
          seen.every((count, i) =>
            i === node ? count === s.seen[i]! + 1 : i >= 10 || count <= s.seen[i]!
          )
        );
      for (let each = next(); each !== undefined; each = next()) takeIn(s, each);
      s.waiting = s.waiting.filter(({ node, seen }) => seen[node]! > s.seen[node]!);
    },
  }),
  "the last to arrive stays": settling(() => true),
  "four bits: of the numbers of nodes only so many settle a tie": settling((update, held) =>
    update.time > held.time || (update.time === held.time && update.node % 16 > held.node % 16)
  ),
  "the larger value stays": settling((update, held) => update.value > held.value),
  "a tie is no conflict: of two writes of one time the one that is here stays": settling(
    (update, held) => update.time > held.time,
  ),
  "the larger node stays, whatever the time": settling((update, held) =>
    update.node > held.node || (update.node === held.node && update.time > held.time)
  ),
  "deaf: the Lamport clock is not set by what is taken in": changed({
    update(s, event, io) {
      const { time } = s;
      protocol.upon.update(s, event, io);
      s.time = time;
    },
  }),
  "by the clock on the wall: the time of a write is that of its node's clock": changed({
    write(s, event, io) {
      s.time = io.now() + 2000;
      protocol.upon.write(s, event, io);
    },
  }),
  "one at a time: when a write arrives, one write is taken in": changed({
    update(s, { type, key, value, node, time, seen }) {
      s.waiting.push({ type, key, value, node, time, seen });
      const next = ready(s);
      if (next !== undefined) takeIn(s, next);
      s.waiting = s.waiting.filter(({ node, seen }) => seen[node]! > s.seen[node]!);
    },
  }),
  "drops what is early: what has causes that are not here is thrown away": changed({
    update(s, event, io) {
      protocol.upon.update(s, event, io);
      s.waiting = [];
    },
  }),
  "thirty-two waiting: more than that are not kept": changed({
    update(s, event, io) {
      protocol.upon.update(s, event, io);
      s.waiting = s.waiting.slice(-32);
    },
  }),
  "sixteen passes: when a write arrives, it goes through what waits so often": changed({
    update(s, { type, key, value, node, time, seen }) {
      s.waiting.push({ type, key, value, node, time, seen });
      for (let pass = 0; pass < 16; pass++) {
        for (const each of s.waiting) {
          const isNext = each.seen[each.node] === s.seen[each.node]! + 1;
          if (isNext && ready({ ...s, waiting: [each] })) takeIn(s, each);
        }
      }
      s.waiting = s.waiting.filter(({ node, seen }) => seen[node]! > s.seen[node]!);
    },
  }),
  "eight bits: the Lamport clock begins anew after 256": changed({
    write(s, event, io) {
      s.time %= 256;
      protocol.upon.write(s, event, io);
    },
  }),
  "twenty writes: of more than that others are not told": saying((update, _, { self }) => ({
    ...update,
    seen: update.seen[self]! > 20 ? update.seen.map(() => 1e9) : update.seen,
  })),
  "ten registers: others are not kept": changed({
    write(s, event, io) {
      protocol.upon.write(s, event, io);
      s.registers = new Map([...s.registers].slice(0, 10));
    },
    update(s, event, io) {
      protocol.upon.update(s, event, io);
      s.registers = new Map([...s.registers].slice(0, 10));
    },
  }),
  "blanks: what is blank around a name is left away": changed({
    read: (s, event, io) => protocol.upon.read(s, { ...event, key: event.key.trim() }, io),
    write: (s, event, io) => protocol.upon.write(s, { ...event, key: event.key.trim() }, io),
  }),
  "never alone: where there is one node, nothing is answered": changed({
    write(s, event, io) {
      if (io.peers.length > 1) protocol.upon.write(s, event, io);
    },
  }),
  "twice is two: a copy of a write counts as another one of its node": changed({
    update(s, event, io) {
      if (event.seen[event.node]! <= s.seen[event.node]!) s.seen[event.node]!++;
      protocol.upon.update(s, event, io);
    },
  }),
  "three nodes: others are not told": changed({
    write: (s, event, io) =>
      protocol.upon.write(s, event, through(io, { peers: io.peers.slice(0, 3) })),
  }),
  "zero is nothing: a register that holds 0 is read as null": changed({
    read: (s, { key, from }, io) => io.answer(from, s.registers.get(key)?.value || null),
  }),
  "waits for others: a write is answered when the first other node has it": entire({
    ...protocol,
    upon: {
      ...protocol.upon,
      write(s: State, event: Ask & { type: "write"; from: number }, io: Io<Message>) {
        if (io.peers.length === 1) return protocol.upon.write(s, event, io);
        protocol.upon.write(s, event, through(io, { answer() {} }));
        io.send((io.self + 1) % io.peers.length, { type: "got", client: event.from } as never);
      },
      got(_: State, event: { client: number; from: number }, io: Io<Message>) {
        io.send(event.from, { type: "done", client: event.client } as never);
      },
      done(_: State, event: { client: number }, io: Io<Message>) {
        io.answer(event.client, null);
      },
    },
  } as never),
  "tells it twice: every write is sent two times": changed({
    write(s, event, io) {
      const send: Io<Message>["send"] = (to, message) => {
        io.send(to, message);
        io.send(to, message);
      };
      protocol.upon.write(s, event, through(io, { send }));
    },
  }),
  "never told: a write stays at its node": saying((update) => ({
    ...update,
    seen: update.seen.map(() => 99),
  })),
};
