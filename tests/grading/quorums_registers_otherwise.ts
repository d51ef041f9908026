/** Right answers to exercise 07 that are built otherwise than the solution: registers. */

import {
  type Any,
  type Fast,
  type Many,
  NOTHING,
  type Restarts,
  type Single,
  type Store,
  type Version,
} from "../../exercises/07-quorums/given.ts";

const isLater = (a: Version, b: Version) =>
  a.tag.time === b.tag.time ? a.tag.writer > b.tag.writer : a.tag.time > b.tag.time;

interface Phase {
  name: number | string;
  kind: "ask" | "tell";
  client: number;
  key: Any;
  /** What is written, in an array; none, of a read. */
  write: Any[];
  version: Version;
  heard: [number, Version][];
  isOver: boolean;
}

/** Lists in the place of maps; what is sent, the last node first; what is stored is kept with its key in a list. */
function node(s: Any, { asks, fast }: { asks: boolean; fast: boolean }) {
  const find = (list: Any[], key: Any) => list.find((each) => each.key === key);
  const held = (key: Any): Version => find(s.held, key)?.version ?? NOTHING;
  const open = (phase: Phase, io: Any) => {
    s.phases.push(phase);
    send(phase, io);
  };
  const send = (phase: Phase, io: Any) => {
    const { name, key, version, heard } = phase;
    for (const node of [...s.nodes].reverse()) {
      if (heard.some(([of]) => of === node)) continue;
      io.send(
        node,
        phase.kind === "ask"
          ? { type: "query", phase: name, key }
          : { type: "store", phase: name, key, version: structuredClone(version) },
      );
    }
    if (s.againMs) io.wait(name, s.againMs);
  };
  const begin = (kind: Phase["kind"], client: number, key: Any, write: Any[]): Phase => ({
    name: s.prefix === undefined ? 1000 - ++s.count : `p${s.prefix}/${++s.count}`,
    kind,
    client,
    key,
    write,
    version: NOTHING,
    heard: [],
    isOver: false,
  });
  const tell = (client: number, key: Any, value: Any, heard: number, io: Any) => {
    const mine = find(s.given, key) ?? { key, time: 0 };
    if (mine.time === 0) s.given.push(mine);
    mine.time = Math.max(mine.time, heard) + 1;
    const version = { tag: { time: mine.time, writer: s.self }, value };
    io.save?.(["given", key, mine.time]);
    open({ ...begin("tell", client, key, [null]), version }, io);
  };
  const close = (phase: Phase, io: Any) => {
    s.phases.splice(s.phases.indexOf(phase), 1);
    io.cancel?.(phase.name);
    const { client, key, write, heard } = phase;
    if (phase.kind === "tell") return io.answer(client, write[0]);
    const [latest] = heard.map(([, version]) => version).sort((a, b) => isLater(a, b) ? -1 : 1);
    if (write.length > 0) return tell(client, key, write[0], latest!.tag.time, io);
    const known = fast ? heard.filter(([, each]) => !isLater(latest!, each)) : [];
    if (known.length >= s.write) return io.answer(client, latest!.value);
    open({ ...begin("tell", client, key, [latest!.value]), version: latest!, heard: known }, io);
  };
  return {
    write(client: number, key: Any, value: Any, io: Any) {
      if (asks) open(begin("ask", client, key, [value]), io);
      else tell(client, key, value, 0, io);
    },
    read: (client: number, key: Any, io: Any) => open(begin("ask", client, key, []), io),
    upon(from: number, message: Any, io: Any) {
      if (message.type === "query") {
        const version = structuredClone(held(message.key));
        return io.send(from, { type: "latest", phase: message.phase, version });
      }
      if (message.type === "store") {
        io.send(from, { type: "stored", phase: message.phase });
        if (!isLater(message.version, held(message.key))) return;
        s.held = s.held.filter(({ key }: Any) => key !== message.key);
        s.held.unshift({ key: message.key, version: structuredClone(message.version) });
        return io.save?.(["held", message.key, structuredClone(message.version)]);
      }
      const kind = message.type === "latest" ? "ask" : "tell";
      const phase = s.phases.find((each: Phase) => each.name === message.phase);
      if (phase?.kind !== kind || phase.heard.some(([node]: Any) => node === from)) return;
      phase.heard.push([from, structuredClone(message.version ?? NOTHING)]);
      if (phase.heard.length >= (kind === "ask" ? s.read : s.write)) close(phase, io);
    },
    again(name: Any, io: Any) {
      const phase = s.phases.find((each: Phase) => each.name === name);
      if (phase !== undefined) send(phase, io);
    },
  };
}

const most = ({ nodes }: Any) => Math.floor(nodes.length / 2 + 1);
const starts = (rules: Any) => ({
  ...rules,
  read: rules.read ?? most(rules),
  write: rules.write ?? most(rules),
  nodes: [...rules.nodes],
  held: [],
  given: [],
  phases: [],
  count: 0,
});

const register = (how: { asks: boolean; fast: boolean }) => ({
  start: starts,
  write: (s: Any, client: number, key: Any, value: Any, io: Any) =>
    node(s, how).write(client, key, value, io),
  read: (s: Any, client: number, key: Any, io: Any) => node(s, how).read(client, key, io),
  upon: (s: Any, from: number, message: Any, io: Any) => node(s, how).upon(from, message, io),
  again: (s: Any, name: Any, io: Any) => node(s, how).again(name, io),
});

export const single: Single = register({ asks: false, fast: false });
export const many: Many = register({ asks: true, fast: false });
export const fast: Fast = register({ asks: true, fast: true });

/** All records in one list, of which the last of each kind and key counts. */
function replay(journal: readonly Any[]): Any[] {
  const last = new Map(journal.map((record) => [JSON.stringify(record.slice(0, 2)), record]));
  return [...last.values()];
}

function comesBack(rules: Any, journal: readonly Any[], io: Any) {
  const s: Any = starts(rules), lives = journal.filter(([kind]) => kind === "life");
  for (const [kind, key, what] of replay(journal)) {
    if (kind === "held") s.held.push({ key, version: what });
    if (kind === "given") s.given.push({ key, time: what });
  }
  s.prefix = (lives.at(-1)?.[2] ?? 0) + 1;
  io.save(["life", "", s.prefix]);
  return s;
}

export const restarts: Restarts = {
  ...register({ asks: true, fast: false }),
  start: comesBack,
  compact: replay,
};

/** It goes by what it had been told in its other parts, with a timer that is not given up. */
export const store: Store = {
  protocol({ againMs }) {
    const own = register({ asks: true, fast: true });
    const within = (io: Any) => ({
      send: (to: number, message: Any) => io.send(to, message),
      answer: (client: number, result: Any) => io.answer(client, result),
      wait: (phase: Any, ms: number) => io.wait(ms, { type: "tired", key: phase }),
      save: (record: Any) => io.save(record),
    });
    const upon = (s: Any, { from, ...message }: Any, io: Any) =>
      own.upon(s, from, message, within(io));
    return {
      start: (io, journal) => comesBack({ self: io.self, nodes: io.peers, againMs }, journal, io),
      upon: {
        read: (s, { from, key }, io) => own.read(s, from, key, within(io)),
        write: (s, { from, key, value }, io) => own.write(s, from, key, value, within(io)),
        query: upon,
        latest: upon,
        store: upon,
        stored: upon,
      },
      after: { tired: (s, { key }, io) => own.again(s, key, within(io)) },
      compact: replay,
    };
  },
};
