/** A broadcast by flooding for the suite to be tried on besides those of the library, and wrong ones. */

import type { Broadcast } from "hb/laboratory/conformance/broadcast.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import type { Io, Protocol } from "hb/model/protocol.ts";

interface Text {
  readonly id: string;
  readonly text: string;
}

type Message =
  /** A client → any node: tell everybody. */
  | { readonly type: "tell"; readonly text: string }
  /** Any node → any other: this was told. */
  | { readonly type: "told"; readonly texts: readonly Text[] }
  /** Any node → another, in turn, now and then: this is what I have. */
  | { readonly type: "have"; readonly ids: readonly string[] };

type Timer = { readonly type: "compare" };

interface State {
  /** Whether it takes part. */
  readonly isIn: boolean;
  /** Counts what it was the first to tell. */
  count: number;
  /** All that it has had and not forgotten, and when it came. */
  known: Map<string, { text: string; at: number }>;
  delivered: string[];
  /** Counts comparisons. */
  turn: number;
}

interface Saved {
  readonly id: string;
  readonly text: string;
  readonly at: number;
}

/** What a flood does. */
interface Rules {
  /** Whether who hears something new sends it on; who is the first to tell it does in any case. */
  readonly relays: boolean;
  /** Whether what is known is not delivered again. */
  readonly looks: boolean;
  /** Whether texts stay as they are. */
  readonly keepsWords: boolean;
  /** Whether nodes compare what they have. */
  readonly compares: boolean;
  /** Whether who begins later than others takes part. */
  readonly takesLate: boolean;
  /** Whether what was delivered is written down. */
  readonly saves: boolean;
  /** Whether ids of another life are others. */
  readonly countsOn: boolean;
  /** Whether who compares sends nothing that was not asked for. */
  readonly isQuiet: boolean;
  /** Whether what is old is forgotten. */
  readonly forgets: boolean;
}

const right: Rules = {
  relays: true,
  looks: true,
  keepsWords: true,
  compares: true,
  takesLate: true,
  saves: true,
  countsOn: true,
  isQuiet: true,
  forgets: true,
};

const COMPARE_MS = 200;
const LIFE_MS = 30_000;

/** Everybody sends to everybody what is new to it, and compares with one after another. */
export function floods(name: string, changes: Partial<Rules> = {}): Broadcast {
  return {
    name,
    nodes: 5,
    protocol: protocolOf({ ...right, ...changes }) as unknown as AnyProtocol,
    tell: (text) => ({ type: "tell", text } as { type: "tell" }),
    delivered: (state) => (state as State).delivered,
    durable: true,
    endures: ["crash", "partition", "pause"],
    settleMs: 300,
    withinMs: 3000,
    reminders: 1,
    kept: (state) => (state as State).known.size,
    forgetsMs: 2 * LIFE_MS,
  };
}

function protocolOf(rules: Rules): Protocol<State, Message, Timer, Saved> {
  type FloodIo = Io<Message, Timer, Saved>;
  const toAll = (io: FloodIo, texts: readonly Text[]) => {
    for (const peer of io.peers) if (peer !== io.self) io.send(peer, { type: "told", texts });
  };
  const hear = (s: State, { id, text }: Text, io: FloodIo) => {
    if (!s.isIn || s.known.has(id) && rules.looks) return;
    const isNew = !s.known.has(id), at = io.now();
    s.known.set(id, { text, at });
    s.delivered.push(rules.keepsWords || s.delivered.length % 5 > 0 ? text : `${text}, they say`);
    if (rules.saves) io.save({ id, text, at });
    const isOwn = id.startsWith(`${io.self}.`);
    if (isNew && (isOwn || rules.relays)) toAll(io, [{ id, text }]);
  };
  const lacking = (s: State, ids: readonly string[]) =>
    [...s.known].flatMap(([id, { text }]) => ids.includes(id) ? [] : [{ id, text }]);
  return {
    start(io, journal) {
      io.wait(COMPARE_MS, { type: "compare" });
      return {
        isIn: rules.takesLate || io.now() < COMPARE_MS || journal.length > 0,
        count: rules.countsOn ? journal.filter(({ id }) => id.startsWith(`${io.self}.`)).length : 0,
        known: new Map(journal.map(({ id, text, at }) => [id, { text, at }])),
        delivered: journal.map(({ text }) => text),
        turn: 0,
      };
    },
    upon: {
      tell(s, { text }, io) {
        hear(s, { id: `${io.self}.${++s.count}`, text }, io);
      },
      told(s, { texts }, io) {
        for (const each of texts) hear(s, each, io);
      },
      have(s, { from, ids }, io) {
        const texts = lacking(s, ids);
        if (texts.length > 0) io.send(from, { type: "told", texts });
      },
    },
    after: {
      compare(s, _, io) {
        io.wait(COMPARE_MS, { type: "compare" });
        for (const [id, { at }] of s.known) {
          if (rules.forgets && io.now() - at > LIFE_MS) s.known.delete(id);
        }
        if (!rules.compares) return;
        const to = (io.self + 1 + s.turn++ % (io.peers.length - 1)) % io.peers.length;
        io.send(to, { type: "have", ids: [...s.known.keys()] });
        if (!rules.isQuiet && s.known.size > 0) toAll(io, lacking(s, []));
      },
    },
    compact: (journal) => [...journal],
  };
}
