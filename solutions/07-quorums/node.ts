/** A node that keeps registers, as parts 2 to 5 and 9 have it; what they differ in are its ways. */

import {
  type Any,
  type Key,
  type NodeId,
  NOTHING,
  type Phase,
  type RegisterMessage,
  type Tag,
  type Value,
  type Version,
} from "../../exercises/07-quorums/given.ts";

/** What a node knows. */
export interface State {
  readonly self: NodeId;
  readonly nodes: readonly NodeId[];
  /** How many must answer a phase that asks, and one that stores. */
  readonly read: number;
  readonly write: number;
  readonly againMs: number;
  /** How often it has started, saved. */
  life: number;
  /** How many phases it has begun in this life. */
  begun: number;
  /** Saved. */
  readonly held: Map<Key, Version>;
  /** The latest times that it has given to writes, saved. */
  readonly issued: Map<Key, number>;
  readonly open: Map<Phase, Open>;
}

/** A phase that is under way. */
export interface Open {
  readonly stage: "query" | "store";
  readonly client: number;
  readonly key: Key;
  /** What is to be written; without it, a read. */
  readonly write?: { readonly value: Value };
  /** What is stored. */
  readonly version?: Version;
  /** What the client will be answered. */
  readonly result?: Value;
  /** Who has answered, and what it holds. */
  readonly heard: Map<NodeId, Version>;
}

export type Record =
  | { readonly life: number }
  | { readonly held: Key; readonly version: Version }
  | { readonly issued: Key; readonly time: number };

/** What a node may do, in all parts. */
export interface NodeIo {
  send(to: NodeId, message: RegisterMessage): void;
  answer(client: number, result: Value): void;
  wait?(phase: Phase, ms: number): void;
  cancel?(phase: Phase): void;
  save?(record: Record): void;
}

/** What may be done in another way. */
export interface Ways {
  asksFirst: boolean;
  isFast: boolean;
  compare(a: Tag, b: Tag): number;
  takes(offered: Version, held: Version, ways: Ways): boolean;
  timeAfter(heard: number, issued: number): number;
  latest(heard: ReadonlyMap<NodeId, Version>, ways: Ways): Version;
  /** Whether those who hold it are enough, so that a read need not store. */
  isHeld(holders: readonly NodeId[], s: State, heard: ReadonlyMap<NodeId, Version>): boolean;
  storesBack: boolean;
  awaitsBack: boolean;
  tagOfBack(read: Tag, s: State): Tag;
  nameOf(s: State): Phase;
  /** Which phase an answer belongs to. */
  phaseOf(s: State, phase: Phase, stage: Open["stage"]): Phase | undefined;
  voter(from: NodeId, open: Open): NodeId;
  saves(record: Record): boolean;
  enough(count: number, needed: number, s: State): boolean;
  ends(s: State, phase: Phase): void;
}

export const compareTags = (a: Tag, b: Tag): number => a.time - b.time || a.writer - b.writer;

export const asAsked: Ways = {
  asksFirst: true,
  isFast: false,
  compare: compareTags,
  takes: (offered, held, { compare }) => compare(offered.tag, held.tag) > 0,
  timeAfter: (heard, issued) => Math.max(heard, issued) + 1,
  latest: (heard, { compare }) =>
    [...heard.values()].reduce((best, each) => compare(each.tag, best.tag) > 0 ? each : best),
  isHeld: (holders, { write }) => holders.length >= write,
  storesBack: true,
  awaitsBack: true,
  tagOfBack: (read) => read,
  nameOf: ({ life, begun }) => `${life}.${begun}`,
  phaseOf: ({ open }, phase, stage) => open.get(phase)?.stage === stage ? phase : undefined,
  voter: (from) => from,
  saves: () => true,
  enough: (count, needed) => count >= needed,
  ends: ({ open }, phase) => void open.delete(phase),
};

