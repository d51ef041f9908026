/** Bugs of part 9. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import type { Any } from "../../../exercises/07-quorums/given.ts";
import { asAsked, compacted, majorityOf, type Open, type Record, type State } from "../node.ts";
import { store, storeWith } from "../store.ts";
import { packed } from "./many.ts";
import { again, first, joining, make, other, tried, withIo } from "./store_ways.ts";

/** A write that is being stored, and what a read stores. */
const isWritten = ({ stage, result }: Open) => stage === "store" && result === null;
const isBack = ({ stage, result }: Open) => stage === "store" && result !== null;

export const storeMutants: Mutants<Answers> = {
  store: {
    "no write-back: a read answers with what it has heard": make({ storesBack: false }),
    "write-back not awaited: a read stores and answers at once": make({ awaitsBack: false }),
    "always back: a read always stores": { protocol: (rules) => storeWith(asAsked, rules) },
    "any fast: a read is fast if anybody holds it": make({ isHeld: () => true }),
    "two hold: two are enough for a fast read": make({ isHeld: (holders) => holders.length >= 2 }),
    "two hold of five: of five nodes and more two are enough for a fast read": make({
      isHeld: (holders, { nodes, write }) => holders.length >= (nodes.length < 5 ? write : 2),
    }),
    "three hold: of seven nodes three are enough for a fast read": make({
      isHeld: (holders, { write }) => holders.length >= Math.min(3, write),
    }),
    "two stored: a write is answered when two have stored it": make({
      enough: (count, needed, _, open) => count >= (isWritten(open) ? Math.min(2, needed) : needed),
    }),
    "three stored: a write is answered when three have stored it": make({
      enough: (count, needed, _, open) => count >= (isWritten(open) ? Math.min(3, needed) : needed),
    }),
    "first stored: a read is answered when the first has stored what it returns": make({
      enough: (count, needed, _, open) => isBack(open) || count >= needed,
    }),
    "one short: a read is answered when one fewer than must has stored what it returns": make({
      enough: (count, needed, { nodes }, open) =>
        count >= (isBack(open) && nodes.length > 3 ? needed - 1 : needed),
    }),
    "itself holds: in a fast read this node counts before it has answered": make({
      isHeld: (holders, { write, self }, heard) =>
        holders.length >= write ||
        holders.length > 1 && holders.length === write - 1 && !heard.has(self),
    }),
    "itself stores: a write counts this node before that has stored it": first(
      "latest",
      () => undefined,
      (s) => {
        for (const open of s.open.values()) {
          if (isWritten(open) && open.heard.size === 0 && s.nodes.length > 1) {
            open.heard.set(s.self, open.version!);
          }
        }
      },
    ),
    "joins: a read is answered with what another one asks for already": joining("query"),
    "joins late: a read is answered with what another one writes back already": joining("store"),
    "up to seven: of more than seven four are enough": make({
      enough: (count, needed) => count >= Math.min(4, needed),
    }),
    "packed by ten: a tag is a time ten times, and a writer": make({ compare: packed(10) }),
    "no tie-break: of equal times the one that was there stays": make({
      compare: (a, b) => a.time - b.time,
    }),
    "lower taken: whatever comes is taken": make({ takes: () => true }),
    "no question: a write does not ask first": make({ asksFirst: false }),
    "heard only: two writes of one node may have one tag": make({
      timeAfter: (heard) => heard + 1,
    }),
    "half: of four nodes two are enough": make({
      enough: (count, _, { nodes }) => count >= (nodes.length + 1) >> 1,
    }),
    "two: two are enough": make({
      enough: (count, _, { nodes }) => count >= Math.min(2, nodes.length),
    }),
    "all: all must answer": make({ enough: (count, _, { nodes }) => count >= nodes.length }),
    "up to five: of more than five three are enough": make({
      enough: (count, _, { nodes }) => count >= Math.min(3, majorityOf(nodes)),
    }),
    "same phase: an answer counts in any phase that is under way": make({
      phaseOf: ({ open }, phase, stage) =>
        open.has(phase) ? phase : [...open].find(([, each]) => each.stage === stage)?.[0],
    }),
    "twice: two answers of one node count twice": make({
      voter: (from, { heard }) => heard.has(from) ? -1 - heard.size : from,
    }),
    "names again: starts are not counted": make({
      nameOf: ({ begun }) => begun,
    }),
    "hundred phases: a life and a phase are one number": make({
      nameOf: ({ life, begun }) => life * 100 + begun,
    }),
    "joined: nothing stands between a life and a phase": make({
      nameOf: ({ life, begun }) => `${life}${begun}`,
    }),
    "life by records: a life is called by how many records there are": other(({ start }) => ({
      start: (io, journal) => Object.assign(start(io, journal), { life: journal.length }),
    })),
    "version lost: what is held is not saved": make({ saves: (record) => !("held" in record) }),
    "life lost: starts are not saved": make({ saves: (record) => !("life" in record) }),
    "writer anew: the times that were given are not saved": make({
      saves: (record) => !("issued" in record),
    }),
    "never again: nobody is asked again": again(() => false),
    "gives up: after fifty times nobody is asked again": again((s, key) => tried(s, key) <= 50),
    "gives up late: after a hundred times nobody is asked again": again((s, key) =>
      tried(s, key) <= 100
    ),
    "gives in: after a hundred times a client is answered with null": again((s, key, io) => {
      const open = s.open.get(key);
      if (open === undefined || tried(s, key) <= 100) return true;
      s.open.delete(key);
      io.answer(open.client, null);
      return false;
    }),
    "timers live on: what is over is waited for, for ever": other(({ after }, { againMs }) => ({
      after: {
        again(s: State, timer: Any, io: Any) {
          if (s.open.has(timer.key)) after["again"]!(s, timer, io);
          else io.wait(againMs, timer);
        },
      },
      upon: withIo(() => ({ cancel: () => {} })).protocol({ againMs }).upon,
    })),
    "two lives: nobody is asked again in the third": withIo((io, s) => ({
      wait: (ms: number, timer: Any) => s.life > 2 ? undefined : io.wait(ms, timer),
    })),
    "two lives saved: nothing is saved in the third": withIo((io, s) => ({
      save: (record: Record) => s.life > 2 ? undefined : io.save(record),
    })),
    "all again: all are asked again": again((s, key, io) => {
      const open = s.open.get(key);
      for (const node of open?.heard.keys() ?? []) {
        io.send(node, { type: "query", phase: key, key: open!.key });
      }
    }),
    "hundred ms: who has not answered is asked after a hundred ms": {
      protocol: () => store.protocol({ againMs: 100 }),
    },
    "patient: it waits longer each time": withIo((io, s) => ({
      wait: (ms: number, timer: Any) => io.wait(ms * tried(s, timer.key), timer),
    })),
    "for ever: what is over is asked again": make({
      ends({ open }, phase) {
        open.set(`over ${phase}`, open.get(phase)!);
        open.delete(phase);
      },
    }),
    "still asks: a timer goes on when its phase is over": other(({ after }, { againMs }) => ({
      after: {
        again(s: State, timer: Any, io: Any) {
          after["again"]!(s, timer, io);
          io.wait(againMs, timer);
          io.send(io.self, { type: "query", phase: "none", key: "x" });
        },
      },
    })),
    "keeps time: all that was ever read is remembered": first("latest", (s, { version }) => {
      const own = s as State & { log?: Any[] };
      own.log = [...own.log ?? [], version];
    }),
    "one timer: one thing is waited for": withIo((io) => ({
      wait: (ms: number) => io.wait(ms, { type: "again", key: "1.1" }),
    })),
    "keeps clients: who has been answered is remembered": withIo((io, s) => ({
      answer(client: number, result: Any) {
        const own = s as State & { done?: number[] };
        own.done = [...own.done ?? [], client];
        io.answer(client, result);
      },
    })),
    "saves reads: a read is saved": first("read", (_s, { key }, io) => {
      io.save({ issued: `read ${key}`, time: 0 });
    }),
    "saves all: each record has all that is held": withIo((io, s) => ({
      save: (record: Record) =>
        io.save({ ...record, all: [...s.held], open: [...s.open.keys()].slice(0, 9) }),
    })),
    "never compacts: the journal is as long as ever": other(() => ({
      compact: (journal) => [...journal],
    })),
    "compacts names away: starts are forgotten when it compacts": other(() => ({
      compact: (journal) => compacted(journal).filter((record) => !("life" in record)),
    })),
    "ten registers: it compacts to the last ten": other(() => ({
      compact(journal) {
        const all = compacted(journal), held = all.filter((record) => "held" in record).slice(-10);
        return all.filter((record) => !("held" in record) || held.includes(record));
      },
    })),
    "null is nothing: what holds null is not there after a crash": other(({ start }) => ({
      start(io, journal) {
        const s = start(io, journal);
        for (const [key, { value }] of s.held) if (value === null) s.held.delete(key);
        return s;
      },
    })),
    "null forgets: a register that null is written to is as before its first write": other((
      { upon },
    ) => ({
      upon: {
        ...upon,
        store(s: State, message: Any, io: Any) {
          upon["store"]!(s, message, io);
          if (s.held.get(message.key)?.value === null) s.held.delete(message.key);
        },
      },
    })),
    "compacts to one: the last record is left": other(() => ({
      compact: (journal) => journal.slice(-1),
    })),
    "others only: it does not ask itself": withIo((io) => ({
      send: (to: number, message: Any) =>
        to === io.self && ["query", "store"].includes(message.type)
          ? undefined
          : io.send(to, message),
    })),
    "own copy: it reads what it holds itself": first("read", (s, { key, from }, io) => {
      if (!s.held.has(key)) return true;
      io.answer(from, s.held.get(key)!.value);
      return false;
    }),
    "answers early: a write is answered when it is asked for": first(
      "write",
      (_s, { from }, io) => {
        io.answer(from, null);
      },
    ),
    "sixteen: no more than sixteen registers are kept": first("store", (s) => {
      for (const key of [...s.held.keys()].slice(0, -16)) s.held.delete(key);
    }),
    "hundred: times go up to a hundred": make({
      timeAfter: (heard, issued) => Math.min(100, Math.max(heard, issued) + 1),
    }),
    "first version: after a crash the first version of a register is there": other(({ start }) => ({
      start(io, journal) {
        const seen = new Set();
        const firsts = journal.filter((record) => {
          if (!("held" in record)) return true;
          const isNew = !seen.has(record.held);
          seen.add(record.held);
          return isNew;
        });
        return start(io, firsts);
      },
    })),
    'alike: 1 and "1" name one register': withIo((io) => ({
      send: (to: number, message: Any) =>
        io.send(to, "key" in message ? { ...message, key: `${message.key}` } : message),
    })),
    "no value: what is false, empty or 0 is nothing": withIo((io) => ({
      answer: (client: number, result: Any) => io.answer(client, result || null),
    })),
    "chatty: what is stored is told to all": first("stored", (s, _message, io) => {
      for (const node of s.nodes) io.send(node, { type: "query", phase: "news", key: "x" });
    }),
    "goes on: what is asked of a node is saved, and gone on with after a crash": other(
      ({ start }) => ({
        start(io, journal) {
          const s = start(io, journal);
          if (journal.length > 2) {
            for (const node of io.peers) {
              io.send(node, {
                type: "store",
                phase: "old",
                key: "x",
                version: { tag: { time: 1 + s.life, writer: io.self }, value: 0 },
              });
            }
          }
          return s;
        },
      }),
    ),
  },
};
