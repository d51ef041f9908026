/** Right answers to exercise 08 that are built otherwise than the solution: parts 7 to 9. */

import type {
  Any,
  Request,
  RunningStore,
  Sequence,
  SessionIo,
  Sessions,
  Store,
  Vector,
} from "../../exercises/08-convergence/given.ts";
import { orset, registers } from "./convergence_otherwise.ts";

const idOf = (name: string, number: number) => JSON.stringify([name, number]);

/** The elements stand in a list in their order; where a new one goes is found from those that hang beside it. */
export const sequence: Sequence = {
  empty: () => ({ order: [], all: new Map([["", node(["", 0], "")]]) }),
  insert(s, name, at, text) {
    const read = s.order.filter((id: string) => !s.all.get(id).gone);
    const left = at === 0 ? "" : read[at - 1],
      next = s.order[at === 0 ? 0 : s.order.indexOf(left) + 1];
    const number = 1 + s.order.filter((id: string) => s.all.get(id).id[0] === name).length;
    return s.all.get(left).right.length === 0
      ? ["insert", name, number, text, left, "right"]
      : ["insert", name, number, text, next, "left"];
  },
  remove(s, at, count) {
    const read = s.order.filter((id: string) => !s.all.get(id).gone).slice(at, at + count);
    const runs: [string, number, number][] = [];
    for (const each of read) {
      const [name, number] = s.all.get(each).id, last = runs.at(-1);
      if (last !== undefined && last[0] === name && last[2] === number - 1) last[2] = number;
      else runs.push([name, number, number]);
    }
    return ["remove", runs];
  },
  take(s, [type, ...op]) {
    if (type === "remove") {
      for (const [name, from, to] of op[0]) {
        for (let number = from; number <= to; number++) s.all.get(idOf(name, number)).gone = true;
      }
      return;
    }
    const [name, number, text, parent, side] = op;
    const ids = (text as string).split("").map((_, i) => idOf(name, number + i));
    s.order.splice(placeOf(s, [name, number], parent, side), 0, ...ids);
    for (const [i, each] of (text as string).split("").entries()) {
      s.all.set(ids[i], node([name, number + i], each));
      if (i > 0) s.all.get(ids[i - 1]).right.push(ids[i]);
    }
  },
  text: (s) => s.order.map((id: string) => s.all.get(id).gone ? "" : s.all.get(id).text).join(""),
};

const node = (id: readonly [string, number], text: string) => ({
  id,
  text,
  gone: false,
  left: [],
  right: [],
});

/** Hangs it there, and says at which place of the order it stands. */
function placeOf(
  s: Any,
  id: readonly [string, number],
  parent: string,
  side: "left" | "right",
): number {
  const siblings: string[] = s.all.get(parent)[side];
  const isBefore = (other: string) => {
    const [name, number] = s.all.get(other).id;
    return name < id[0] || name === id[0] && number < id[1];
  };
  const at = siblings.filter(isBefore).length;
  const [before, after] = [siblings[at - 1], siblings[at]];
  siblings.splice(at, 0, idOf(...id));
  if (side === "right") {
    if (before === undefined) return parent === "" ? 0 : s.order.indexOf(parent) + 1;
    return s.order.indexOf(end(s, before, "right", -1)) + 1;
  }
  return s.order.indexOf(after === undefined ? parent : end(s, after, "left", 0));
}

function end(s: Any, from: string, side: "left" | "right", which: number): string {
  let id = from;
  while (s.all.get(id)[side].length > 0) id = s.all.get(id)[side].at(which);
  return id;
}

/** A class; a token is a list of names, each with what was written and what was seen. */
class Line implements Sessions {
  begin(): Any {
    return [];
  }

  needs(token: Any, type: Any, wants: Any): Vector {
    const own = type === "read" ? wants.readYourWrites : wants.monotonicWrites;
    const others = type === "read" ? wants.monotonicReads : wants.writesFollowReads;
    const all = token.map((
      [name, written, seen]: Any,
    ) => [name, Math.max(own ? written : 0, others ? seen : 0)]);
    return new Map(all.filter(([, count]: Any) => count > 0));
  }

  noted(token: Any, type: Any, covers: Vector): Any {
    const names = new Set([...token.map(([name]: Any) => name), ...covers.keys()]);
    return [...names].map((name) => {
      const [, written, seen] = token.find(([of]: Any) => of === name) ?? [name, 0, 0];
      const count = covers.get(name) ?? 0;
      return type === "read"
        ? [name, written, Math.max(seen, count)]
        : [name, Math.max(written, count), seen];
    });
  }

  start(mayWait: number): Any {
    return { mayWait, line: new Map() };
  }

  asked(s: Any, client: number, request: Request, io: SessionIo): void {
    s.line.delete(client);
    if (this.#may(request, io)) {
      this.#serve(client, request, io);
      this.news(s, io);
    } else if (s.line.size < s.mayWait) s.line.set(client, request);
    else io.refuse(client);
  }

  news(s: Any, io: SessionIo): void {
    for (const [client, request] of s.line) {
      if (!this.#may(request, io)) continue;
      s.line.delete(client);
      this.#serve(client, request, io);
      return this.news(s, io);
    }
  }

  gone(s: Any, client: number): void {
    s.line.delete(client);
  }

  #may({ after }: Request, io: SessionIo): boolean {
    const has = io.covers();
    for (const [name, count] of after) if ((has.get(name) ?? 0) < count) return false;
    return true;
  }