export const majorityOf = (nodes: readonly NodeId[]): number => (nodes.length >> 1) + 1;

export function starts(
  rules: {
    readonly self: NodeId;
    readonly nodes: readonly NodeId[];
    readonly read?: number;
    readonly write?: number;
    readonly againMs?: number;
  },
  journal: readonly Record[] = [],
): State {
  const { self, nodes, againMs = Infinity } = rules, most = majorityOf(nodes);
  const sizes = { read: rules.read ?? most, write: rules.write ?? most };
  const own = { held: new Map(), issued: new Map(), open: new Map() };
  const s: State = { self, nodes, ...sizes, againMs, life: 0, begun: 0, ...own };
  for (const record of journal) {
    if ("life" in record) s.life = record.life;
    else if ("held" in record) s.held.set(record.held, record.version);
    else s.issued.set(record.issued, record.time);
  }
  return s;
}

/** The least that a node must find. */
export function compacted(journal: readonly Record[]): Record[] {
  const { life, held, issued } = starts({ self: 0, nodes: [] }, journal);
  return [
    ...life > 0 ? [{ life }] : [],
    ...[...held].map(([key, version]) => ({ held: key, version })),
    ...[...issued].map(([key, time]) => ({ issued: key, time })),
  ];
}

export function asksToWrite(
  s: State,
  client: number,
  key: Key,
  value: Value,
  io: NodeIo,
  ways: Ways,
): void {
  const write = { value };
  if (ways.asksFirst) begins(s, { stage: "query", client, key, write, heard: new Map() }, io, ways);
  else storesNew(s, { client, key, write }, 0, io, ways);
}

export function asksToRead(s: State, client: number, key: Key, io: NodeIo, ways: Ways): void {
  begins(s, { stage: "query", client, key, heard: new Map() }, io, ways);
}

export function hears(
  s: State,
  from: NodeId,
  message: RegisterMessage,
  io: NodeIo,
  ways: Ways,
): void {
  switch (message.type) {
    case "query": {
      const { phase, key } = message;
      io.send(from, { type: "latest", phase, version: s.held.get(key) ?? NOTHING });
      return;
    }
    case "store": {
      const { phase, key, version } = message;
      if (ways.takes(version, s.held.get(key) ?? NOTHING, ways)) {
        s.held.set(key, version);
        saves({ held: key, version }, io, ways);
      }
      io.send(from, { type: "stored", phase });
      return;
    }
    case "latest":
      return answered(s, from, message.phase, "query", message.version, io, ways);
    case "stored":
      return answered(s, from, message.phase, "store", NOTHING, io, ways);
  }
}

/** What has been waited for is sent once more to who has not answered. */
export function asksAgain(s: State, phase: Phase, io: NodeIo, _ways: Ways): void {
  const open = s.open.get(phase);
  if (open === undefined) return;
  sends(s, phase, s.nodes.filter((node) => !open.heard.has(node)), io);
  io.wait?.(phase, s.againMs);
}

function answered(
  s: State,
  from: NodeId,
  named: Phase,
  stage: Open["stage"],
  version: Version,
  io: NodeIo,
  ways: Ways,
): void {
  const phase = ways.phaseOf(s, named, stage);
  const open = phase === undefined ? undefined : s.open.get(phase);
  if (phase === undefined || open === undefined) return;
  open.heard.set(ways.voter(from, open), version);
  const needed = stage === "query" ? s.read : s.write;
  if (!ways.enough(open.heard.size, needed, s)) return;
  ends(s, phase, io, ways);
  const { client, write, key, heard } = open;
  if (stage === "store") {
    if (client >= 0) io.answer(client, open.result ?? null);
    return;
  }
  const latest = ways.latest(heard, ways);
  if (write !== undefined) storesNew(s, { client, key, write }, latest.tag.time, io, ways);
  else storesBack(s, open, latest, io, ways);
}

