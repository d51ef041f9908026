/** Bugs of a broadcast. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import type {
  Any,
  Broadcast,
  RunningBroadcast,
  TreeRules,
} from "../../../exercises/05-rumours/given.ts";
import { broadcast, over } from "../broadcast.ts";
import { tree } from "../tree.ts";
import { treeBugs } from "./tree_bugs.ts";

/** The reference, of which something is changed. */
const changed = (
  change: (right: RunningBroadcast, rules: TreeRules) => Partial<RunningBroadcast>,
): Broadcast => ({
  protocol(rules) {
    const right = broadcast.protocol(rules);
    return { ...right, ...change(right, rules) };
  },
});

/** The reference, upon messages of a type. */
const upon = (
  type: string,
  handle: (right: RunningBroadcast["upon"][string], s: Any, message: Any, io: Any) => void,
): Broadcast =>
  changed(({ upon }) => ({
    upon: { ...upon, [type]: (s, message, io) => handle(upon[type]!, s, message, io) },
  }));

const ruled = (change: (rules: TreeRules) => Partial<TreeRules>): Broadcast => ({
  protocol: (rules) => broadcast.protocol({ ...rules, ...change(rules) }),
});

/** The reference with other ids. */
const named = (name: (count: number, self: number, payload: string) => string): Broadcast =>
  changed((_right, rules) => {
    const it = over(tree, rules, name);
    return { upon: it.upon };
  });

/** The reference, that delivers only some. */
const delivering = (isTold: (s: Any, payload: string) => boolean): Broadcast =>
  changed(({ upon }) => ({
    upon: Object.fromEntries(
      Object.entries(upon).map(([type, handle]) => [type, (s: Any, message: Any, io: Any) => {
        const before = s.delivered.length;
        handle(s, message, io);
        if (s.delivered.length === before) return;
        const last = s.delivered.pop();
        if (isTold(s, last.payload)) s.delivered.push(last);
      }]),
    ),
  }));

/** The reference, that answers only sometimes. */
const answering = (isSaid: (s: Any) => boolean): Broadcast =>
  upon("broadcast", (right, s, message, io) =>
    right(s, message, {
      ...bare(io),
      answer: (to: number, id: string) => isSaid(s) && io.answer(to, id),
    }));

/** Nodes whose lists are one and the same. */
let shared: Any[] = [];

