/** Bugs of part 7. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import type {
  Any,
  Copy,
  CopyIo,
  CopyMessage,
  NodeId,
} from "../../../exercises/07-quorums/given.ts";
import {
  asAsked,
  coordinator,
  coordinatorWith,
  type State,
  together,
  type Ways,
} from "../coordinator.ts";

const make = (ways: Partial<Ways>) => coordinatorWith({ ...asAsked, ...ways });

/** The reference, with another `io`. */
const withIo = (
  change: (io: CopyIo, s: State) => Partial<CopyIo>,
): Partial<Answers["coordinator"]> => {
  const io = (own: CopyIo, s: State) => ({ ...own, ...change(own, s) });
  return {
    get: (s, client, key, own) => coordinator.get(s, client, key, io(own, s)),
    put: (s, client, key, value, context, own) =>
      coordinator.put(s, client, key, value, context, io(own, s)),
    upon: (s, from, message, own) => coordinator.upon(s, from, message, io(own, s)),
    overdue: (s, request, own) => coordinator.overdue(s, request, io(own, s)),
  };
};

const sending = (
  send: (io: CopyIo, to: NodeId, message: CopyMessage, s: State) => void,
): Partial<Answers["coordinator"]> =>
  withIo((io, s) => ({ send: (to, message) => send(io, to, message, s) }));

/** The largest of all values, as one that was written last. */
const largest = ({ siblings, seen }: Copy): Copy => ({
  siblings: siblings.toSorted((a, b) => `${a.value}` < `${b.value}` ? 1 : -1).slice(0, 1),
  seen,
});

let beside: Any;

