/** Right answers to exercise 13 that are built otherwise than the solution: parts 8 to 11. */

import {
  type Any,
  digestOf,
  equal,
  type Guilt,
  leaderOf,
  type Pacemaker,
  type Safety,
  sign,
  type WholeHotStuff,
} from "../../exercises/13-byzantine/given.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import { whole as solved } from "../../solutions/13-byzantine/whole.ts";

const f = (n: number) => Math.ceil(n / 3) - 1;
const quorumOf = (n: number) => Math.floor((n + f(n)) / 2) + 1;
const isQuorum = (signers: readonly number[], n: number) =>
  new Set(signers.filter((node) => node < n)).size === signers.length &&
  signers.length >= quorumOf(n);

/** Each block is kept with the list of all that it extends. */
export const safety: Safety = {
  start: (rules) => ({
    rules,
    blocks: { genesis: { view: 0, line: ["genesis"] } },
    last: 0,
    locked: "genesis",
    done: ["genesis"],
  }),
  proposal(s, from, block, io) {
    const { replicas, cluster } = s.rules, { view, parent, justify } = block;
    const known = s.blocks[parent];
    if (from !== leaderOf(view, replicas) || known === undefined) return;
    if (!isGenuine(s, justify) || justify.statement.block !== parent || known.view >= view) return;
    const id = digestOf(block);
    s.blocks[id] ??= { view, parent, line: [...known.line, id] };
    learn(s, parent, io);
    const isSafe = known.line.includes(s.locked) || known.view > s.blocks[s.locked].view;
    if (view <= s.last || !isSafe) return;
    s.last = view;
    const vote = sign(io, { block: id, view, cluster, kind: "vote" as const });
    io.send((view + 1) % replicas, { type: "vote", vote });
  },
  certificate(s, certificate, io) {
    const { block } = certificate.statement;
    if (isGenuine(s, certificate) && s.blocks[block] !== undefined) learn(s, block, io);
  },
};

function isGenuine({ rules }: Any, { signers, statement }: Any): boolean {
  const { kind, cluster, view, block } = statement;
  if (kind !== "vote" || cluster !== rules.cluster) return false;
  return block === "genesis"
    ? view === 0 && signers.length === 0
    : isQuorum(signers, rules.replicas);
}

function learn(s: Any, id: string, io: Any): void {
  const [grand, parent, block] = [undefined, undefined, ...s.blocks[id].line].slice(-3) as Any[];
  if (parent === undefined) return;
  const view = (of: string) => s.blocks[of].view;
  if (view(parent) > view(s.locked)) s.locked = parent;
  if (grand === undefined || view(block) - view(parent) !== 1 || view(parent) - view(grand) !== 1) {
    return;
  }
  for (const each of s.blocks[grand].line) {
    if (s.done.includes(each)) continue;
    s.done.push(each);
    io.committed(each);
  }
}

/** Wishes are an array by node; what must be done is found anew each time. */
export const pacemaker: Pacemaker = {
  start(rules, io) {
    io.wait(rules.viewMs);
    return {
      rules,
      view: 1,
      wishes: Array(rules.replicas).fill(0),
      self: io.self,
      limit: rules.viewMs,
    };
  },
  overdue(s, io) {
    wishFor(s, Math.max(s.wishes[s.self], s.view + 1), io);
    io.wait(s.limit);
    look(s, io);
  },
  wish(s, { signer, statement: { kind, cluster, wish } }, io) {
    if (kind !== "wish" || cluster !== s.rules.cluster || !(wish > s.wishes[signer])) return;
    s.wishes[signer] = wish;
    look(s, io);
  },
  entrance(s, { signers, statement: { kind, cluster, wish } }, io) {
    if (kind !== "wish" || cluster !== s.rules.cluster || wish <= s.view) return;
    if (isQuorum(signers, s.rules.replicas)) go(s, wish, io);
  },
  certified(s, view, io) {
    if (view < s.view) return;
    s.view = view + 1;
    s.limit = s.rules.viewMs;
    io.wait(s.limit);
    io.enter(s.view);
  },
};

