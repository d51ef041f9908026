/** What a node that keeps registers knows, and in what ways it may do what it does. */

import type {
  Key,
  NodeId,
  Phase,
  RegisterMessage,
  Tag,
  Value,
  Version,
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
  enough(count: number, needed: number, s: State, open: Open): boolean;
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
