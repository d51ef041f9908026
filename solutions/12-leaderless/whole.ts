/** EPaxos from an empty page (Moraru et al. 2013; Ryabinin, Gotsman and Sutra 2025, figures 3 and 5). @module */

import {
  type Ballot,
  clone,
  compareBallots,
  type Dependencies,
  type From,
  type Id,
  type Io,
  label,
  NO_BALLOT,
  type NodeId,
  type Phase,
  type Protocol,
  type Request,
  type WholeEPaxos,
  type WholeSetting,
  type WholeView,
} from "../../exercises/12-leaderless/given.ts";
import { components } from "./components.ts";

/** A request, a checkpoint, or nothing. */
type Value = Request | { readonly type: "checkpoint" } | null;
interface Proposal {
  readonly value: Value;
  readonly dependencies: Dependencies;
}
interface Instance {
  readonly promised: Ballot;
  readonly accepted: Ballot;
  readonly phase: Phase;
  readonly proposal: Proposal | null;
  readonly initial: Proposal | null;
}
type Report = Omit<Instance, "promised">;
interface Objection {
  readonly id: Id;
  readonly committed: boolean;
}

/** What executing up to a checkpoint has come to. */
interface Snapshot {
  readonly number: number;
  /** The checkpoint. It stands for all that is forgotten, as it interferes with all of it. */
  readonly last: Id | null;
  readonly through: Dependencies;
  readonly beyond: readonly string[];
  readonly machine: readonly string[];
  readonly sessions: ReadonlyMap<number, Session>;
}
interface Session {
  readonly number: number;
  readonly result: number;
}

type Saved = { readonly id: Id; readonly instance: Instance } | Snapshot;

/** What may have been decided at once. */
interface Suspicion {
  readonly ballot: Ballot;
  readonly quorum: readonly NodeId[];
  readonly proposal: Proposal;
  readonly support: number;
}
type Attempt =
  | { readonly step: "pre-accept"; readonly replies: Map<NodeId, Dependencies> }
  | { readonly step: "accept"; readonly ballot: Ballot; readonly voters: Set<NodeId> }
  | { readonly step: "prepare"; readonly ballot: Ballot; readonly reports: Map<NodeId, Report> }
  | { readonly step: "validate"; readonly replies: Map<NodeId, readonly Objection[]> } & Suspicion
  | { readonly step: "wait"; readonly on: readonly Id[] } & Suspicion;

interface State {
  rows: Map<number, Instance>[];
  snapshot: Snapshot;
  next: number;
  executed: Set<string>;
  machine: string[];
  sessions: Map<number, Session>;
  attempts: Map<string, Attempt>;
  waiting: Map<string, number>;
  watched: Set<string>;
  /** Who asked for what stands in an instance of its own. */
  clients: Map<number, NodeId>;
}

type Message =
  | Request
  | { readonly type: "preAccept"; readonly id: Id; readonly proposal: Proposal }
  | { readonly type: "preAcceptReply"; readonly id: Id; readonly dependencies: Dependencies }
  | { readonly type: "accept" | "validate"; readonly id: Id; readonly ballot: Ballot } & {
    readonly proposal: Proposal;
  }
  | { readonly type: "acceptReply" | "prepare"; readonly id: Id; readonly ballot: Ballot }
  | { readonly type: "commit"; readonly id: Id; readonly proposal: Proposal }
  | { readonly type: "prepareReply"; readonly id: Id; readonly ballot: Ballot } & Report
  | { readonly type: "validateReply"; readonly id: Id; readonly ballot: Ballot } & {
    readonly against: readonly Objection[];
  }
  | { readonly type: "waiting"; readonly id: Id; readonly support: number }
  | { readonly type: "nack"; readonly id: Id; readonly promised: Ballot }
  | { readonly type: "status"; readonly decided: Dependencies }
  | { readonly type: "install"; readonly snapshot: Snapshot };