export const coordinatorMutants: Mutants<Answers> = {
  coordinator: {
    "drops siblings: a get answers with one value": make({
      shown: (copies, _, io) => largest(together(copies, io)),
    }),
    "last copy: a get answers with the copy that came last": make({
      shown: (copies) => copies.at(-1)!,
    }),
    "own copy: what is known here is shown as well": make({
      shown: (copies, s, io) => together([...copies, ...s.copies.values()].slice(0, 9), io),
    }),
    "failed read counts: who cannot read counts as if it knew nothing": {
      upon: (s, from, message, io) =>
        coordinator.upon(
          s,
          from,
          message.type === "found" && message.copy === null
            ? { ...message, copy: { siblings: [], seen: [] } }
            : message,
          io,
        ),
    },
    "own failed read: this node's failure counts as if it knew nothing": {
      upon: (s, from, message, io) =>
        coordinator.upon(
          s,
          from,
          message.type === "found" && message.copy === null && from === s.rules.self
            ? { ...message, copy: { siblings: [], seen: [] } }
            : message,
          io,
        ),
    },
    "repairs the unreadable: who cannot read is sent all": make({
      mends(get, s, request, io) {
        asAsked.mends(get, s, request, io);
        const copy = together([...get.found.values()], io);
        for (const [node, own] of get.found) {
          if (own === null) io.send(node, { type: "keep", request, key: get.key, copy });
        }
      },
    }),
    "local repair: what is known here is sent to those that are behind": make({
      mends({ key, found }, s, request, io) {
        const copy = s.copies.get(key), all = together([...found.values()], io);
        for (const [node, own] of found) {
          if (own === null || copy === undefined || io.dotted.knows(own, all)) continue;
          io.send(node, { type: "keep", request, key, copy });
        }
      },
    }),
    "no repair: nobody is mended": make({ mends: () => {} }),
    "repairs all: all homes are sent what is known": make({
      mends({ key, found }, s, request, io) {
        const copy = together([...found.values()], io);
        for (const node of s.rules.homes) io.send(node, { type: "keep", request, key, copy });
      },
    }),
    "repairs others: its own copy is not mended": make({
      mends: (get, s, request, io) =>
        asAsked.mends(get, s, request, {
          ...io,
          send: (to, message) => to === s.rules.self ? undefined : io.send(to, message),
        }),
    }),
    "repairs the silent: who has not answered is sent all": make({
      mends(get, s, request, io) {
        asAsked.mends(get, s, request, io);
        const copy = together([...get.found.values()], io);
        for (const node of s.rules.homes) {
          if (!get.found.has(node)) io.send(node, { type: "keep", request, key: get.key, copy });
        }
      },
    }),
    "repairs one: one that is behind is mended": make({
      mends(get, s, request, io) {
        let sent = 0;
        asAsked.mends(get, s, request, {
          ...io,
          send: (to, message) => sent++ === 0 ? io.send(to, message) : undefined,
        });
      },
    }),
    "repairs by R: what came after the answer is not looked at": make({
      mends(get, s, request, io) {
        const good = [...get.found].filter(([, copy]) => copy !== null).slice(0, s.rules.read);
        asAsked.mends({ ...get, found: new Map(good) }, s, request, io);
      },
    }),
    "no late repair: when time is over nobody is mended": {
      overdue: (s, request, io) =>
        coordinator.overdue(s, request, {
          ...io,
          send: (to, message) => message.type === "keep" ? undefined : io.send(to, message),
        }),
    },
    "ignores context: a write replaces nothing": make({
      written: (own, _, value, { rules }, io) => io.dotted.event(own, [], rules.actor, value),
    }),
    "replaces all: a write replaces all that is known here": make({
      written: (own, context, value, { rules }, io) =>
        io.dotted.event(own, [...own.seen, ...context], rules.actor, value),
    }),
    "one actor: all nodes write under one name": make({
      written: (own, context, value, _, io) => io.dotted.event(own, context, "me", value),
    }),
    "client's actor: each request has an actor": make({
      written: (own, context, value, { count }, io) =>
        io.dotted.event(own, context, `client ${count}`, value),
    }),
    "blind write: what is known here is left out": make({
      written: (_, context, value, { rules }, io) =>
        io.dotted.event({ siblings: [], seen: [] }, context, rules.actor, value),
    }),
    "deletes: to delete is to write an empty text": make({
      written: (own, context, value, { rules }, io) =>
        io.dotted.event(own, context, rules.actor, value ?? ""),
    }),
    "only the new: homes are told of the new value alone": sending((io, to, message, s) =>
      io.send(
        to,
        message.type === "keep" && !s.gets.size
          ? { ...message, copy: { ...message.copy, siblings: message.copy.siblings.slice(-1) } }
          : message,
      )
    ),
    "twice: two answers of one home count twice": make({
      voter: (from, count) => from + count / 100,
    }),
    "not itself: W others must have a put": {
      start: (rules) => coordinator.start({ ...rules, write: rules.write + 1 }),
    },
    "R for both: R are enough for a put": {
      start: (rules) => coordinator.start({ ...rules, write: rules.read }),
    },
    "majority: R and W are not looked at": {
      start(rules) {
        const most = (rules.homes.length >> 1) + 1;
        return coordinator.start({ ...rules, read: most, write: most });
      },
    },
    "R + 1: one more than R is waited for": make({
      enough: (count, needed) => count > needed,
    }),
    "over at R: a get is over when its client is answered": {
      upon(s, from, message, io) {
        coordinator.upon(s, from, message, io);
        for (const [request, { client }] of s.gets) if (client === null) s.gets.delete(request);
      },
    },
    "over with null: who cannot read is waited for": {
      upon(s, from, message, io) {
        if (message.type !== "found" || message.copy !== null) {
          coordinator.upon(s, from, message, io);
        }
      },
    },
    "waits in vain: it says that there are too few when time is over": make({
      hopeless: () => false,
    }),
    "gives up: who hears of one that cannot read gives up": make({
      hopeless: ({ found }) => [...found.values()].includes(null),
    }),
    "silent: who has too few is told nothing": withIo((io) => ({
      answer: (client, answer) => answer.ok ? io.answer(client, answer) : undefined,
    })),
    "done anyway: when time is over a put is done": {
      overdue: (s, request, io) =>
        coordinator.overdue(s, request, {
          ...io,
          answer: (client, answer) =>
            io.answer(client, s.puts.has(request) ? { ok: true } : answer),
        }),
    },
    "answers again: a get is answered again when time is over": {
      overdue(s, request, io) {
        const get = s.gets.get(request);
        if (get?.client === null) io.answer(100, { ok: false });
        coordinator.overdue(s, request, io);
      },
    },
    "keeps: what is over is kept": make({
      ends(open, request) {
        const old = open.get(request)!;
        open.delete(request);
        open.set(`over ${request}`, old);
      },
    }),
    "eight names: names come again after eight": make({ nameOf: ({ count }) => count % 8 }),
    "128 names: names come again after 128": make({ nameOf: ({ count }) => count % 128 }),
    "thirty: no more than thirty keys are kept": {
      upon(s, from, message, io) {
        coordinator.upon(s, from, message, io);
        for (const key of [...s.copies.keys()].slice(0, -30)) s.copies.delete(key);
      },
    },
    "waits on: what is over is still waited for": withIo(() => ({ cancel: () => {} })),
    "others only: a get asks the other homes": sending((io, to, message, s) =>
      message.type === "fetch" && to === s.rules.self ? undefined : io.send(to, message)
    ),
    "just R: a get asks R homes": sending((io, to, message, { rules: { homes, read } }) =>
      message.type === "fetch" && homes.indexOf(to) >= read ? undefined : io.send(to, message)
    ),
    "just W: a put tells W homes": sending((io, to, message, { rules: { homes, write } }) =>
      message.type === "keep" && homes.indexOf(to) > write ? undefined : io.send(to, message)
    ),
    "replaces: what it is told to keep takes the place of what it knows": {
      upon(s, from, message, io) {
        if (message.type === "keep") s.copies.delete(message.key);
        coordinator.upon(s, from, message, io);
      },
    },
    'alike: 1 and "1" are one key': {
      upon: (s, from, message, io) =>
        coordinator.upon(
          s,
          from,
          "key" in message ? { ...message, key: `${message.key}` } : message,
          io,
        ),
    },
    "hundred ms: time is over after a hundred ms": withIo((io) => ({
      wait: (request) => io.wait(request, 100),
    })),
    "tombstones shown: what was deleted is an empty text": make({
      shown(copies, _, io) {
        const { siblings, seen } = together(copies, io);
        return { siblings: siblings.map((each) => ({ ...each, value: each.value ?? "" })), seen };
      },
    }),
    "no empty text: an empty text is no value": make({
      shown(copies, _, io) {
        const { siblings, seen } = together(copies, io);
        return { siblings: siblings.filter(({ value }) => value), seen };
      },
    }),
    "once each: siblings with one value are shown once": make({
      shown(copies, _, io) {
        const { siblings, seen } = together(copies, io);
        return {
          siblings: [...new Map(siblings.map((each) => [each.value, each])).values()],
          seen,
        };
      },
    }),
    "beside: what is known is kept beside the state": {
      start: (rules) => beside = coordinator.start(rules),
      get: (_s, ...given) => coordinator.get(beside, ...given),
      put: (_s, ...given) => coordinator.put(beside, ...given),
      upon: (_s, ...given) => coordinator.upon(beside, ...given),
      overdue: (_s, ...given) => coordinator.overdue(beside, ...given),
    },
  },
};
