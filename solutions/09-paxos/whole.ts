/** Multi-Paxos from an empty page (Lamport 2001, section 3; Lamport, Malkhi and Zhou 2010). @module */

import {
  type Answer,
  type Ballot,
  clone,
  compareBallots,
  type From,
  type Io,
  NO_BALLOT,
  type NodeId,
  type Protocol,
  type Request,
  type Stamp,
  type WholePaxos,
  type WholeSetting,
  type WholeView,
} from "../../exercises/09-paxos/given.ts";

/** What is decided in a slot: requests, none in a no-op. */
type Value = readonly Request[];
interface Vote {
  readonly ballot: Ballot;
  readonly value: Value;
}
interface Entry extends Vote {
  readonly chosen: boolean;
}
interface Told extends Vote {
  readonly slot: number;
}
interface Placed {
  readonly from: number;
  readonly members: readonly NodeId[];
}

/** What executing has come to. */
interface Executed {
  executed: number;
  machine: string[];
  /** How many requests have been executed, for the numbers of sessions. */
  count: number;
  sessions: Map<number, Map<number, number>>;
  configurations: Placed[];
}

interface Saved {
  readonly promised: Ballot;
  readonly round: number;
  readonly log: ReadonlyMap<number, Entry>;
  readonly snapshot: Executed;
}

/** A ballot of its own. */
interface Mandate {
  readonly ballot: Ballot;
  /** Who has promised it. */
  readonly promises: Set<NodeId>;
  /** Of the votes in a slot that promises told of, the highest. */
  readonly found: Map<number, Vote>;
  /** Who has voted in it, by slot. */
  readonly votes: Map<number, Set<NodeId>>;
  readonly queue: { readonly request: Request; readonly address: NodeId }[];
  readonly waiting: Map<number, readonly NodeId[]>;
  /** Who has executed most, how much, and how often it has been asked for that since it was last heard. */
  ahead: { readonly node: NodeId; readonly executed: number; asked: number };
  /** The first slot in which it has proposed nothing. */
  next: number;
}

interface State extends Executed {
  promised: Ballot;
  round: number;
  log: Map<number, Entry>;
  snapshot: Executed;
  leader: NodeId | null;
  mandate: Mandate | null;
}

type Message =
  | Request
  | { readonly type: "forward"; readonly request: Request; readonly address: NodeId }
  | { readonly type: "prepare"; readonly ballot: Ballot; readonly first: number }
  | {
    readonly type: "promise";
    readonly ballot: Ballot;
    readonly votes: readonly Told[];
    readonly executed: number;
  }
  | {
    readonly type: "accept";
    readonly ballot: Ballot;
    readonly first: number;
    readonly values: readonly Value[];
    readonly executed: number;
  }
  | {
    readonly type: "accepted";
    readonly ballot: Ballot;
    readonly first: number;
    readonly count: number;
  }
  | { readonly type: "nack"; readonly ballot: Ballot; readonly promised: Ballot }
  | { readonly type: "fetch"; readonly executed: number }
  | { readonly type: "learn"; readonly decided: readonly Told[] }
  | { readonly type: "install"; readonly snapshot: Executed };
type Timer = { readonly type: "election" | "heartbeat" };
type World = Io<Message, Timer, Saved>;
type Incoming<K extends Message["type"]> = Extract<Message, { type: K }> & From;

const ELECTION_MS = 300, HEARTBEAT_MS = 60, MOST_IN_A_SLOT = 16, MOST_ASKED = 6;

/** The members of a slot. */
function membersAt({ configurations }: Executed, slot: number): readonly NodeId[] {
  return configurations.findLast(({ from }) => from <= slot)!.members;
}

/** All members of slots that are not executed. */
function involved(s: State): NodeId[] {
  const later = s.configurations.filter(({ from }) => from > s.executed).map((each) =>
    each.members
  );
  return [...new Set([membersAt(s, s.executed + 1), ...later].flat())];
}

function isMajority(members: readonly NodeId[], present: ReadonlySet<NodeId>): boolean {
  return 2 * members.filter((node) => present.has(node)).length > members.length;
}

