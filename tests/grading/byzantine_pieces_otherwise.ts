/** Right answers to exercise 13 that are built otherwise than the solution: parts 1 to 7. */

import {
  type Any,
  type Certificates,
  type Checkpoints,
  type Client,
  clone,
  equal,
  type Generals,
  type NewViews,
  type Phases,
  type PrePrepare,
  type ReliableBroadcast,
  sign,
} from "../../exercises/13-byzantine/given.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const f = (n: number) => Math.ceil(n / 3) - 1;
const quorumOf = (n: number) => {
  let quorum = 0;
  while (2 * quorum - n < f(n) + 1) quorum++;
  return quorum;
};

/** Votes are counted when they are heard. */
export const generals: Generals = {
  start: ({ generals, self, commander, order }) => ({
    self,
    commander,
    order,
    others: upTo(generals).filter((node) => node !== self && node !== commander),
    own: null,
    done: null,
  }),
  say({ self, commander, order, own }, round, _to) {
    if (round === 1) return self === commander ? [{ path: [commander], order }] : [];
    return self === commander || _to === commander ? [] : [{ order: own, path: [commander, self] }];
  },
  hear(s, round, told) {
    const { self, commander, others } = s;
    if (self === commander) return;
    const first = (node: number, ...path: number[]) => {
      for (const relay of told.get(node) ?? []) {
        if (equal([...relay.path], path)) return relay.order;
      }
      return "retreat";
    };
    if (round === 1) s.own = first(commander, commander);
    else {
      const votes = new Map<string, number>([[s.own, 1]]);
      for (const node of others) {
        const vote = first(node, commander, node);
        votes.set(vote, (votes.get(vote) ?? 0) + 1);
      }
      const most = [...votes].find(([, count]) => 2 * count > others.length + 1);
      s.done = most === undefined ? "retreat" : most[0];
    }
  },
  obeys: ({ done }) => done,
};

/** A node counts itself at once, and tells the others only; names are in a tree; what is over is a mark. */
export const broadcast: ReliableBroadcast = () => {
  type S = { mine: Any[]; asked: Any; all: Any; log: Any[] };
  const entry = (s: S, { sender, sequence }: Any) => {
    const own = s.all[sender] ??= {};
    return own[sequence] ??= { echo: {}, ready: {}, said: [] };
  };
  const say = (s: S, type: "echo" | "ready", about: Any, io: Any) => {
    const each = entry(s, about);
    if (each.over || each.said.includes(type)) return;
    each.said.push(type);
    const { sender, sequence, payload } = about;
    for (const to of io.peers) {
      if (to !== io.self) io.send(to, { type, sender, sequence, payload });
    }
    hear(s, type, { ...about, from: io.self }, io);
  };
  const hear = (s: S, type: "echo" | "ready", about: Any, io: Any) => {
    const each = entry(s, about), n = io.peers.length, { payload, from, sender, sequence } = about;
    if (each.over || each[type][from] !== undefined) return;
    each[type][from] = payload;
    const count = (votes: Any) => Object.values(votes).filter((vote) => vote === payload).length;
    if (count(each.echo) >= quorumOf(n) || count(each.ready) > f(n)) say(s, "ready", about, io);
    if (each.over || count(each.ready) <= 2 * f(n)) return;
    Object.assign(each, { over: true, echo: {}, ready: {}, said: [] });
    s.log.push({ sender, sequence, payload });
    if (sender === io.self) io.answer(s.asked[sequence], sequence);
  };
  return {
    start: () => ({ mine: [], asked: {}, all: {}, log: [] }),
    upon: {
      broadcast(s: S, { from, payload }, io) {
        s.mine = [...s.mine, payload];
        const about = { sender: io.self, sequence: s.mine.length, payload };
        s.asked[about.sequence] = from;
        for (const to of io.peers) if (to !== io.self) io.send(to, { type: "initial", ...about });
        say(s, "echo", about, io);
      },
      initial(s: S, message, io) {
        if (message.from === message.sender) say(s, "echo", message, io);
      },
      echo: (s: S, message, io) => hear(s, "echo", message, io),
      ready: (s: S, message, io) => hear(s, "ready", message, io),
    },
    view: ({ mine, log }: S) => ({ said: mine, log }),
  };
};

