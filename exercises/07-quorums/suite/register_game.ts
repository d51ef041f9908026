/** Code that keeps registers, to which things happen. @module */

import { type Grading, shown } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { listFrom } from "hb/grade/members.ts";
import { many } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Any, NodeId, Phase, RegisterIo, RegisterMessage, RestartsIo } from "../given.ts";
import { whyRegister } from "./register_why.ts";
import {
  answersWith,
  asks,
  hasStored,
  holds,
  inKey,
  inNode,
  inVersion,
  stores,
  waitsFor,
} from "./register_words.ts";
import { type Event, type Manner, PHASES, RightRegister } from "./right_register.ts";

/** What is judged, whichever part it is of. */
export interface Judged {
  start(rules: Any, journal?: readonly Any[], io?: Any): Any;
  write(s: Any, client: number, key: Any, value: Any, io: Any): void;
  read(s: Any, client: number, key: Any, io: Any): void;
  upon(s: Any, from: NodeId, message: RegisterMessage, io: Any): void;
  again?(s: Any, phase: Phase, io: Any): void;
  compact?(journal: readonly Any[]): Any[];
}

export interface Case {
  readonly manner: Manner;
  readonly script: readonly Event[];
}

/** What the code knows, how it has called its phases, and what it has saved. */
interface Own {
  own: unknown;
  readonly names: Phase[];
  readonly pending: Set<string>;
  /** What it has told all nodes in a phase, by the phase's number. */
  readonly sent: Map<number, RegisterMessage>;
  journal: unknown[];
}

/** No record is longer, in characters. */
const LONGEST = 200;

/** Requires that in all scripts all is done that must be. */
export function playRegisters(
  judged: Judged,
  cases: Iterable<Case>,
  words: (manner: Manner) => string,
  grading: Grading,
): void {
  playAll<Event, Case>(cases, ({ manner }) => gameOf(judged, manner, words(manner)), grading);
}

/** What the code is told of that. */
function rulesOf({ self, nodes, read, write, writer, isFast, againMs }: Manner): Any {
  if (writer !== undefined) return { self, nodes, writer };
  if (againMs !== undefined) return { self, nodes, againMs };
  return isFast ? { self, nodes, read, write } : { self, nodes };
}

function gameOf(judged: Judged, manner: Manner, words: string): Game<Event> {
  const start = (s: Own, did: (words: string) => void) => {
    s.own = judged.start(shown(rulesOf(manner)), shown(s.journal), ioOf(s, manner, did));
  };
  return {
    words,
    model: () => new RightRegister(manner),
    start(did) {
      const s: Own = {
        own: undefined,
        names: [],
        pending: new Set(),
        sent: new Map(),
        journal: [],
      };
      start(s, did);
      if (s.journal.length > 1) did(`it saves ${many(s.journal.length, "record")}`);
      return s;
    },
    play(given, event, did) {
      const s = given as Own, before = s.journal.length, most = event.saves ?? 0;
      if (event.type === "crash") {
        if (event.nth % 2 === 0) compacts(s, event.records!, did);
        s.pending.clear();
        const length = s.journal.length;
        start(s, did);
        return saved(s.journal.slice(length), 1, did);
      }
      happens(judged, s, manner, event, did);
      saved(s.journal.slice(before), most, did);
    },
    tell: (event) => tell(event, manner),
    why: (event, must, instead) => whyRegister(event, must, instead, manner),
  };

  function compacts(s: Own, most: number, did: (words: string) => void) {
    s.journal = [...listFrom("restarts.compact", judged.compact!(shown(s.journal)))];
    const { length } = s.journal;
    if (length > most) {
      did(`it makes ${many(length, "record")} of its journal, where ${most} will do`);
    }
  }
}

function saved(records: readonly unknown[], most: number, did: (words: string) => void): void {
  const { length } = records, long = records.map((each) => encode(each)).find(isLong);
  if (length > most) did(`it saves ${many(length, "record")}, where ${most || "none"} will do`);
  if (long !== undefined) did(`it saves a record of ${long.length} characters`);
}

const isLong = (record: string) => record.length > LONGEST;

