/** What comes of what happens to a node that keeps registers. @module */

import type { Model } from "hb/grade/played.ts";
import { clone } from "hb/model/clone.ts";
import { type Key, type NodeId, NOTHING, type Tag, type Value, type Version } from "../given.ts";
import {
  answersWith,
  asks,
  hasStored,
  holds,
  inVersion,
  stores,
  waitsFor,
} from "./register_words.ts";

/** What a node is like. */
export interface Manner {
  readonly self: NodeId;
  readonly nodes: readonly NodeId[];
  readonly read: number;
  readonly write: number;
  /** The only one that writes. */
  readonly writer?: NodeId;
  /** Whether it leaves out what reads need not store. */
  readonly isFast?: boolean;
  /** It asks again after so long, as messages are lost and come twice; and crashes. */
  readonly againMs?: number;
}

export interface Event {
  readonly type:
    | "write"
    | "read"
    | "query"
    | "store"
    | "own"
    | "latest"
    | "stored"
    | "again"
    | "ended"
    | "crash";
  readonly key: Key;
  readonly value: Value;
  readonly node: NodeId;
  /** Which phase of this node, counted from the last; or how another node's is called. */
  readonly nth: number;
  /** What another node tells of. */
  readonly tag: Tag;
  /** Filled in when it happens: the phase by its number, what is told, which client asks. */
  readonly phase?: number;
  readonly version?: Version;
  readonly client?: number;
  /** How many records may be saved then, and how many a compacted journal has at most. */
  readonly saves?: number;
  readonly records?: number;
}

/** How other nodes call their phases. */
export const PHASES = [1, "1", "", 0, "constructor", 2.5, "7.3"] as const;

/** Values, some of which are easily taken for none. */
export const VALUES: readonly Value[] = [0, "", false, null, "hat", 7, true, "0"];

interface Phase {
  readonly stage: "query" | "store";
  readonly key: Key;
  readonly client: number;
  readonly write?: { readonly value: Value };
  readonly version?: Version;
  /** Who has answered what. */
  readonly heard: Map<NodeId, Version>;
  /** Who was known to hold it. */
  readonly known: readonly NodeId[];
  isOver: boolean;
  /** What it told itself of when its own message came; without it, that has not come. */
  said?: Version;
}

interface Known {
  readonly held: Map<Key, Version>;
  /** All that this node has written. */
  readonly given: Map<Key, Version[]>;
  readonly phases: Phase[];
  clients: number;
  /** How many records this step may save. */
  saves: number;
}

const later = (a: Tag, b: Tag) => a.time === b.time ? a.writer > b.writer : a.time > b.time;
const same = (a: Tag, b: Tag) => a.time === b.time && a.writer === b.writer;

export class RightRegister implements Model<Event> {
  readonly #manner: Manner;
  #s: Known;

  constructor(manner: Manner, s?: Known) {
    this.#manner = manner;
    this.#s = s ?? { held: new Map(), given: new Map(), phases: [], clients: 0, saves: 0 };
  }