export const broadcastMutants: Mutants<Answers> = {
  broadcast: {
    ...Object.fromEntries(
      Object.entries(treeBugs).map(([words, bug]) => [
        words,
        { protocol: (rules: TreeRules) => over({ ...tree, ...bug }, rules) },
      ]),
    ),
    "ids again: a node that comes back counts from one": changed(({ start }) => ({
      start: (io) => start(io, []),
    })),
    "no name: ids are counts, whoever counts": changed((_right, rules) => ({
      upon: {
        ...broadcast.protocol(rules).upon,
        broadcast: (s, message, io) =>
          broadcast.protocol(rules).upon["broadcast"]!(s, message, { ...bare(io), self: 0 }),
      },
    })),
    "unsaved: the count is not saved": upon(
      "broadcast",
      (right, s, message, io) => right(s, message, { ...bare(io), save: () => {} }),
    ),
    "saved first only: the count is saved once": upon(
      "broadcast",
      (right, s, message, io) =>
        right(s, message, { ...bare(io), save: (count: number) => count === 1 && io.save(count) }),
    ),
    "saves all: what is broadcast is saved with its id": upon(
      "broadcast",
      (right, s, message, io) =>
        right(s, message, {
          ...bare(io),
          save(count: number) {
            io.save(message.payload);
            io.save(count);
          },
        }),
    ),
    "long record: a record is a list of all ids before it": changed(({ start, upon }) => ({
      start: (io, journal) => start(io, journal.map((all: Any) => all.at(-1))),
      upon: {
        ...upon,
        broadcast: (s, message, io) =>
          upon["broadcast"]!(s, message, {
            ...bare(io),
            save: (count: number) => io.save(Array.from({ length: count }, (_, i) => i + 1)),
          }),
      },
    })),
    "saves what it hears: each payload that comes is saved": upon(
      "gossip",
      (right, s, message, io) => {
        const before = s.delivered.length;
        right(s, message, io);
        if (s.delivered.length > before) io.save(s.count);
      },
    ),
    "all lazy: who has no eager link left says nothing": changed(({ upon }) => ({
      upon: Object.fromEntries(
        Object.entries(upon).map(([type, handle]) => [type, (s: Any, message: Any, io: Any) => {
          const links = [...s.tree.links.values()];
          const isMute = type === "broadcast" && links.length > 1 && !links.includes(true);
          handle(s, message, isMute ? { ...bare(io), send: () => {} } : io);
        }]),
      ),
    })),
    "twice pruned: a link that was pruned more than once stays lazy": changed(({ upon }) => ({
      upon: {
        ...upon,
        prune(s, message, io) {
          (s.prunes ??= {})[message.from] = (s.prunes[message.from] ?? 0) + 1;
          upon["prune"]!(s, message, io);
        },
        graft(s, message, io) {
          upon["graft"]!(s, message, io);
          if (s.prunes?.[message.from] > 1) s.tree.links.set(message.from, false);
        },
      },
    })),
    "old life: what was saved first counts": changed(({ start }) => ({
      start: (io, journal) => start(io, journal.slice(0, 1)),
    })),
    "no answer: whoever asks hears nothing": upon(
      "broadcast",
      (right, s, message, io) => right(s, message, { ...bare(io), answer: () => {} }),
    ),
    "wrong answer: it is answered with the payload": upon(
      "broadcast",
      (right, s, message, io) =>
        right(s, message, { ...bare(io), answer: (to: number) => io.answer(to, message.payload) }),
    ),
    "not here: its own broadcasts are not delivered": upon("broadcast", (right, s, message, io) => {
      right(s, message, io);
      s.delivered.pop();
    }),
    "no timer: it waits for nothing": changed(({ upon }) => ({
      upon: {
        ...upon,
        ihave: (s, message, io) => upon["ihave"]!(s, message, { ...bare(io), wait: () => {} }),
      },
    })),
    "one timer: all that is waited for has one": changed(({ upon, after }) => ({
      upon: {
        ...upon,
        ihave: (s, message, io) =>
          upon["ihave"]!(s, message, {
            ...bare(io),
            wait: (ms: number, timer: Any) => io.wait(ms, { ...timer, key: "all", id: timer.key }),
          }),
      },
      after: {
        overdue: (s, timer, io) =>
          after["overdue"]!(s, { ...timer, key: timer.id ?? timer.key }, io),
      },
    })),
    "no retry: after the first who is asked nobody is": changed(({ after }) => ({
      after: {
        overdue: (s, timer, io) => after["overdue"]!(s, timer, { ...bare(io), wait: () => {} }),
      },
    })),
    "half the patience: it waits half as long as it should": ruled(({ timeoutMs }) => ({
      timeoutMs: timeoutMs / 20,
    })),
    "one patience: whoever is asked has as long as the tree": ruled(({ timeoutMs }) => ({
      retryMs: timeoutMs,
    })),
    "no patience: the tree has as long as whoever is asked": ruled(({ retryMs }) => ({
      timeoutMs: retryMs,
    })),
    "two tries: it asks two, and gives up": changed(({ after }) => ({
      after: {
        overdue(s, timer, io) {
          s.tries ??= {};
          s.tries[timer.key] = (s.tries[timer.key] ?? 0) + 1;
          if (s.tries[timer.key] > 2) s.tree.missing.delete(timer.key);
          after["overdue"]!(s, timer, io);
        },
      },
    })),
    "two ids: it knows the last two ids only": upon("gossip", (right, s, message, io) => {
      for (const id of [...s.tree.here].slice(0, -2)) s.tree.here.delete(id);
      right(s, message, io);
    }),
    "keeps one: it keeps the last payload only": ruled(() => ({ most: 1 })),
    "keeps all: it keeps all payloads": ruled(() => ({ most: Infinity })),
    "beats: neighbours are told all the time what there is": changed(({ upon, after }) => ({
      upon: {
        ...upon,
        neighbourUp(s, message, io) {
          upon["neighbourUp"]!(s, message, io);
          io.wait(100, { type: "beat", key: `${message.node}` });
        },
      },
      after: {
        ...after,
        beat(s, { key }, io) {
          if (!s.tree.links.has(Number(key))) return;
          io.send(Number(key), { type: "ihave", ids: [...s.tree.kept.keys()] });
          io.wait(100, { type: "beat", key });
        },
      },
    })),
    "twice: each payload is sent twice": changed(({ upon }) => ({
      upon: {
        ...upon,
        broadcast: (s, message, io) =>
          upon["broadcast"]!(s, message, {
            ...bare(io),
            send(to: number, own: Any) {
              io.send(to, own);
              io.send(to, own);
            },
          }),
      },
    })),
    "shared: all nodes have one list of what was delivered": {
      protocol(rules) {
        const right = broadcast.protocol(rules);
        shared = [];
        return {
          ...right,
          start: (io, journal) => ({ ...right.start(io, journal), delivered: shared }),
        };
      },
    },
    "other payload: what is passed on is its id": upon(
      "gossip",
      (right, s, message, io) =>
        right(s, message, {
          ...bare(io),
          send: (to: number, own: Any) =>
            io.send(to, own.type === "gossip" ? { ...own, payload: own.id } : own),
        }),
    ),
    "down is down: who was gone is no neighbour again": changed(({ upon }) => ({
      upon: {
        ...upon,
        neighbourDown(s, message, io) {
          s.gone = [...s.gone ?? [], message.node];
          upon["neighbourDown"]!(s, message, io);
        },
        neighbourUp(s, message, io) {
          if (!s.gone?.includes(message.node)) upon["neighbourUp"]!(s, message, io);
        },
      },
    })),
    "three neighbours: it has three at most": upon("neighbourUp", (right, s, message, io) => {
      if (s.tree.links.size < 3) right(s, message, io);
    }),
    "by text: the id of a broadcast is its text": named((_count, _self, payload) => payload),
    "run together: an id is a number and a count with nothing between them": named((count, self) =>
      `${self}${count}`
    ),
    "tens: an id is ten times a count, and a number": named((count, self) =>
      `${count * 10 + self}`
    ),
    "hundreds: an id is a hundred times a number, and a count": named((count, self) =>
      `${self * 100 + count}`
    ),
    "round again: counts go round after eight": named((count, self) => `${self}.${count % 8}`),
    "saved five times: later counts are not saved": upon(
      "broadcast",
      (right, s, message, io) =>
        right(s, message, { ...bare(io), save: (count: number) => count < 6 && io.save(count) }),
    ),
    "once a text: what was broadcast before is not broadcast": upon(
      "broadcast",
      (right, s, message, io) => {
        const old = s.delivered.find((each: Any) => each.payload === message.payload);
        if (old === undefined) right(s, message, io);
        else io.answer(message.from, old.id);
      },
    ),
    "old text: a text that was delivered is not delivered again": delivering((s, payload) =>
      !s.delivered.some((each: Any) => each.payload === payload)
    ),
    "alone: whoever has neighbours does not answer": answering((s) => s.tree.links.size === 0),
    "nine answers: later ones are left out": answering((s) => s.delivered.length < 9),
    "answers twice": upon("broadcast", (right, s, message, io) => {
      right(s, message, io);
      io.answer(message.from, s.delivered.at(-1).id);
    }),
    "not empty: an empty text is nothing": upon("gossip", (right, s, message, io) => {
      if (message.payload) right(s, message, io);
    }),
    "nothing to say: an empty text is not broadcast": upon("broadcast", (right, s, message, io) => {
      if (message.payload) right(s, message, io);
    }),
    "asks the dead: whoever is gone is asked": upon("neighbourDown", (_right, s, { node }) => {
      s.tree.links.delete(node);
    }),
    "new hope: with a new neighbour nothing is waited for": upon(
      "neighbourUp",
      (right, s, message, io) => {
        right(s, message, io);
        s.tree.missing.clear();
      },
    ),
    "three tries: it asks three, and gives up": changed(({ after }) => ({
      after: {
        overdue(s, timer, io) {
          s.tries ??= {};
          s.tries[timer.key] = (s.tries[timer.key] ?? 0) + 1;
          if (s.tries[timer.key] > 3) s.tree.missing.delete(timer.key);
          else after["overdue"]!(s, timer, io);
        },
      },
    })),
    "few ids: it knows a few more ids than it keeps payloads": changed(({ upon }, { most }) => ({
      upon: {
        ...upon,
        gossip(s, message, io) {
          upon["gossip"]!(s, message, io);
          for (const id of [...s.tree.here].slice(0, -most - 3)) s.tree.here.delete(id);
        },
      },
    })),
    "thirty: of what was delivered it tells the last thirty": changed(() => ({
      delivered: (s) => s.delivered.slice(-30),
    })),
    "two neighbours: it has two at most": upon("neighbourUp", (right, s, message, io) => {
      if (s.tree.links.size < 2) right(s, message, io);
    }),
  },
};

/** The members of an `io`, so that some can be others. */
function bare(io: Any): Any {
  return {
    self: io.self,
    peers: io.peers,
    now: () => io.now(),
    choose: (n: number) => io.choose(n),
    send: (to: number, message: Any) => io.send(to, message),
    answer: (to: number, answer: Any) => io.answer(to, answer),
    wait: (ms: number, timer: Any) => io.wait(ms, timer),
    cancel: (type: string, key: string) => io.cancel(type, key),
    save: (record: Any) => io.save(record),
  };
}