function save({ promised, round, log, snapshot }: State, io: World): void {
  io.save({ promised, round, log, snapshot });
}

function awaitLeader(io: World): void {
  io.wait(ELECTION_MS + io.choose(ELECTION_MS), { type: "election" });
}

/** Whoever stands or leads does so no longer. */
function follow(s: State, leader: NodeId | null, io: World): void {
  s.leader = leader;
  s.mandate = null;
  io.cancel("heartbeat");
  awaitLeader(io);
}

function start(setting: WholeSetting, io: World, saved: Saved | undefined): State {
  const nothing: Executed = {
    executed: 0,
    machine: [],
    count: 0,
    sessions: new Map(),
    configurations: [{ from: 1, members: setting.members }],
  };
  const { promised, round, log, snapshot } = saved ??
    { promised: NO_BALLOT, round: 0, log: new Map(), snapshot: nothing };
  awaitLeader(io);
  const kept = { promised, round, log: new Map(log), snapshot, leader: null, mandate: null };
  return { ...clone(snapshot), ...kept };
}

/** Asks all for their promise, for all slots that it has not executed. */
function stand(s: State, io: World, setting: WholeSetting): void {
  awaitLeader(io);
  if (!involved(s).includes(io.self)) return;
  s.round = Math.max(s.round, s.promised.round) + 1;
  const ballot = { round: s.round, node: io.self };
  s.promised = ballot;
  s.leader = null;
  save(s, io);
  s.mandate = {
    ballot,
    promises: new Set([io.self]),
    found: new Map(),
    votes: new Map(),
    queue: [],
    waiting: new Map(),
    ahead: { node: io.self, executed: 0, asked: 0 },
    next: s.executed + 1,
  };
  for (const [slot, vote] of s.log) if (slot > s.executed) s.mandate.found.set(slot, vote);
  askForPromises(s, s.mandate, io);
  leadIfPromised(s, io, setting);
}

function askForPromises(s: State, { ballot, promises }: Mandate, io: World): void {
  for (const to of involved(s)) {
    if (!promises.has(to)) io.send(to, { type: "prepare", ballot, first: s.executed + 1 });
  }
  io.wait(HEARTBEAT_MS, { type: "heartbeat" });
}

function prepare(s: State, { from, ballot, first }: Incoming<"prepare">, io: World): void {
  // Who has been removed, and does not know, is told.
  if (!involved(s).includes(from)) return teach(s, from, first - 1, io);
  const order = compareBallots(ballot, s.promised);
  if (order < 0) return io.send(from, { type: "nack", ballot, promised: s.promised });
  if (order > 0) {
    s.promised = ballot;
    save(s, io);
    follow(s, null, io);
  }
  const votes = [...s.log].filter(([slot]) => slot >= first)
    .map(([slot, { ballot, value }]) => ({ slot, ballot, value }));
  io.send(from, { type: "promise", ballot, votes, executed: s.executed });
}

function promise(s: State, message: Incoming<"promise">, io: World, setting: WholeSetting): void {
  const { mandate } = s, { from, ballot, votes, executed } = message;
  if (mandate === null || compareBallots(ballot, mandate.ballot) !== 0) return;
  if (mandate.promises.has(from)) return;
  mandate.promises.add(from);
  for (const { slot, ballot, value } of votes) {
    const known = mandate.found.get(slot);
    if (known === undefined || compareBallots(known.ballot, ballot) < 0) {
      mandate.found.set(slot, { ballot, value });
    }
  }
  if (executed > mandate.ahead.executed) mandate.ahead = { node: from, executed, asked: 0 };
  leadIfPromised(s, io, setting);
}

/** Leads as soon as it may. */
function leadIfPromised(s: State, io: World, setting: WholeSetting): void {
  if (!leads(s)) return;
  if (s.leader !== io.self) {
    s.leader = io.self;
    io.cancel("election");
    heartbeat(s, io, setting);
  } else goOn(s, io, setting);
}