  resolve(event: Event): Event | undefined {
    const resolved = this.#resolved(event);
    if (resolved === undefined || this.#manner.againMs === undefined) return resolved;
    const then = new RightRegister(this.#manner, clone(this.#s)), { held, given } = this.#s;
    then.after(resolved);
    const records = 2 * new Set([...held.keys(), ...given.keys()]).size + 1;
    return { ...resolved, saves: then.#s.saves, records };
  }

  #resolved(event: Event): Event | undefined {
    const { self, writer, againMs } = this.#manner, { phases, clients } = this.#s;
    const { type, node, nth } = event;
    const of = (which: (phase: Phase) => boolean) => {
      const all = phases.flatMap((phase, i) => which(phase) ? [i] : []);
      return all.at(-1 - nth);
    };
    switch (type) {
      case "write":
        return writer !== undefined && writer !== self
          ? undefined
          : { ...event, client: 100 + clients };
      case "read":
        return { ...event, client: 100 + clients };
      case "query":
        return node === self ? undefined : event;
      case "store": {
        const version = this.#told(event, event.key);
        return node === self || version.tag.time === 0 ? undefined : { ...event, version };
      }
      case "own": {
        const phase = of(({ known, said }) =>
          !known.includes(self) && (againMs !== undefined || said === undefined)
        );
        return phase === undefined ? undefined : { ...event, phase };
      }
      case "again":
      case "ended": {
        if (againMs === undefined) return undefined;
        const phase = of(({ isOver }) => isOver === (type === "ended"));
        return phase === undefined ? undefined : { ...event, phase };
      }
      case "latest":
      case "stored": {
        const stage = type === "latest" ? "query" : "store";
        const nth = of((phase) => phase.stage === stage), phase = phases[nth ?? -1];
        if (phase === undefined || phase.known.includes(node)) return undefined;
        // Nothing comes twice where no link does that.
        if (againMs === undefined && phase.heard.has(node)) return undefined;
        // It answers itself when its own message has come.
        if (node === self && phase.said === undefined) return undefined;
        if (type === "stored") return { ...event, phase: nth! };
        // What a node answers to one phase it answers as often as it is asked: which of two counts is nobody's affair.
        const version = phase.heard.get(node) ??
          (node === self ? phase.said! : this.#told(event, phase.key));
        return { ...event, phase: nth!, version };
      }
      case "crash":
        return againMs === undefined ? undefined : event;
    }
  }

  after(event: Event): string[] {
    const s = this.#s, { key, node, phase, version } = event, to = `node ${node}`;
    s.saves = 0;
    switch (event.type) {
      case "write":
      case "read": {
        const write = event.type === "write" ? { write: { value: event.value } } : {};
        const client = event.client!;
        s.clients++;
        if (event.type === "write" && this.#manner.writer !== undefined) {
          return this.#storeNew(key, client, event.value, 0);
        }
        return this.#begin({ stage: "query", key, client, ...write });
      }
      case "query":
        return [holds(to, inVersion(s.held.get(key) ?? NOTHING), this.#foreign(event))];
      case "store":
        this.#hold(key, version!);
        return [hasStored(to, this.#foreign(event))];
      case "own": {
        const own = s.phases[phase!]!, me = `node ${this.#manner.self}`, name = `${phase! + 1}`;
        if (own.stage === "store") this.#hold(own.key, own.version!);
        own.said = s.held.get(own.key) ?? NOTHING;
        return [own.stage === "store" ? hasStored(me, name) : holds(me, inVersion(own.said), name)];
      }
      case "latest":
      case "stored":
        return this.#hear(phase!, node, version ?? NOTHING);
      case "again":
        return this.#send(phase!);
      case "ended":
        return [];
      case "crash":
        for (const each of s.phases) each.isOver = true;
        s.saves = 1;
        return [];
    }
  }

  #foreign = ({ nth }: Event) => JSON.stringify(PHASES[nth % PHASES.length]);

  /** What others may know of: of this node's own writes only those that there were. */
  #told({ tag }: Event, key: Key): Version {
    const { self, nodes, writer: only } = this.#manner;
    if (tag.time <= 0) return NOTHING;
    const writer = only ?? nodes[tag.writer % nodes.length]!;
    if (writer === self) {
      const given = this.#s.given.get(key) ?? [];
      return given[(tag.time - 1) % given.length] ?? NOTHING;
    }
    const which = (tag.time * 5 + writer * 3 + `${key}`.length) % VALUES.length;
    return { tag: { time: tag.time, writer }, value: VALUES[which]! };
  }

  #hold(key: Key, version: Version): void {
    const { held } = this.#s;
    if (!later(version.tag, (held.get(key) ?? NOTHING).tag)) return;
    held.set(key, version);
    this.#s.saves++;
  }

  #storeNew(key: Key, client: number, value: Value, heard: number): string[] {
    const { given } = this.#s, mine = given.get(key) ?? [];
    const time = 1 + Math.max(heard, ...mine.map(({ tag }) => tag.time));
    const version = { tag: { time, writer: this.#manner.self }, value };
    given.set(key, [...mine, version]);
    this.#s.saves++;
    return this.#begin({ stage: "store", key, client, version });
  }

  #begin(
    phase: Omit<Phase, "heard" | "known" | "isOver">,
    known: readonly NodeId[] = [],
  ): string[] {
    const { phases } = this.#s;
    phases.push({ ...phase, heard: new Map(), known, isOver: false });
    return this.#send(phases.length - 1);
  }

  #send(nth: number): string[] {
    const { nodes, againMs } = this.#manner;
    const { stage, key, version, heard, known } = this.#s.phases[nth]!, phase = `phase ${nth + 1}`;
    const sent = nodes.filter((node) => !heard.has(node) && !known.includes(node)).map((node) =>
      stage === "query"
        ? asks(`node ${node}`, key, phase)
        : stores(`node ${node}`, key, inVersion(version), phase)
    );
    return againMs === undefined ? sent : [...sent, waitsFor(phase, againMs)];
  }

  #hear(nth: number, node: NodeId, version: Version): string[] {
    const { read, write, isFast } = this.#manner, phase = this.#s.phases[nth]!;
    const { stage, heard, known, key, client } = phase;
    heard.set(node, version);
    const needed = stage === "query" ? read : write;
    if (phase.isOver || heard.size + known.length < needed) return [];
    phase.isOver = true;
    if (stage === "store") {
      return [answersWith(client, phase.write === undefined ? null : phase.write.value)];
    }
    const all = [...heard.values()];
    const latest = all.find((each) => all.every(({ tag }) => !later(tag, each.tag)))!;
    if (phase.write !== undefined) {
      return this.#storeNew(key, client, phase.write.value, latest.tag.time);
    }
    const holders = [...heard].filter(([, { tag }]) => same(tag, latest.tag)).map(([of]) => of);
    if (isFast && holders.length >= write) return [answersWith(client, latest.value)];
    // What a store phase has as `write` is what its client is answered.
    const result = { write: { value: latest.value } };
    const back = { stage: "store", key, client, version: latest, ...result } as const;
    return this.#begin(back, isFast ? holders : []);
  }
}
