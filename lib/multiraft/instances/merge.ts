/**
 * A merge: two ranges, each a log by itself whose entries come one after the other, and what they say to each other
 * about it, in any order, lost and doubled. That each log is one is Raft's part, which is explored with Raft.
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import { votersOnly } from "../../consensus/raft/configuration.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Io, Protocol } from "../../model/protocol.ts";
import { getFrom } from "../../replicated/state_machine/paged_map.ts";
import type { RangeAnswer, RangeCommand, Source } from "../range/commands.ts";
import { holds } from "../range/interval.ts";
import { frozenSource, rangeMachine } from "../range/machine.ts";
import { emptyRange, paging, type RangeState } from "../range/state.ts";
import { rules as right } from "../rules.ts";
import type { Change } from "../storms.ts";

/** The range that may become a part of the other, and that other. */
const SOURCE = 0, INTO = 1;
/** The key that is written, which is the source's at first. */
const KEY = "x";
/** Where the other range may be split: what is between that place and the source's keys is a range of its own then. */
const PLACE = "f";

/** One log, and what has come of it. */
export interface Log {
  /** The range; null when it is a part of the other. */
  range: RangeState | null;
  /** What was split off from it, and has not become a part of it again. */
  child: RangeState | null;
  /** What clients were told that is written. */
  written: string[];
}

/** What the two say to each other. */
export type Said =
  /** The source → the other: absorb me. */
  | { readonly type: "absorb"; readonly source: Source }
  /** The other → the source: I have absorbed what had stopped in this version, or never will. */
  | { readonly type: "absorbed"; readonly stopped: number; readonly value: boolean };

/** A client writes; the source stops; the other range is split, and becomes one again. */
export type Comes = { readonly type: "write" | "stop" | "split" | "join"; readonly key: number };
type LogIo = Io<Said, Comes>;

/** How often each may come. */
const often: readonly Readonly<Partial<Record<Comes["type"], number>>>[] = [
  { write: 2, stop: 2 },
  { write: 1, split: 1, join: 1 },
];

function logs({ rules: replaced }: Change = {}): Protocol<Log, Said, Comes> {
  const rules = { ...right, ...replaced }, machine = rangeMachine(rules);
  const apply = (range: RangeState, command: RangeCommand) =>
    machine.apply(range, command, { index: 0, configuration: votersOnly([0]) }) as RangeAnswer;
  return {
    start(io) {
      for (const [type, count] of Object.entries(often[io.self]!)) {
        for (let key = 0; key < count; key++) io.wait(0, { type: type as Comes["type"], key });
      }
      const keys = io.self === SOURCE ? { start: "m", end: null } : { start: "", end: "m" };
      return { range: emptyRange(io.self, keys, 1), child: null, written: [] };
    },
    upon: {
      absorb({ range }, { source }, io: LogIo) {
        const answer = apply(range!, { type: "absorb", source });
        range!.news = [];
        if (!answer.ok) return;
        const value = answer.value === true;
        io.send(SOURCE, { type: "absorbed", stopped: source.version, value });
      },
      absorbed(s, { stopped, value }) {
        if (s.range === null) return;
        if (value) s.range = null;
        else if (rules.isOfThisStop(stopped, s.range.version)) {
          apply(s.range, { type: "thaw", version: s.range.version });
        }
      },
    },
    after: {
      write({ range, written }, { key }, io) {
        if (range === null) return;
        const value = `${io.self}.${key}`, { version } = range;
        const operation = { type: "put", key: KEY, value } as const;
        if (apply(range, { type: "operate", version, stamp: null, operation }).ok) {
          written.push(value);
        }
      },
      stop({ range }, _, io) {
        if (range === null) return;
        // It may know the other in any version, of now or of some time ago.
        const intoVersion = 1 + io.choose(4), { version } = range;
        const command = { type: "freeze", version, into: INTO, intoVersion, intoKey: "" } as const;
        if (!apply(range, command).ok) return;
        io.send(INTO, { type: "absorb", source: frozenSource(range) });
      },
      split(s) {
        const { version } = s.range!;
        apply(s.range!, { type: "split", version, at: PLACE, child: 2 });
        for (const each of s.range!.news.splice(0)) {
          if (each.type === "born") s.child = paging.thaw(each.state);
        }
      },
      join(s) {
        if (s.child === null) return;
        const { version } = s.child, intoVersion = s.range!.version;
        apply(s.child, { type: "freeze", version, into: INTO, intoVersion, intoKey: "" });
        apply(s.range!, { type: "absorb", source: frozenSource(s.child) });
        s.range!.news = [];
        s.child = null;
      },
    },
  };
}

/** What has the key in a moment, whether it has stopped or not. */
function owners(states: readonly (Readonly<Log> | undefined)[]): RangeState[] {
  return states.flatMap((each) => [each?.range ?? [], each?.child ?? []]).flat()
    .filter((range) => holds(range, KEY));
}

/** A range that has stopped, and is absorbed, need not have heard of it. */
function serving(states: readonly (Readonly<Log> | undefined)[]): RangeState[] {
  return owners(states).filter(({ merging }) => merging === null);
}

const invariants: readonly Invariant<Log>[] = [
  {
    name: "one range for each key",
    words: "no key is served by two ranges",
    check({ states }) {
      const all = serving(states);
      if (all.length < 2) return undefined;
      return { words: `ranges ${all.map(({ group }) => group).join(" and ")} serve it`, nodes: [] };
    },
  },
  {
    name: "nothing lost",
    words: "a range that serves a key has what was written last",
    check({ states }) {
      const [range] = serving(states);
      if (range === undefined) return undefined;
      const last = states[INTO]!.written.at(-1) ?? states[SOURCE]!.written.at(-1);
      const held = getFrom(range.data, KEY);
      return held === last ? undefined : { words: `${held} is there, not ${last}`, nodes: [] };
    },
  },
];

/** A range stops twice to become a part of another, which splits and joins meanwhile. */
export function mergeSystem(change?: Change): ProtocolSystem<Log, Said, Comes> {
  return {
    name: "multiraft",
    protocol: logs(change),
    nodes: 2,
    network: "duplicating",
    lossy: true,
    invariants,
    sometimes: {
      "it is absorbed": ({ states }) => states[SOURCE]!.range === null,
      "it goes on": ({ states }) =>
        states[SOURCE]!.range?.merging === null && states[SOURCE]!.range.version > 2,
      "it is written after the merge": ({ states }) => states[INTO]!.written.length > 0,
    },
  };
}