type Timer = { readonly type: "retry"; readonly key: string } | { readonly type: "status" };
type World = Io<Message, Timer, Saved>;
type In<K extends Message["type"]> = Extract<Message, { type: K }> & From;

const RETRY_MS = 90, RECOVER_MS = 250, STATUS_MS = 120, MOST_TOLD = 40;

const UNKNOWN: Instance = {
  promised: NO_BALLOT,
  accepted: NO_BALLOT,
  phase: "none",
  proposal: null,
  initial: null,
};

function idOf(name: string): Id {
  const [replica, slot] = name.split(".").map(Number);
  return { replica: replica!, slot: slot! };
}

function sizesOf({ peers }: World): { slow: number; fast: number; least: number } {
  const n = peers.length, f = Math.floor((n - 1) / 2), e = Math.min(f, Math.ceil((f + 1) / 2));
  return { slow: n - f, fast: n - e, least: Math.max(1, n - f - e) };
}

function others({ peers, self }: World): NodeId[] {
  return peers.filter((peer) => peer !== self);
}

function covers(dependencies: Dependencies, { replica, slot }: Id): boolean {
  return slot <= dependencies[replica]!;
}

function noOp({ peers }: World): Proposal {
  return { value: null, dependencies: peers.map(() => 0) };
}

// What a replica holds.

function at({ rows }: State, { replica, slot }: Id): Instance {
  return rows[replica]!.get(slot) ?? UNKNOWN;
}

function includes({ through, beyond }: Snapshot, id: Id): boolean {
  return covers(through, id) || beyond.includes(label(id));
}

function isDecided(s: State, id: Id): boolean {
  return includes(s.snapshot, id) || at(s, id).phase === "committed";
}

function isExecuted(s: State, id: Id): boolean {
  return includes(s.snapshot, id) || s.executed.has(label(id));
}

function put(s: State, id: Id, instance: Instance, io: World): void {
  s.rows[id.replica]!.set(id.slot, instance);
  io.save({ id, instance });
}

function lastSlot({ rows, snapshot: { through, beyond } }: State, replica: NodeId): number {
  const apart = beyond.map(idOf).filter((id) => id.replica === replica).map(({ slot }) => slot);
  return Math.max(through[replica]!, ...apart, ...rows[replica]!.keys());
}

/** Gives an instance some time; the more ballots it has had, the more. */
function watch(s: State, id: Id, io: World): void {
  const key = label(id);
  if (s.watched.has(key)) return;
  s.watched.add(key);
  const step = s.attempts.get(key)?.step, { round } = at(s, id).promised;
  const leads = step === "pre-accept" || step === "accept";
  const patience = RECOVER_MS + io.choose(RECOVER_MS * Math.max(1, Math.min(round, 6)));
  io.wait(leads ? RETRY_MS : patience, { type: "retry", key });
}

function unwatch(s: State, key: string, io: World): void {
  if (s.watched.delete(key)) io.cancel("retry", key);
}