  #serve(client: number, request: Request, io: SessionIo): void {
    if (request.type === "read") {
      return io.answer(client, { covers: io.covers(), result: io.read(request.key) });
    }
    const covers = new Map([io.write(request.key, request.value)]);
    io.answer(client, { covers, result: null });
  }
}
export const sessions: Sessions = new Line();

/** All that is known: registers by their keys, and one set of pairs. */
interface Known {
  readonly registers: ReadonlyMap<string, Any>;
  readonly set: Any;
}
const { last } = registers;
const none = (): Known => ({ registers: new Map(), set: orset.empty() });
function both(a: Known, b: Known): Known {
  const all = new Map(a.registers);
  for (const [key, each] of b.registers) {
    all.set(key, last.merge(all.get(key) ?? last.empty(), each));
  }
  return { registers: all, set: orset.merge(a.set, b.set) };
}
const asText = (known: Known) =>
  JSON.stringify([
    [...known.registers].sort(([a], [b]) => a < b ? -1 : 1),
    [...known.set.here].map(([dot]: Any) => dot).sort(),
    [...known.set.known].sort(([a]: Any, [b]: Any) => a < b ? -1 : 1),
  ]);

/**
 * For each other copy there is one parcel: all that it may lack, merged, with a number. Whole states go to who has not
 * answered yet. `eager`: what is new goes out at once, and not only in rounds.
 * `one`: in a round one of them is chosen.
 */
export const parcels = (eager: boolean, one = false): Store => ({
  protocol({ roundMs, names }): RunningStore {
    const post = (s: Any, node: number, io: Any) => {
      const { number, parcel, name, session } = s.peers.get(node);
      const known = name === null ? s.known : parcel;
      io.send(node, { type: "parcel", me: s.me, you: name, session, number, known });
    };
    const rest = (s: Any, io: Any) => {
      const isBusy = [...s.peers.values()].some(({ name, parcel }) =>
        name === null || parcel !== null
      );
      if (isBusy && !s.isWaiting) io.wait(roundMs, { type: "post" });
      if (!isBusy) io.cancel("post");
      s.isWaiting = isBusy;
    };
    const fresh = (s: Any, node: number) => {
      s.peers.set(node, { session: ++s.sessions, name: null, parcel: null, number: 0 });
    };
    const meets = (s: Any, node: number, name: string, io: Any) => {
      const peer = s.peers.get(node);
      if (peer.name === null || peer.name === name) return;
      fresh(s, node);
      io.save({ me: s.me, sessions: s.sessions, known: none() });
    };
    const takes = (s: Any, known: Known, from: number, io: Any) => {
      const after = both(s.known, known);
      if (asText(after) === asText(s.known)) return;
      s.known = after;
      io.save({ me: s.me, sessions: s.sessions, known });
      for (const [node, peer] of s.peers) {
        if (node === from && peer.name !== null) continue;
        peer.parcel = both(peer.parcel ?? none(), known);
        peer.number++;
        if (eager && from < 0) post(s, node, io);
      }
      rest(s, io);
    };
    const does =
      (delta: (s: Any, message: Any) => Partial<Known>) => (s: Any, message: Any, io: Any) => {
        takes(s, { ...none(), ...delta(s, message) }, -1, io);
        io.answer(message.from, null);
      };
    const pair = (key: string, element: Any) => JSON.stringify([key, element]);
    return {
      start(io, journal) {
        const me = journal.at(-1)?.me ?? `${io.choose(names)} of ${io.self}`;
        const s: Any = { me, sessions: journal.at(-1)?.sessions ?? 0, peers: new Map() };
        s.known = journal.map(({ known }: Any) => known).reduce(both, none());
        for (const node of io.peers) if (node !== io.self) fresh(s, node);
        io.save({ me, sessions: s.sessions, known: none() });
        rest(s, io);
        return s;
      },
      upon: {
        write: does((s, { key, value }) => ({
          registers: new Map([[
            key,
            last.write(s.known.registers.get(key) ?? last.empty(), s.me, value, 0),
          ]]),
        })),
        add: does((s, { key, element }) => ({
          set: orset.add(s.known.set, s.me, pair(key, element)),
        })),
        remove: does((s, { key, element }) => ({
          set: orset.remove(s.known.set, pair(key, element)),
        })),
        read: (s, { key, from }, io) =>
          io.answer(from, last.read(s.known.registers.get(key) ?? last.empty()) ?? null),
        elements: (s, { key, from }, io) =>
          io.answer(
            from,
            orset.elements(s.known.set).map((each) => JSON.parse(each as string))
              .filter(([of]) => of === key).map(([, element]) => element),
          ),
        parcel(s, { from, me, you, session, number, known }, io) {
          meets(s, from, me, io);
          const isMine = you === null || you === s.me;
          if (isMine) takes(s, known, from, io);
          io.send(from, { type: "got", me: s.me, you: me, session, number: isMine ? number : -1 });
          rest(s, io);
        },
        got(s, { from, me, you, session, number }, io) {
          meets(s, from, me, io);
          const peer = s.peers.get(from);
          if (you === s.me && session === peer.session && number >= 0) {
            peer.name = me;
            if (number === peer.number) peer.parcel = null;
          }
          rest(s, io);
        },
      },
      after: {
        post(s, _timer, io) {
          const all = [...s.peers].filter(([, { name, parcel }]) =>
            name === null || parcel !== null
          );
          const some = one && all.length > 0 ? [all[io.choose(all.length)]!] : all;
          for (const [node] of some) post(s, node, io);
          s.isWaiting = false;
          rest(s, io);
        },
      },
      compact: (
        journal,
      ) => [{ ...journal.at(-1), known: journal.map(({ known }) => known).reduce(both, none()) }],
    };
  },
});
export const store: Store = parcels(false);