function happens(
  judged: Judged,
  s: Own,
  manner: Manner,
  event: Event,
  did: (words: string) => void,
): void {
  const { type, key, value, node, client, version, phase } = event, io = ioOf(s, manner, did);
  const name = phase === undefined ? PHASES[event.nth % PHASES.length]! : s.names[phase]!;
  const upon = (from: NodeId, message: RegisterMessage) =>
    judged.upon(s.own, from, shown(message), io);
  switch (type) {
    case "write":
      return judged.write(s.own, client!, key, value, io);
    case "read":
      return judged.read(s.own, client!, key, io);
    case "query":
      return upon(node, { type, phase: name, key });
    case "store":
      return upon(node, { type, phase: name, key, version: version! });
    case "latest":
      return upon(node, { type, phase: name, version: version! });
    case "stored":
      return upon(node, { type, phase: name });
    case "again":
      if (s.pending.delete(encode(name))) judged.again!(s.own, name, io);
      return;
    case "ended":
      if (s.pending.has(encode(name))) did(`it still waits for phase ${phase! + 1}`);
      return;
    case "own":
      return upon(manner.self, s.sent.get(phase!)!);
    case "crash":
  }
}

/** What it does is told, and its own phases are numbered as they begin. */
function ioOf(
  s: Own,
  { self, againMs }: Manner,
  did: (words: string) => void,
): Partial<RestartsIo> {
  const numbered = (phase: Phase, isNew: boolean) => {
    if (isNew && !s.names.includes(phase)) s.names.push(phase);
    const nth = s.names.indexOf(phase);
    return nth < 0 ? `a phase ${told(phase)} that it has not begun` : `phase ${nth + 1}`;
  };
  // What it asked itself, it answers under its own name for that.
  const named = (to: unknown, phase: Phase) =>
    to === self && s.names.includes(phase) ? `${s.names.indexOf(phase) + 1}` : told(phase);
  const io: RegisterIo = {
    send(to, message) {
      const { type, phase } = message ?? {};
      switch (message?.type) {
        case "query":
        case "store": {
          const words = numbered(phase, true), { key } = message;
          if (to === self) s.sent.set(s.names.indexOf(phase), clone(message));
          return did(
            type === "query"
              ? asks(inNode(to), key, words)
              : stores(inNode(to), key, inVersion((message as Any).version), words),
          );
        }
        case "latest":
          return did(holds(inNode(to), inVersion(message.version), named(to, phase)));
        case "stored":
          return did(hasStored(inNode(to), named(to, phase)));
        default:
          return did(`it sends ${told(message)} to ${inNode(to)}`);
      }
    },
    answer: (client, result) => did(answersWith(client, result)),
  };
  if (againMs === undefined) return io;
  return {
    ...io,
    wait(phase, ms) {
      s.pending.add(encode(phase));
      did(waitsFor(numbered(phase, true), ms));
    },
    cancel: (phase) => void s.pending.delete(encode(phase)),
    save: (record) => void s.journal.push(record),
  };
}

function tell(event: Event, { self }: Manner): string {
  const { type, key, value, node, client, version, phase } = event, nth = (phase ?? 0) + 1;
  switch (type) {
    case "write":
      return `client ${client} writes ${told(value)} to ${inKey(key)}`;
    case "read":
      return `client ${client} reads ${inKey(key)}`;
    case "query":
      return `node ${node} asks what is in ${inKey(key)} (phase ${
        told(PHASES[event.nth % PHASES.length])
      } of node ${node})`;
    case "store":
      return `node ${node} tells it to store ${inVersion(version)} in ${inKey(key)} (phase ` +
        `${told(PHASES[event.nth % PHASES.length])} of node ${node})`;
    case "own":
      return `what it has sent to itself in phase ${nth} arrives`;
    case "latest":
      return `${node === self ? "it itself" : `node ${node}`} answers phase ${nth}: it holds ${
        inVersion(version)
      }`;
    case "stored":
      return `${
        node === self ? "it itself" : `node ${node}`
      } answers phase ${nth}: it has stored that`;
    case "again":
      return `the wait for phase ${nth} is over`;
    case "ended":
      return `phase ${nth} is over, and a wait for it would be by now`;
    case "crash":
      return `it crashes, and starts again with what it saved${
        event.nth % 2 === 0 ? ", compacted" : ""
      }`;
  }
}