/** Whether enough have promised it what it needs for the next slot. */
function leads(s: State): boolean {
  return s.mandate !== null && isMajority(membersAt(s, s.executed + 1), s.mandate.promises);
}

function nack(s: State, { ballot, promised }: Incoming<"nack">, io: World): void {
  s.round = Math.max(s.round, promised.round);
  if (s.mandate !== null && compareBallots(ballot, s.mandate.ballot) === 0) follow(s, null, io);
}

/** Proposes as much as it may. */
function goOn(s: State, io: World, setting: WholeSetting): void {
  const { mandate } = s, values: Value[] = [];
  if (mandate === null || s.leader !== io.self) return;
  mandate.next = Math.max(mandate.next, s.executed + 1);
  const first = mandate.next;
  for (;;) {
    const value = valueFor(s, mandate, setting);
    if (value === undefined) break;
    const slot = mandate.next++, known = s.log.get(slot);
    s.log.set(slot, { ballot: mandate.ballot, value, chosen: known?.chosen ?? false });
    mandate.votes.set(slot, new Set([io.self]));
    values.push(value);
  }
  if (values.length === 0) return;
  save(s, io);
  ask(s, mandate, first, values, involved(s), io);
  decide(s, mandate, io, setting);
}

/** What to propose in the next slot; undefined: nothing yet. */
function valueFor(s: State, mandate: Mandate, { window }: WholeSetting): Value | undefined {
  const { next: slot, found, ahead, promises, queue } = mandate;
  if (slot > s.executed + window || slot <= ahead.executed) return undefined;
  if (!isMajority(membersAt(s, slot), promises)) return undefined;
  const entry = s.log.get(slot), vote = entry?.chosen ? entry : found.get(slot);
  if (vote !== undefined) return vote.value;
  if ([...found.keys(), ...s.log.keys()].some((later) => later > slot)) return [];
  if (queue.length > 0) {
    const taken = queue.splice(0, MOST_IN_A_SLOT);
    mandate.waiting.set(slot, taken.map(({ address }) => address));
    return taken.map(({ request }) => request);
  }
  return s.configurations.some(({ from }) => from > slot) ? [] : undefined;
}

function ask(
  s: State,
  { ballot }: Mandate,
  first: number,
  values: readonly Value[],
  all: readonly NodeId[],
  io: World,
): void {
  const { executed } = s;
  for (const to of all) {
    if (to !== io.self) io.send(to, { type: "accept", ballot, first, values, executed });
  }
}

function heartbeat(s: State, io: World, setting: WholeSetting): void {
  const { mandate } = s;
  if (mandate === null) return;
  const { ahead } = mandate, isBehind = s.leader === io.self && ahead.executed > s.executed;
  // Whoever was to tell it what it missed is gone; who stands next is promised by those who are there.
  if (isBehind && ahead.asked >= MOST_ASKED) return follow(s, null, io);
  askForPromises(s, mandate, io);
  if (s.leader !== io.self) return;
  const first = s.executed + 1, values: Value[] = [];
  while (first + values.length < mandate.next && s.log.has(first + values.length)) {
    values.push(s.log.get(first + values.length)!.value);
  }
  ask(s, mandate, first, values, involved(s), io);
  if (isBehind) {
    ahead.asked++;
    io.send(ahead.node, { type: "fetch", executed: s.executed });
  }
  goOn(s, io, setting);
}

function accept(s: State, message: Incoming<"accept">, io: World, setting: WholeSetting): void {
  const { from, ballot, first, values, executed } = message;
  if (compareBallots(ballot, s.promised) < 0) {
    return io.send(from, { type: "nack", ballot, promised: s.promised });
  }
  const isNew = compareBallots(ballot, s.promised) > 0;
  s.promised = ballot;
  follow(s, from, io);
  let voted = false;
  values.forEach((value, i) => {
    const slot = first + i, entry = s.log.get(slot);
    if (slot <= s.executed || entry?.chosen) return;
    if (entry !== undefined && compareBallots(entry.ballot, ballot) === 0) return;
    s.log.set(slot, { ballot, value, chosen: false });
    voted = true;
  });
  if (isNew || voted) save(s, io);
  io.send(from, { type: "accepted", ballot, first, count: values.length });
  for (const [slot, entry] of s.log) {
    if (slot <= executed && compareBallots(entry.ballot, ballot) === 0) {
      s.log.set(slot, { ...entry, chosen: true });
    }
  }
  execute(s, io, setting);
  if (s.executed < executed) io.send(from, { type: "fetch", executed: s.executed });
}