/** `order` is that of instances which depend on each other; `sizesIn` says how many are enough. */
export function replica(
  { interfere, checkpointEvery = Infinity }: WholeSetting,
  order: (a: Id, b: Id) => number = inOrder,
  sizesIn: typeof sizesOf = sizesOf,
): Protocol<State, Message, Timer, Saved> & { view(s: State): WholeView } {
  function conflict(a: Value, b: Value): boolean {
    if (a === null || b === null) return false;
    if (a.type === "checkpoint" || b.type === "checkpoint") return true;
    return a.client === b.client || interfere(a.command, b.command);
  }

  /** The last of each row that interferes; the checkpoint stands for what is forgotten. */
  function found(s: State, id: Id, value: Value): Dependencies {
    const { last: checkpoint } = s.snapshot;
    return s.rows.map((row, replica) => {
      let last = checkpoint?.replica === replica ? checkpoint.slot : 0;
      for (const [slot, { proposal, initial }] of row) {
        const known = initial ?? proposal;
        if (known !== null && slot > last && conflict(value, known.value)) last = slot;
      }
      return replica === id.replica ? Math.min(last, id.slot - 1) : last;
    });
  }

  // The first ballot.

  function request(s: State, { from, ...request }: In<"request">, io: World): void {
    const session = s.sessions.get(request.client);
    if (session !== undefined && request.number <= session.number) {
      if (request.number === session.number) io.answer(from, { result: session.result });
      return;
    }
    for (const slot of s.clients.keys()) {
      const known = at(s, { replica: io.self, slot }).initial?.value;
      const isAgain = known?.type === "request" && known.client === request.client &&
        known.number === request.number;
      if (isAgain) return void s.clients.set(slot, from);
    }
    propose(s, request, from, io);
  }

  function propose(s: State, value: Value, client: NodeId | null, io: World): void {
    const id = { replica: io.self, slot: s.next++ }, key = label(id);
    const proposal = { value, dependencies: found(s, id, value) };
    put(s, id, { ...UNKNOWN, phase: "pre-accepted", proposal, initial: proposal }, io);
    if (client !== null) s.clients.set(id.slot, client);
    s.attempts.set(key, { step: "pre-accept", replies: new Map() });
    for (const to of others(io)) io.send(to, { type: "preAccept", id, proposal });
    watch(s, id, io);
    settle(s, id, false, io);
  }

  function preAccept(s: State, { from, id, proposal }: In<"preAccept">, io: World): void {
    const known = at(s, id);
    if (isDecided(s, id)) return teach(s, id, from, io);
    if (known.promised.round > 0) return refuse(s, id, from, io);
    if (known.phase === "none") {
      const { value, dependencies } = proposal, own = found(s, id, value);
      const both = dependencies.map((slot, row) => Math.max(slot, own[row]!));
      const opinion = { value, dependencies: both };
      put(s, id, { ...known, phase: "pre-accepted", proposal: opinion, initial: proposal }, io);
      watch(s, id, io);
    }
    const { phase, proposal: own } = at(s, id);
    if (phase !== "pre-accepted") return;
    io.send(from, { type: "preAcceptReply", id, dependencies: own!.dependencies });
  }

  function preAcceptReply(s: State, message: In<"preAcceptReply">, io: World): void {
    const { from, id, dependencies } = message, attempt = s.attempts.get(label(id));
    if (attempt?.step !== "pre-accept") return;
    attempt.replies.set(from, dependencies);
    settle(s, id, false, io);
  }

  function settle(s: State, id: Id, isLate: boolean, io: World): void {
    const attempt = s.attempts.get(label(id)), { promised, initial } = at(s, id);
    if (attempt?.step !== "pre-accept" || promised.round > 0) return;
    const { slow, fast } = sizesIn(io), own = initial!, replies = [...attempt.replies.values()];
    const agree = 1 + replies.filter((each) => `${each}` === `${own.dependencies}`).length;
    if (agree >= fast) return decide(s, id, own, io);
    if (1 + replies.length < slow) return;
    if (!isLate && agree + io.peers.length - 1 - replies.length >= fast) return;
    const dependencies = own.dependencies.map((slot, row) =>
      Math.max(slot, ...replies.map((each) => each[row]!))
    );
    askForVotes(s, id, NO_BALLOT, { ...own, dependencies }, io);
  }

  // Votes, in any ballot.

  function askForVotes(s: State, id: Id, ballot: Ballot, proposal: Proposal, io: World): void {
    vote(s, id, ballot, proposal, io);
    s.attempts.set(label(id), { step: "accept", ballot, voters: new Set([io.self]) });
    for (const to of others(io)) io.send(to, { type: "accept", id, ballot, proposal });
    unwatch(s, label(id), io);
    watch(s, id, io);
    count(s, id, io);
  }

  function vote(s: State, id: Id, ballot: Ballot, proposal: Proposal, io: World): void {
    const voted = { promised: ballot, accepted: ballot, phase: "accepted", proposal } as const;
    put(s, id, { ...at(s, id), ...voted }, io);
  }

  function accept(s: State, { from, id, ballot, proposal }: In<"accept">, io: World): void {
    const { promised } = at(s, id);
    if (isDecided(s, id)) return teach(s, id, from, io);
    if (compareBallots(ballot, promised) < 0) return refuse(s, id, from, io);
    if (compareBallots(ballot, promised) > 0) s.attempts.delete(label(id));
    vote(s, id, ballot, proposal, io);
    watch(s, id, io);
    io.send(from, { type: "acceptReply", id, ballot });
  }

  function acceptReply(s: State, { from, id, ballot }: In<"acceptReply">, io: World): void {
    const attempt = s.attempts.get(label(id));
    if (attempt?.step !== "accept" || compareBallots(attempt.ballot, ballot) !== 0) return;
    attempt.voters.add(from);
    count(s, id, io);
  }

  function count(s: State, id: Id, io: World): void {
    const attempt = s.attempts.get(label(id));
    if (attempt?.step !== "accept" || attempt.voters.size < sizesIn(io).slow) return;
    decide(s, id, at(s, id).proposal!, io);
  }

  function decide(s: State, id: Id, proposal: Proposal, io: World): void {
    for (const to of others(io)) io.send(to, { type: "commit", id, proposal });
    learn(s, id, proposal, io);
  }

  function learn(s: State, id: Id, proposal: Proposal, io: World): void {
    if (isDecided(s, id)) return;
    put(s, id, { ...at(s, id), phase: "committed", proposal }, io);
    const key = label(id), client = s.clients.get(id.slot);
    s.attempts.delete(key);
    s.waiting.delete(key);
    unwatch(s, key, io);
    if (id.replica === io.self && proposal.value === null) {
      // Others have made a no-op of it; its client still waits.
      s.clients.delete(id.slot);
      if (client !== undefined) propose(s, at(s, id).initial!.value, client, io);
    }
    endWaits(s, io);
    execute(s, io);
  }

  function teach(s: State, id: Id, to: NodeId, io: World): void {
    const { snapshot } = s;
    if (includes(snapshot, id)) io.send(to, { type: "install", snapshot });
    else io.send(to, { type: "commit", id, proposal: at(s, id).proposal! });
  }

  function refuse(s: State, id: Id, to: NodeId, io: World): void {
    io.send(to, { type: "nack", id, promised: at(s, id).promised });
  }

  function nack(s: State, { id, promised }: In<"nack">, io: World): void {
    const known = at(s, id);
    if (isDecided(s, id) || compareBallots(promised, known.promised) <= 0) return;
    put(s, id, { ...known, promised }, io);
    s.attempts.delete(label(id));
    watch(s, id, io);
  }

  // Recovery.

  function retry(s: State, { key }: { readonly key: string }, io: World): void {
    s.watched.delete(key);
    const id = idOf(key),
      attempt = s.attempts.get(key),
      { promised, initial, proposal } = at(s, id);
    if (isDecided(s, id)) return;
    if (attempt?.step === "pre-accept" && promised.round === 0) {
      settle(s, id, true, io);
      for (const to of others(io)) {
        if (s.attempts.get(key) !== attempt || attempt.replies.has(to)) continue;
        io.send(to, { type: "preAccept", id, proposal: initial! });
      }
    } else if (attempt?.step === "accept" && compareBallots(attempt.ballot, promised) === 0) {
      for (const to of others(io)) {
        if (attempt.voters.has(to)) continue;
        io.send(to, { type: "accept", id, ballot: attempt.ballot, proposal: proposal! });
      }
    } else recover(s, id, io);
    if (!isDecided(s, id)) watch(s, id, io);
  }

  function recover(s: State, id: Id, io: World): void {
    const { promised, ...report } = at(s, id);
    const ballot = { round: promised.round + 1, node: io.self };
    put(s, id, { ...at(s, id), promised: ballot }, io);
    s.attempts.set(label(id), { step: "prepare", ballot, reports: new Map([[io.self, report]]) });
    for (const to of others(io)) io.send(to, { type: "prepare", id, ballot });
    choose(s, id, io);
  }

  function prepare(s: State, { from, id, ballot }: In<"prepare">, io: World): void {
    const { promised, ...report } = at(s, id);
    if (isDecided(s, id)) return teach(s, id, from, io);
    if (compareBallots(ballot, promised) <= 0) return refuse(s, id, from, io);
    put(s, id, { ...at(s, id), promised: ballot }, io);
    s.attempts.delete(label(id));
    watch(s, id, io);
    io.send(from, { type: "prepareReply", id, ballot, ...report });
  }

  function prepareReply(s: State, message: In<"prepareReply">, io: World): void {
    const { type: _, from, id, ballot, ...report } = message, attempt = s.attempts.get(label(id));
    if (attempt === undefined || attempt.step === "pre-accept") return;
    if (compareBallots(attempt.ballot, ballot) !== 0) return;
    if (attempt.step === "wait") {
      // Late, but it may know the answer.
      if (report.phase === "accepted") askForVotes(s, id, ballot, report.proposal!, io);
      else if (from === id.replica) askForVotes(s, id, ballot, noOp(io), io);
    } else if (attempt.step === "prepare") {
      attempt.reports.set(from, report);
      choose(s, id, io);
    }
  }

  function choose(s: State, id: Id, io: World): void {
    const attempt = s.attempts.get(label(id)), { slow, least } = sizesIn(io);
    if (attempt?.step !== "prepare" || attempt.reports.size < slow) return;
    const { ballot, reports } = attempt, all = [...reports.values()];
    const [voted] = all.filter(({ phase }) => phase === "accepted")
      .sort((a, b) => compareBallots(b.accepted, a.accepted));
    if (voted !== undefined) return askForVotes(s, id, ballot, voted.proposal!, io);
    const supporters = all.filter(({ phase, proposal, initial }) =>
      phase === "pre-accepted" && `${proposal!.dependencies}` === `${initial?.dependencies}`
    );
    if (reports.has(id.replica) || supporters.length < least) {
      return askForVotes(s, id, ballot, noOp(io), io);
    }
    const proposal = supporters[0]!.initial!, support = supporters.length;
    const quorum = [...reports.keys()];
    note(s, id, proposal, io);
    const replies = new Map([[io.self, objections(s, id, proposal)]]);
    s.attempts.set(label(id), { step: "validate", ballot, quorum, proposal, support, replies });
    for (const to of quorum) {
      if (to !== io.self) io.send(to, { type: "validate", id, ballot, proposal });
    }
    judge(s, id, io);
  }

  /** Whatever is pre-accepted here from now on depends on it. */
  function note(s: State, id: Id, initial: Proposal, io: World): void {
    if (at(s, id).initial === null) put(s, id, { ...at(s, id), initial }, io);
  }

  function validate(s: State, { from, id, ballot, proposal }: In<"validate">, io: World): void {
    const order = compareBallots(ballot, at(s, id).promised);
    if (isDecided(s, id)) return teach(s, id, from, io);
    if (order < 0) return refuse(s, id, from, io);
    if (order > 0) return;
    note(s, id, proposal, io);
    const against = objections(s, id, proposal);
    io.send(from, { type: "validateReply", id, ballot, against });
  }

  function objections(s: State, id: Id, { value, dependencies }: Proposal): Objection[] {
    const all: Objection[] = [], { last } = s.snapshot;
    if (last !== null && !covers(dependencies, last)) all.push({ id: last, committed: true });
    for (const [replica, row] of s.rows.entries()) {
      for (const [slot, { phase, proposal, initial }] of row) {
        const other = { replica, slot }, committed = phase === "committed";
        const known = committed ? proposal : initial;
        if (known === null || label(other) === label(id)) continue;
        if (covers(dependencies, other) || covers(known.dependencies, id)) continue;
        if (conflict(value, known.value)) all.push({ id: other, committed });
      }
    }
    return all;
  }

  function validateReply(s: State, message: In<"validateReply">, io: World): void {
    const { from, id, ballot, against } = message, attempt = s.attempts.get(label(id));
    if (attempt?.step !== "validate" || compareBallots(attempt.ballot, ballot) !== 0) return;
    attempt.replies.set(from, against);
    judge(s, id, io);
  }

  function judge(s: State, id: Id, io: World): void {
    const attempt = s.attempts.get(label(id));
    if (attempt?.step !== "validate" || attempt.replies.size < attempt.quorum.length) return;
    const { ballot, quorum, proposal, support, replies } = attempt;
    const all = [...replies.values()].flat(), isLeast = support === sizesIn(io).least;
    const isAway = (each: Objection) => !quorum.includes(each.id.replica);
    if (all.length === 0) return askForVotes(s, id, ballot, proposal, io);
    if (all.some((each) => each.committed || isLeast && isAway(each))) {
      return askForVotes(s, id, ballot, noOp(io), io);
    }
    const on = [...new Set(all.map((each) => label(each.id)))].map(idOf);
    s.attempts.set(label(id), { step: "wait", ballot, quorum, proposal, support, on });
    for (const to of others(io)) io.send(to, { type: "waiting", id, support });
    s.waiting.set(label(id), support);
    for (const other of on) if (!isDecided(s, other)) watch(s, other, io);
    endWaits(s, io);
  }

  function waiting(s: State, { id, support }: In<"waiting">, io: World): void {
    if (isDecided(s, id)) return;
    s.waiting.set(label(id), support);
    endWaits(s, io);
  }

  function endWaits(s: State, io: World): void {
    const { least } = sizesIn(io);
    for (const [key, attempt] of [...s.attempts]) {
      if (attempt.step !== "wait" || s.attempts.get(key) !== attempt) continue;
      const id = idOf(key), { ballot, proposal, on } = attempt, { last } = s.snapshot;
      const open = on.filter((other) => !isDecided(s, other));
      const isContradicted = last !== null && !covers(proposal.dependencies, last) ||
        on.some((other) => {
          const known = at(s, other);
          return known.phase === "committed" && known.proposal!.value !== null &&
            !covers(known.proposal!.dependencies, id);
        });
      const isOutweighed = open.some((other) => (s.waiting.get(label(other)) ?? 0) > least);
      if (isContradicted || isOutweighed) askForVotes(s, id, ballot, noOp(io), io);
      else if (open.length === 0) askForVotes(s, id, ballot, proposal, io);
    }
  }

  // Execution.

  function* named(s: State, id: Id): Generator<Id> {
    for (const [replica, last] of at(s, id).proposal!.dependencies.entries()) {
      for (let slot = s.snapshot.through[replica]! + 1; slot <= last; slot++) {
        if (!isExecuted(s, { replica, slot })) yield { replica, slot };
      }
    }
  }

  function execute(s: State, io: World): void {
    const open = s.rows.flatMap((row, replica) =>
      [...row].filter(([slot, { phase }]) =>
        phase === "committed" && !isExecuted(s, { replica, slot })
      ).map(([slot]) => label({ replica, slot }))
    );
    const edges = (name: string): string[] => {
      const id = idOf(name);
      if (isExecuted(s, id)) return [];
      const { value } = at(s, id).proposal!;
      return [...named(s, id)].filter((other) =>
        isDecided(s, other) && conflict(value, at(s, other).proposal!.value)
      ).map(label);
    };
    const blocked = new Set<string>();
    for (const members of components(open, edges)) {
      const missing = members.flatMap((name) =>
        isExecuted(s, idOf(name)) ? [] : [...named(s, idOf(name))].filter((id) => !isDecided(s, id))
      );
      for (const id of missing) watch(s, id, io);
      const waits = missing.length > 0 ||
        members.some((name) => edges(name).some((other) => blocked.has(other)));
      if (waits) { for (const name of members) blocked.add(name); }
      else runAll(s, members.map(idOf).sort(order), io);
    }
    if (s.executed.size < checkpointEvery) return;
    const isUnderWay = s.rows.some((row, replica) =>
      [...row].some(([slot, { initial, proposal }]) =>
        (initial ?? proposal)?.value?.type === "checkpoint" && !isExecuted(s, { replica, slot }) &&
        proposal?.value !== null
      )
    );
    if (!isUnderWay) propose(s, { type: "checkpoint" }, null, io);
  }

  function runAll(s: State, members: readonly Id[], io: World): void {
    const all = members.filter((id) => !isExecuted(s, id));
    for (const id of all) run(s, id, io);
    // Not before its end: who begins in the middle of a circle does not see that the rest is one.
    const last = all.find((id) => at(s, id).proposal!.value?.type === "checkpoint");
    if (last !== undefined) takeSnapshot(s, last, all, io);
  }

  function run(s: State, id: Id, io: World): void {
    s.executed.add(label(id));
    const { value } = at(s, id).proposal!;
    if (value === null || value.type === "checkpoint") return;
    const client = id.replica === io.self ? s.clients.get(id.slot) : undefined;
    if (id.replica === io.self) s.clients.delete(id.slot);
    const session = s.sessions.get(value.client);
    if (session === undefined || session.number < value.number) {
      s.machine.push(value.command);
      const result = s.machine.filter((each) =>
        each === value.command || interfere(each, value.command)
      ).length;
      s.sessions.set(value.client, { number: value.number, result });
    } else if (session.number > value.number) return;
    if (client !== undefined) io.answer(client, { result: s.sessions.get(value.client)!.result });
  }

  // What is forgotten.

  function takeSnapshot(s: State, last: Id, all: readonly Id[], io: World): void {
    const { number, through, beyond } = s.snapshot;
    const isNamed = (other: Id) =>
      all.some((id) => covers(at(s, id).proposal!.dependencies, other));
    const isNoOp = (id: Id) => at(s, id).proposal?.value === null;
    // Who has decided which no-ops by now is not the same everywhere.
    const done = new Set([
      ...beyond,
      ...[...s.executed].filter((name) => !isNoOp(idOf(name))),
    ]);
    const next = through.map((slot, replica) => {
      for (;; slot++) {
        const id = { replica, slot: slot + 1 };
        const isPast = done.delete(label(id)) || isNamed(id) && isNoOp(id);
        if (!isPast) return slot;
      }
    });
    const { machine, sessions } = clone({ machine: s.machine, sessions: s.sessions });
    const taken = { number: number + 1, last, through: next, beyond: [...done].sort() };
    keep(s, { ...taken, machine, sessions }, io);
  }

  function keep(s: State, snapshot: Snapshot, io: World): void {
    s.snapshot = snapshot;
    io.save(snapshot);
    for (const [replica, row] of s.rows.entries()) {
      for (const slot of [...row.keys()]) {
        if (includes(snapshot, { replica, slot })) row.delete(slot);
      }
    }
    for (const key of [...s.executed, ...s.attempts.keys(), ...s.waiting.keys(), ...s.watched]) {
      if (!includes(snapshot, idOf(key))) continue;
      s.executed.delete(key);
      s.attempts.delete(key);
      s.waiting.delete(key);
      unwatch(s, key, io);
    }
  }

  function install(s: State, { snapshot }: In<"install">, io: World): void {
    if (snapshot.number <= s.snapshot.number) return;
    keep(s, clone(snapshot), io);
    become(s);
    for (const slot of [...s.clients.keys()]) {
      if (includes(snapshot, { replica: io.self, slot })) s.clients.delete(slot);
    }
    s.next = Math.max(s.next, lastSlot(s, io.self) + 1);
    endWaits(s, io);
    execute(s, io);
  }

  function become(s: State): void {
    const { machine, sessions } = clone(s.snapshot);
    s.executed = new Set();
    s.machine = [...machine];
    s.sessions = new Map(sessions);
  }

  // What everybody should know.

  function decidedBy(s: State): Dependencies {
    return s.snapshot.through.map((slot, replica) => {
      while (isDecided(s, { replica, slot: slot + 1 })) slot++;
      return slot;
    });
  }

  function tell(s: State, io: World): void {
    const all = others(io);
    if (all.length > 0) {
      io.send(all[io.choose(all.length)]!, { type: "status", decided: decidedBy(s) });
    }
    io.wait(STATUS_MS, { type: "status" });
  }

  function status(s: State, { from, decided }: In<"status">, io: World): void {
    let left = MOST_TOLD;
    for (const [replica, slot] of decided.entries()) {
      const last = lastSlot(s, replica);
      for (let next = slot + 1; next <= last && left > 0; next++) {
        const id = { replica, slot: next };
        if (!isDecided(s, id)) continue;
        teach(s, id, from, io);
        left = includes(s.snapshot, id) ? 0 : left - 1;
      }
    }
  }

  function start(io: World, journal: readonly Saved[]): State {
    const { snapshot, instances } = recall(journal);
    const zeros = io.peers.map(() => 0);
    const none = { number: 0, last: null, through: zeros, beyond: [], machine: [] };
    const s: State = {
      rows: io.peers.map(() => new Map()),
      snapshot: snapshot ?? { ...none, sessions: new Map() },
      next: 1,
      executed: new Set(),
      machine: [],
      sessions: new Map(),
      attempts: new Map(),
      waiting: new Map(),
      watched: new Set(),
      clients: new Map(),
    };
    for (const { id, instance } of instances) s.rows[id.replica]!.set(id.slot, instance);
    s.next = lastSlot(s, io.self) + 1;
    become(s);
    for (const { id } of instances) if (!isDecided(s, id)) watch(s, id, io);
    execute(s, io);
    io.wait(STATUS_MS, { type: "status" });
    return s;
  }

  return {
    start,
    compact(journal) {
      const { snapshot, instances } = recall(journal);
      return [...snapshot === undefined ? [] : [snapshot], ...instances];
    },
    upon: {
      request,
      preAccept,
      preAcceptReply,
      accept,
      acceptReply,
      commit: (s, { id, proposal }, io) => learn(s, id, proposal, io),
      prepare,
      prepareReply,
      validate,
      validateReply,
      waiting,
      nack,
      status,
      install,
    },
    after: { retry, status: (s, _, io) => tell(s, io) },
    view: ({ machine, rows, snapshot }) => ({
      applied: machine,
      round: Math.max(
        0,
        ...rows.flatMap((row) => [...row.values()].map(({ promised }) => promised.round)),
      ),
      instances: rows.reduce((sum, row) => sum + row.size, 0),
      checkpoints: snapshot.number,
    }),
  };
}

function inOrder(a: Id, b: Id): number {
  return a.replica - b.replica || a.slot - b.slot;
}

/** What a journal adds up to. */
function recall(journal: readonly Saved[]) {
  let snapshot: Snapshot | undefined;
  const all = new Map<string, Extract<Saved, { id: Id }>>();
  for (const saved of journal) {
    if ("id" in saved) all.set(label(saved.id), saved);
    else {
      snapshot = saved;
      for (const [name, { id }] of all) if (includes(saved, id)) all.delete(name);
    }
  }
  return { snapshot, instances: [...all.values()].sort((a, b) => inOrder(a.id, b.id)) };
}

export const epaxos: WholeEPaxos = (setting) => replica(setting);
export { epaxos as agrees, epaxos as endures };