export const certificates: Certificates = {
  faults: f,
  quorum: quorumOf,
  weak: (n) => Math.ceil(n / 3),
  isCertificate({ signers }, members, quorum) {
    const left = new Set(members);
    return signers.every((signer) => left.delete(signer)) && members.length - left.size >= quorum;
  },
  /** The last statement with enough votes; of more than a quorum the lowest. */
  gather(votes, members, quorum) {
    for (const { statement } of [...votes].reverse()) {
      const signers = [...members].sort((a, b) => a - b).filter((node) =>
        votes.some((vote) => vote.signer === node && equal(vote.statement, statement))
      );
      if (signers.length >= quorum) return { statement, signers: signers.slice(0, quorum) };
    }
    return null;
  },
};

/** A list of all that was said, looked through each time. */
export const phases: Phases = {
  start: (rules) => ({ rules, said: [], marks: [], next: rules.low + 1 }),
  propose(s, digest, io) {
    const { view, replicas, high, cluster } = s.rules;
    if (view % replicas !== io.self || s.next > high) return;
    const statement = { kind: "prePrepare", cluster, view, sequence: s.next++, digest } as const;
    say(s, "prePrepare", statement, io);
  },
  prePrepare(s, { signer, statement }, io) {
    const { view, replicas } = s.rules, { sequence } = statement;
    if (signer !== view % replicas || io.self === signer || !fits(s, "prePrepare", statement)) {
      return;
    }
    if (
      s.said.some((each: Any) =>
        each.statement.kind === "prePrepare" && each.statement.sequence === sequence
      )
    ) return;
    s.said.push({ signer, statement });
    say(s, "prepare", { ...statement, kind: "prepare" }, io);
  },
  prepare: (s, vote, io) => note(s, "prepare", vote, io),
  commit: (s, vote, io) => note(s, "commit", vote, io),
};

function fits({ rules }: Any, kind: string, statement: Any): boolean {
  const { low, high, view, cluster } = rules, { sequence } = statement;
  return equal([statement.kind, statement.view, statement.cluster], [kind, view, cluster]) &&
    low < sequence && sequence <= high;
}

function note(s: Any, kind: "prepare" | "commit", { signer, statement }: Any, io: Any): void {
  const { view, replicas } = s.rules;
  if (!fits(s, kind, statement) || signer >= replicas) return;
  if (kind === "prepare" && signer === view % replicas) return;
  s.said.push(clone({ signer, statement }));
  goOn(s, statement.sequence, io);
}

function say(s: Any, kind: "prePrepare" | "prepare" | "commit", statement: Any, io: Any): void {
  const signed = sign(io as { self: number }, statement);
  s.said.push(signed);
  for (let to = s.rules.replicas - 1; to >= 0; to--) {
    if (to !== io.self) io.send(to, { type: kind, [kind]: signed });
  }
  goOn(s, statement.sequence, io);
}

function goOn(s: Any, sequence: number, io: Any): void {
  const about = s.said.filter((each: Any) => each.statement.sequence === sequence);
  const first = about.find((each: Any) => each.statement.kind === "prePrepare");
  if (first === undefined) return;
  const { digest } = first.statement, quorum = quorumOf(s.rules.replicas);
  const signersOf = (kind: string): number[] =>
    upTo(s.rules.replicas).filter((node) =>
      about.some((each: Any) =>
        each.signer === node && each.statement.kind === kind && each.statement.digest === digest
      )
    );
  const isFirst = (mark: string) => !s.marks.includes(mark) && s.marks.push(mark) > 0;
  const prepares = signersOf("prepare");
  if (prepares.length < quorum - 1) return;
  if (isFirst(`prepared ${sequence}`)) {
    const statement = { ...first.statement, kind: "prepare" };
    io.prepared({
      prePrepare: first,
      prepares: { signers: prepares.slice(-(quorum - 1)), statement },
    });
    say(s, "commit", { ...first.statement, kind: "commit" }, io);
  }
  if (signersOf("commit").length >= quorum && isFirst(`committed ${sequence}`)) {
    io.committed(sequence, digest);
  }
}