function accepted(s: State, message: Incoming<"accepted">, io: World, setting: WholeSetting): void {
  const { mandate } = s, { from, ballot, first, count } = message;
  if (mandate === null || compareBallots(ballot, mandate.ballot) !== 0) return;
  if (from === mandate.ahead.node) mandate.ahead.asked = 0;
  for (let slot = first; slot < first + count; slot++) mandate.votes.get(slot)?.add(from);
  decide(s, mandate, io, setting);
}

/** What a majority of the members of its slot has voted for is decided. */
function decide(s: State, mandate: Mandate, io: World, setting: WholeSetting): void {
  for (const [slot, voters] of mandate.votes) {
    const isOver = slot <= s.executed;
    if (!isOver && !isMajority(membersAt(s, slot), voters)) continue;
    mandate.votes.delete(slot);
    const entry = s.log.get(slot);
    if (!isOver) s.log.set(slot, { ...entry!, chosen: true });
  }
  execute(s, io, setting);
  goOn(s, io, setting);
}

/** Tells a server what is decided after the slots that it has executed. */
function teach(s: State, to: NodeId, executed: number, io: World): void {
  if (executed < s.snapshot.executed) {
    return io.send(to, { type: "install", snapshot: s.snapshot });
  }
  const decided: Told[] = [];
  for (let slot = executed + 1; slot <= s.executed; slot++) {
    const { ballot, value } = s.log.get(slot)!;
    decided.push({ slot, ballot, value });
  }
  if (decided.length > 0) io.send(to, { type: "learn", decided });
}

function learn(s: State, { decided }: Incoming<"learn">, io: World, setting: WholeSetting): void {
  for (const { slot, ballot, value } of decided) {
    if (slot > s.executed) s.log.set(slot, { ballot, value, chosen: true });
  }
  save(s, io);
  execute(s, io, setting);
  goOn(s, io, setting);
}

function install(
  s: State,
  { snapshot }: Incoming<"install">,
  io: World,
  setting: WholeSetting,
): void {
  if (snapshot.executed <= s.executed) return;
  Object.assign(s, clone(snapshot));
  forget(s, clone(snapshot), io);
  execute(s, io, setting);
  goOn(s, io, setting);
}

/** Keeps a snapshot in the place of the slots that are in it. */
function forget(s: State, snapshot: Executed, io: World): void {
  s.snapshot = snapshot;
  for (const slot of s.log.keys()) if (slot <= snapshot.executed) s.log.delete(slot);
  save(s, io);
}

/** Executes what is decided, slot by slot, up to the first that is not. */
function execute(s: State, io: World, { window, snapshotEvery = Infinity }: WholeSetting): void {
  const before = s.executed;
  for (let entry; (entry = s.log.get(s.executed + 1))?.chosen;) {
    const slot = ++s.executed, addresses = waitingFor(s.mandate, slot, entry);
    for (const [i, request] of entry.value.entries()) {
      const answer = executeOne(s, request, slot + window);
      if (addresses[i] !== undefined && answer !== undefined) io.answer(addresses[i], answer);
    }
    const later = s.configurations.findLastIndex(({ from }) => from <= slot + 1);
    s.configurations.splice(0, later);
    if (slot - s.snapshot.executed >= snapshotEvery) {
      const { executed, machine, count, sessions, configurations } = s;
      forget(s, clone({ executed, machine, count, sessions, configurations }), io);
    }
  }
  if (s.executed === before || s.mandate === null || involved(s).includes(io.self)) return;
  // It is no member any more: the others hear what is decided, and elect a leader. Who only stood is in nobody's way.
  if (s.leader === io.self) ask(s, s.mandate, s.executed + 1, [], involved(s), io);
  follow(s, null, io);
}