function storesNew(
  s: State,
  { client, key, write: { value } }: {
    readonly client: number;
    readonly key: Key;
    readonly write: { readonly value: Value };
  },
  latest: number,
  io: NodeIo,
  ways: Ways,
): void {
  const time = ways.timeAfter(latest, s.issued.get(key) ?? 0);
  s.issued.set(key, time);
  saves({ issued: key, time }, io, ways);
  const version = { tag: { time, writer: s.self }, value };
  begins(s, { stage: "store", client, key, version, result: null, heard: new Map() }, io, ways);
}

/** A read answers when enough hold what it returns, so that no later one can miss it. */
function storesBack(
  s: State,
  { client, key, heard }: Open,
  { tag, value }: Version,
  io: NodeIo,
  ways: Ways,
): void {
  const holders = [...heard].filter(([, each]) => ways.compare(each.tag, tag) === 0);
  const known = ways.isFast ? holders : [];
  const nodes = known.map(([node]) => node);
  if (!ways.storesBack || ways.isFast && ways.isHeld(nodes, s, heard)) {
    return io.answer(client, value);
  }
  const version = { tag: ways.tagOfBack(tag, s), value };
  const open = { stage: "store", key, version, result: value, heard: new Map(known) } as const;
  if (!ways.awaitsBack) io.answer(client, value);
  begins(s, { ...open, client: ways.awaitsBack ? client : -1 }, io, ways);
}

function begins(s: State, open: Open, io: NodeIo, ways: Ways): void {
  s.begun++;
  const phase = ways.nameOf(s);
  s.open.set(phase, open);
  sends(s, phase, s.nodes.filter((node) => !open.heard.has(node)), io);
  if (s.againMs < Infinity) io.wait?.(phase, s.againMs);
}

function ends(s: State, phase: Phase, io: NodeIo, ways: Ways): void {
  ways.ends(s, phase);
  io.cancel?.(phase);
}

function sends(s: State, phase: Phase, to: readonly NodeId[], io: NodeIo): void {
  const { stage, key, version } = s.open.get(phase)!;
  for (const node of to) {
    if (stage === "query") io.send(node, { type: "query", phase, key });
    else io.send(node, { type: "store", phase, key, version: version! });
  }
}

function saves(record: Record, io: NodeIo, ways: Ways): void {
  if (ways.saves(record)) io.save?.(record);
}

/** A register of parts 2, 3 and 5 that has these ways. */
export function registerWith(ways: Ways): {
  start(rules: Parameters<typeof starts>[0]): State;
  write(s: State, client: number, key: Key, value: Value, io: NodeIo): void;
  read(s: State, client: number, key: Key, io: NodeIo): void;
  upon(s: State, from: NodeId, message: RegisterMessage, io: NodeIo): void;
} {
  return {
    start: (rules) => starts(rules),
    write: (s, client, key, value, io) => asksToWrite(s, client, key, value, io, ways),
    read: (s, client, key, io) => asksToRead(s, client, key, io, ways),
    upon: (s, from, message, io) => hears(s, from, message, io, ways),
  };
}

/** The same, on nodes that come back, as part 4 has it. */
export function restartingWith(ways: Ways): {
  start(rules: Any, journal: readonly Record[], io: NodeIo): State;
  write(s: State, client: number, key: Key, value: Value, io: NodeIo): void;
  read(s: State, client: number, key: Key, io: NodeIo): void;
  upon(s: State, from: NodeId, message: RegisterMessage, io: NodeIo): void;
  again(s: State, phase: Phase, io: NodeIo): void;
  compact(journal: readonly Record[]): Record[];
} {
  return {
    ...registerWith(ways),
    start(rules, journal, io) {
      const s = starts(rules, journal);
      s.life++;
      saves({ life: s.life }, io, ways);
      return s;
    },
    again: (s, phase, io) => asksAgain(s, phase, io, ways),
    compact: compacted,
  };
}