/** A list of words, the nearest first. */
export const checkpoints: Checkpoints = {
  start: (rules) => ({ rules, stable: 0, words: [] }),
  executed(s, sequence, digest, io) {
    const { every, replicas, cluster } = s.rules;
    if (sequence % every > 0 || sequence <= s.stable) return;
    const checkpoint = sign(io, { kind: "checkpoint" as const, cluster, sequence, digest });
    for (const to of upTo(replicas)) {
      if (to !== io.self) io.send(to, { type: "checkpoint", checkpoint });
    }
    hearState(s, checkpoint, io);
  },
  checkpoint(s, { signer, statement }, io) {
    const { kind, cluster, sequence } = statement, { rules, stable } = s;
    if (kind !== "checkpoint" || cluster !== rules.cluster || signer >= rules.replicas) return;
    if (sequence > stable && sequence % rules.every === 0) hearState(s, { signer, statement }, io);
  },
  isBetween: ({ stable, rules }, sequence) => stable < sequence && sequence - stable <= rules.size,
};

function hearState(s: Any, { signer, statement }: Any, io: Any): void {
  const { rules } = s, { sequence, digest } = statement;
  const is = (node: number, at: number) => (each: Any) =>
    each.signer === node && each.statement.sequence === at;
  if (s.words.some(is(signer, sequence))) return;
  s.words.push({ signer, statement });
  s.words.sort((a: Any, b: Any) => a.statement.sequence - b.statement.sequence);
  const own = s.words.filter((each: Any) => each.signer === signer);
  if (own.length > rules.size / rules.every + 1) {
    s.words.splice(s.words.indexOf(own.at(-1)), 1);
  }
  const same = s.words.filter((each: Any) =>
    each.statement.sequence === sequence && each.statement.digest === digest
  );
  if (same.length < quorumOf(rules.replicas)) return;
  s.stable = sequence;
  s.words = s.words.filter((each: Any) => each.statement.sequence > sequence);
  io.stable({
    statement,
    signers: same.map((each: Any) => each.signer).sort((a: number, b: number) => a - b),
  });
}

const only = (signers: readonly number[], least: number, allowed: (node: number) => boolean) =>
  signers.length >= least &&
  signers.every((node, i) => allowed(node) && !signers.includes(node, i + 1));