/** Who waits here for what is decided in a slot; nobody if it is not what was proposed here. */
function waitingFor(mandate: Mandate | null, slot: number, { ballot }: Vote): readonly NodeId[] {
  const addresses = mandate?.waiting.get(slot) ?? [];
  mandate?.waiting.delete(slot);
  return mandate !== null && compareBallots(ballot, mandate.ballot) === 0 ? addresses : [];
}

function executeOne(s: State, request: Request, holdsFrom: number): Answer | undefined {
  const index = ++s.count;
  switch (request.type) {
    case "register":
      s.sessions.set(index, new Map());
      return { ok: true, result: index };
    case "change":
      s.configurations.push({ from: holdsFrom, members: request.members });
      return { ok: true, result: null };
    case "request":
      return request.stamp === null
        ? { ok: true, result: s.machine.push(request.command) }
        : once(s, request.command, request.stamp);
  }
}

/** Executes a command unless that has been done before; undefined when its client has the answer. */
function once(s: State, command: string, { session, sequence, lowest }: Stamp): Answer | undefined {
  const answers = s.sessions.get(session);
  if (answers === undefined) return { ok: false, why: "no such session" };
  const known = answers.get(sequence);
  if (known !== undefined) return { ok: true, result: known };
  // What is below the lowest that was asked for has been answered; −1 keeps that, and it never falls: requests of a
  // client that has several under way overtake each other.
  const least = Math.max(lowest, answers.get(-1) ?? 0);
  if (sequence < (answers.get(-1) ?? 0)) return undefined;
  const result = s.machine.push(command);
  for (const number of answers.keys()) if (number < least) answers.delete(number);
  answers.set(-1, least);
  answers.set(sequence, result);
  return { ok: true, result };
}

/** What clients ask is proposed by the leader; who is none passes it on. */
function take(s: State, request: Request, address: NodeId, io: World, setting: WholeSetting): void {
  if (s.leader === io.self && s.mandate !== null) {
    s.mandate.queue.push({ request, address });
    goOn(s, io, setting);
  } else if (s.leader !== null && s.leader !== io.self) {
    io.send(s.leader, { type: "forward", request, address });
  }
}

function asked(s: State, message: Request & From, io: World, setting: WholeSetting): void {
  const { from, ...request } = message;
  take(s, request as Request, from, io, setting);
}

/** What a server shows of itself. */
function view(s: State): WholeView {
  return {
    promised: s.promised,
    leads: s.mandate !== null && leads(s) ? s.mandate.ballot : null,
    applied: s.machine,
    executed: s.executed,
    proposed: s.mandate === null ? 0 : s.mandate.next - 1,
    slots: s.log.size,
    snapshot: s.snapshot.executed,
    members: membersAt(s, s.executed + 1),
  };
}

/** What every server runs. */
function paxos(
  setting: WholeSetting,
): Protocol<State, Message, Timer, Saved> & { view(s: State): WholeView } {
  return {
    view,
    start: (io, journal) => start(setting, io, journal.at(-1)),
    upon: {
      register: (s, message, io) => asked(s, message, io, setting),
      request: (s, message, io) => asked(s, message, io, setting),
      change: (s, message, io) => asked(s, message, io, setting),
      forward(s, { request, address }, io) {
        if (s.leader === io.self) take(s, request, address, io, setting);
      },
      prepare,
      promise: (s, message, io) => promise(s, message, io, setting),
      accept: (s, message, io) => accept(s, message, io, setting),
      accepted: (s, message, io) => accepted(s, message, io, setting),
      nack,
      fetch: (s, { from, executed }, io) => teach(s, from, executed, io),
      learn: (s, message, io) => learn(s, message, io, setting),
      install: (s, message, io) => install(s, message, io, setting),
    },
    after: {
      election: (s, _, io) => stand(s, io, setting),
      heartbeat: (s, _, io) => heartbeat(s, io, setting),
    },
  };
}

/** The same is judged twice. */
export const decides: WholePaxos = paxos, endures: WholePaxos = paxos;