function wishFor(s: Any, wish: number, io: Any): void {
  s.wishes[s.self] = wish;
  const signed = sign(io as { self: number }, {
    wish,
    kind: "wish" as const,
    cluster: s.rules.cluster,
  });
  s.wishes.forEach((_: number, to: number) =>
    to === s.self || io.send(to, { type: "wish", wish: signed })
  );
}

function go(s: Any, view: number, io: Any): void {
  s.view = view;
  s.limit = Math.min(2 * s.limit, 1024 * s.rules.viewMs);
  io.enter(view);
  io.wait(s.limit);
}

function look(s: Any, io: Any): void {
  const { replicas, cluster } = s.rules, own = s.wishes[s.self];
  const atLeast = (wish: number) =>
    s.wishes.filter((other: number, node: number) => node !== s.self && other >= wish).length;
  const along = s.wishes.filter((wish: number, node: number) =>
    node !== s.self && atLeast(wish) > f(replicas)
  );
  const join = Math.max(0, ...along);
  if (join > own && join > s.view) wishFor(s, join, io);
  for (const wish of new Set<number>(s.wishes)) {
    const signers = [...s.wishes.keys()].filter((node: number) => s.wishes[node] === wish);
    if (wish <= s.view || signers.length < quorumOf(replicas)) continue;
    const entrance = { signers, statement: { kind: "wish" as const, cluster, wish } };
    s.wishes.forEach((_: number, to: number) =>
      to === s.self || io.send(to, { type: "entrance", entrance })
    );
    return go(s, wish, io);
  }
}

/** Each two votes are looked at once, the other way around where that is due; the latest pair of a culprit is taken. */
export const guilt: Guilt = ({ cluster, replicas }, blocks, votes) => {
  const known = Object.fromEntries(blocks.map((block) => [digestOf(block), block]));
  const charges = new Map<number, Any>();
  const own = votes.filter(({ signer, statement }) =>
    signer < replicas && statement.cluster === cluster && statement.kind === "vote"
  );
  for (const one of own) {
    for (const two of own) {
      const [a, b] = [one.statement, two.statement];
      if (one.signer !== two.signer || a.view > b.view || equal(a, b)) continue;
      if (a.view === b.view) {
        charges.set(one.signer, { culprit: one.signer, crime: "two votes", evidence: [one, two] });
        continue;
      }
      const later = known[b.block], parent = known[known[a.block]?.parent ?? ""];
      if (later === undefined || parent === undefined || later.parent === parent.parent) continue;
      if (later.justify.statement.view > parent.justify.statement.view) continue;
      charges.set(one.signer, {
        culprit: one.signer,
        crime: "against the lock",
        evidence: [one, two],
      });
    }
  }
  return [...charges.values()];
};

/** Waits for half as long again; votes go to itself by message, too; one record holds all. */
export const whole: WholeHotStuff<Any> = (rules) => {
  const own = solved({ ...rules, viewMs: 1.5 * rules.viewMs });
  const patient = wrapped(own, (io) =>
    nested(io, {
      send(to, message) {
        io.send(to, message);
        // What it says twice does no harm.
        if (message.type === "vote") io.send(to, message);
      },
    }));
  const { compact: _, ...rest } = patient;
  const keeping = (handlers: Any): Any =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [
        type,
        (s: Any, event: Any, io: Any) => {
          const { length } = s.records;
          (handler as Any)(
            s.own,
            event,
            nested(io as Any, { save: (record: Any) => void s.records.push(record) } as Any),
          );
          if (s.records.length > length) io.save([...s.records]);
        },
      ]),
    );
  return {
    ...rest,
    start(io, journal) {
      const records = [...journal.at(-1) ?? []];
      return { own: patient.start(io, records), records };
    },
    upon: keeping(patient.upon),
    after: keeping(patient.after),
    view: (s) => own.view(s.own),
  };
};