/** By one pass over the numbers. */
export const views: NewViews = {
  want: ({ cluster }, { stable, proofs }, view) => {
    const low = stable ? stable.statement.sequence : 0, prepared: Any[] = [];
    for (
      const proof of [...proofs].sort((a, b) =>
        b.prePrepare.statement.view - a.prePrepare.statement.view
      )
    ) {
      const { sequence } = proof.prePrepare.statement;
      if (
        sequence <= low || prepared.some((each) => each.prePrepare.statement.sequence === sequence)
      ) continue;
      prepared.push(proof);
    }
    prepared.sort((a, b) => a.prePrepare.statement.sequence - b.prePrepare.statement.sequence);
    return { prepared, stable, view, cluster, kind: "viewChange" };
  },
  isProof({ cluster, replicas }, { prePrepare: { signer, statement }, prepares }) {
    return signer === statement.view % replicas &&
      equal(statement, { ...prepares.statement, kind: "prePrepare" }) &&
      statement.cluster === cluster && prepares.statement.kind === "prepare" &&
      only(prepares.signers, quorumOf(replicas) - 1, (node) => node < replicas && node !== signer);
  },
  isViewChange(rules, { signer, statement: { kind, cluster, view, stable, prepared } }) {
    const { replicas } = rules;
    if (kind !== "viewChange" || cluster !== rules.cluster || signer >= replicas) return false;
    let low = 0;
    if (stable !== null) {
      const { kind, cluster, sequence } = stable.statement;
      if (kind !== "checkpoint" || cluster !== rules.cluster || sequence <= 0) return false;
      if (!only(stable.signers, quorumOf(replicas), (node) => node < replicas)) return false;
      low = sequence;
    }
    let before = low;
    for (const proof of prepared) {
      const { sequence, view: of } = proof.prePrepare.statement;
      if (sequence <= before || sequence > low + rules.size || of >= view) return false;
      if (!views.isProof(rules, proof)) return false;
      before = sequence;
    }
    return true;
  },
  /** With just a quorum. */
  begin(rules, view, came) {
    const chosen: Any[] = [];
    for (const each of [...came].reverse()) {
      if (chosen.length === quorumOf(rules.replicas)) break;
      if (each.statement.view !== view || chosen.some(({ signer }) => signer === each.signer)) {
        continue;
      }
      if (views.isViewChange(rules, each)) chosen.push(each);
    }
    if (chosen.length < quorumOf(rules.replicas)) return null;
    return { viewChanges: chosen, prePrepares: first(rules, view, chosen) };
  },
  isNewView(rules, { signer, statement: { kind, cluster, view, viewChanges, prePrepares } }) {
    const leader = view % rules.replicas;
    return kind === "newView" && cluster === rules.cluster && signer === leader &&
      only(viewChanges.map((each) => each.signer), quorumOf(rules.replicas), () => true) &&
      viewChanges.every((each) =>
        views.isViewChange(rules, each) && each.statement.view === view
      ) &&
      equal(
        prePrepares,
        first(rules, view, viewChanges).map((statement) => ({ signer: leader, statement })),
      );
  },
};

function first({ cluster, nothing }: Any, view: number, changes: readonly Any[]): PrePrepare[] {
  let start = 0;
  const best = new Map<number, Any>();
  for (const { statement: { stable, prepared } } of changes) {
    start = Math.max(start, stable?.statement.sequence ?? 0);
    for (const { prePrepare: { statement } } of prepared) {
      if (!(best.get(statement.sequence)?.view >= statement.view)) {
        best.set(statement.sequence, statement);
      }
    }
  }
  const all: PrePrepare[] = [], end = Math.max(start, ...best.keys());
  while (start < end) {
    const sequence = ++start, digest = best.get(sequence)?.digest ?? nothing;
    all.push({ digest, sequence, view, cluster, kind: "prePrepare" });
  }
  return all;
}

/** The first in the queue is under way. */
export const client: Client = {
  start: (rules) => ({ rules, view: 0, nth: 0, queue: [], heard: {} }),
  ask(s, command, io) {
    if (s.queue.push(command) === 1) begin(s, io);
  },
  overdue(s, io) {
    if (s.queue.length === 0) return;
    upTo(s.rules.replicas).forEach((to) =>
      io.send(to, { type: "request", request: request(s, io) })
    );
    io.wait(s.rules.retryMs);
  },
  reply(s, from, { view, timestamp, result }, io) {
    if (s.queue.length === 0 || from >= s.rules.replicas || timestamp !== s.nth) return;
    s.heard[from] = { view, result };
    const same = (Object.values(s.heard) as Any[]).filter((each) => equal(each.result, result));
    if (same.length <= f(s.rules.replicas)) return;
    for (const lowest of [same.reduce((least, each) => Math.min(least, each.view), Infinity)]) {
      if (lowest > s.view) s.view = lowest;
    }
    s.queue.shift();
    io.answer(result);
    if (s.queue.length === 0) io.cancel();
    else begin(s, io);
  },
};

const request = ({ rules: { cluster }, nth, queue }: Any, io: { self: number }) =>
  sign(io, { kind: "request" as const, cluster, timestamp: nth, command: queue[0] });

function begin(s: Any, io: Any): void {
  s.nth++;
  s.heard = {};
  io.send(s.view % s.rules.replicas, { type: "request", request: request(s, io) });
  io.wait(s.rules.retryMs);
}
