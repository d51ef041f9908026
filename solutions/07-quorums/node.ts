/** A node that keeps registers, as parts 2 to 5 and 9 have it; what they differ in are its ways. */

import {
  type Any,
  type Key,
  type NodeId,
  NOTHING,
  type Phase,
  type RegisterMessage,
  type Value,
  type Version,
} from "../../exercises/07-quorums/given.ts";
import {
  compacted,
  type NodeIo,
  type Open,
  type Record,
  starts,
  type State,
  type Ways,
} from "./node_state.ts";

export * from "./node_state.ts";

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
  if (!ways.enough(open.heard.size, needed, s, open)) return;
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
