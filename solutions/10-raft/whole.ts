/**
 * Parts 25 to 29: a Raft from an empty page, after Figure 3.1 of the dissertation. A server asks for votes when it
 * hears no leader; a leader sends each follower one message with entries at a time, and a snapshot to those who
 * need what is compacted; what changes is saved record by record.
 *
 * @module
 */

import type {
  Io,
  NodeId,
  Protocol,
  WholeAnswer,
  WholeRaft,
} from "../../exercises/10-raft/given.ts";

/** What the log holds: a client's command, or null, with which a leader begins its term. */
interface Entry {
  readonly term: number;
  readonly command: string | null;
}

/** A place in the log: an index, and the term of the entry there. */
interface Place {
  readonly index: number;
  readonly term: number;
}

/** All that has been applied, up to a place in the log. */
interface Snapshot {
  readonly last: Place;
  readonly applied: readonly string[];
}

type Message =
  /** A client → a server. */
  | { readonly type: "command"; readonly command: string }
  /** A candidate → everybody. */
  | { readonly type: "askForVote"; readonly term: number; readonly last: Place }
  | { readonly type: "vote"; readonly term: number; readonly granted: boolean }
  /** The leader → a follower: after `previous` come these; none is a heartbeat. */
  | {
    readonly type: "append";
    readonly term: number;
    readonly previous: Place;
    readonly entries: readonly Entry[];
    readonly commit: number;
  }
  /** A follower → the leader: the logs agree up to `match`; or not at `previous`, look at `next`. */
  | {
    readonly type: "appended";
    readonly term: number;
    readonly agrees: boolean;
    readonly previous: number;
    readonly match: number;
    readonly next: number;
  }
  /** The leader → a follower that is behind its log. */
  | { readonly type: "snapshot"; readonly term: number; readonly snapshot: Snapshot };

type Timer = { readonly type: "election" } | { readonly type: "heartbeat" };

/** What is saved. Each record replaces what it names, the log from an index on. */
type Saved =
  | { readonly type: "term"; readonly term: number; readonly votedFor: NodeId | null }
  | { readonly type: "log"; readonly after: number; readonly entries: readonly Entry[] }
  | { readonly type: "snapshot"; readonly snapshot: Snapshot };

/** What survives a crash. The log begins after the snapshot. */
interface Durable {
  term: number;
  votedFor: NodeId | null;
  snapshot: Snapshot;
  log: Entry[];
}

/** What a leader knows of a follower. */
interface Follower {
  /** It agrees up to here, as it has said. */
  match: number;
  /** The next entry to send. */
  next: number;
  /** Something is on its way that it has not answered. */
  waits: boolean;
}

interface Server extends Durable {
  role: "follower" | "candidate" | "leader";
  leader: NodeId | null;
  votes: NodeId[];
  followers: Map<NodeId, Follower>;
  commit: number;
  applied: string[];
  lastApplied: number;
  /** Clients that wait for an entry of a term, by its index. */
  clients: Map<number, { readonly term: number; readonly client: NodeId }>;
}

type World = Io<Message, Timer, Saved>;

const ELECTION_MS = 300;
const HEARTBEAT_MS = 100;
/** So many entries are in a message at most. */
const MOST_ENTRIES = 100;

export const raft: WholeRaft = {
  protocol: ({ snapshotEvery = Infinity }) => protocol(snapshotEvery),
  propose: (command) => ({ type: "command", command }),
  view(state) {
    const { term, role, applied, log } = state as Server;
    return { term, leads: role === "leader", applied, entries: log.length };
  },
  replies: () => ["vote", "appended"],
};

export { raft as agrees, raft as compacts, raft as holds, raft as leads, raft as remembers };

function protocol(snapshotEvery: number): Protocol<Server, Message, Timer, Saved> {
  return {
    start(io, journal) {
      const durable = recalled(journal), { snapshot } = durable;
      const s: Server = {
        ...durable,
        role: "follower",
        leader: null,
        votes: [],
        followers: new Map(),
        commit: snapshot.last.index,
        applied: [...snapshot.applied],
        lastApplied: snapshot.last.index,
        clients: new Map(),
      };
      waitForLeader(io);
      return s;
    },

    compact(journal) {
      const { term, votedFor, snapshot, log } = recalled(journal);
      return [
        { type: "term", term, votedFor },
        { type: "snapshot", snapshot },
        { type: "log", after: snapshot.last.index, entries: log },
      ];
    },

    upon: {
      command(s, { command, from }, io) {
        if (s.role !== "leader") return io.answer(from, { ok: false } satisfies WholeAnswer);
        s.clients.set(lastPlace(s).index + 1, { term: s.term, client: from });
        append(s, command, snapshotEvery, io);
      },

      askForVote(s, { from, term, last }, io) {
        meet(s, term, io);
        const own = lastPlace(s);
        const isComplete = last.term > own.term ||
          (last.term === own.term && last.index >= own.index);
        const granted = term === s.term && isComplete &&
          (s.votedFor === null || s.votedFor === from);
        if (granted) {
          if (s.votedFor === null) enter(s, term, from, io);
          waitForLeader(io);
        }
        io.send(from, { type: "vote", term: s.term, granted });
      },

      vote(s, { from, term, granted }, io) {
        meet(s, term, io);
        if (term !== s.term || s.role !== "candidate" || !granted) return;
        if (!s.votes.includes(from)) s.votes.push(from);
        if (isMajority(s.votes.length, io)) lead(s, snapshotEvery, io);
      },

      append(s, { from, term, previous, entries, commit }, io) {
        const answer = (agrees: boolean, match: number, next: number) =>
          io.send(from, {
            type: "appended",
            term: s.term,
            agrees,
            previous: previous.index,
            match,
            next,
          });
        meet(s, term, io);
        if (term < s.term) return answer(false, 0, 0);
        follow(s, from, io);
        const own = termAt(s, previous.index), { index: base } = s.snapshot.last;
        if (previous.index >= base && own !== previous.term) {
          return answer(false, 0, firstOfTerm(s, previous.index));
        }
        take(s, previous.index, entries, io);
        const match = previous.index + entries.length;
        commitTo(s, Math.min(commit, match), snapshotEvery, io);
        answer(true, Math.max(match, s.commit), 0);
      },

      snapshot(s, { from, term, snapshot }, io) {
        meet(s, term, io);
        const { index } = snapshot.last;
        if (term === s.term) {
          follow(s, from, io);
          if (index > s.commit) install(s, snapshot, io);
        }
        const agrees = term === s.term;
        io.send(from, {
          type: "appended",
          term: s.term,
          agrees,
          previous: index,
          match: agrees ? s.commit : 0,
          next: 0,
        });
      },

      appended(s, { from, term, agrees, previous, match, next }, io) {
        meet(s, term, io);
        const follower = s.followers.get(from);
        if (term !== s.term || s.role !== "leader" || follower === undefined) return;
        if (agrees) {
          if (match <= follower.match) return;
          follower.match = match;
          follower.next = match + 1;
          advance(s, snapshotEvery, io);
        } else {
          // What is not asked about any more says nothing.
          if (previous !== follower.next - 1 || previous <= follower.match) return;
          follower.next = Math.max(follower.match + 1, Math.min(next, previous));
        }
        follower.waits = false;
        if (follower.next <= lastPlace(s).index) send(s, from, io);
      },
    },

    after: {
      election(s, _, io) {
        enter(s, s.term + 1, io.self, io);
        s.role = "candidate";
        s.leader = null;
        s.votes = [io.self];
        waitForLeader(io);
        const { term } = s, last = lastPlace(s);
        for (const node of others(io)) io.send(node, { type: "askForVote", term, last });
        if (isMajority(1, io)) lead(s, snapshotEvery, io);
      },

      heartbeat(s, _, io) {
        if (s.role !== "leader") return;
        // What has not been answered by now may be lost.
        for (const node of others(io)) send(s, node, io);
        io.wait(HEARTBEAT_MS, { type: "heartbeat" });
      },
    },
  };
}

// Terms and roles.

/** Whoever meets a greater term enters it, and follows. */
function meet(s: Server, term: number, io: World): void {
  if (term <= s.term) return;
  enter(s, term, null, io);
  stepDown(s, io);
  s.leader = null;
}

function enter(s: Server, term: number, votedFor: NodeId | null, io: World): void {
  s.term = term;
  s.votedFor = votedFor;
  io.save({ type: "term", term, votedFor });
}

/** The leader of this term has spoken. */
function follow(s: Server, leader: NodeId, io: World): void {
  stepDown(s, io);
  s.leader = leader;
  waitForLeader(io);
}

function stepDown(s: Server, io: World): void {
  const led = s.role === "leader";
  s.role = "follower";
  s.votes = [];
  s.followers = new Map();
  if (!led) return;
  io.cancel("heartbeat");
  waitForLeader(io);
}

function waitForLeader(io: World): void {
  io.wait(ELECTION_MS + io.choose(ELECTION_MS + 1), { type: "election" });
}

function lead(s: Server, snapshotEvery: number, io: World): void {
  s.role = "leader";
  s.leader = io.self;
  const next = lastPlace(s).index + 1;
  s.followers = new Map(others(io).map((node) => [node, { match: 0, next, waits: false }]));
  io.cancel("election");
  io.wait(HEARTBEAT_MS, { type: "heartbeat" });
  // Only entries of its own term are committed by counting, so it begins with one.
  append(s, null, snapshotEvery, io);
}

function others(io: World): NodeId[] {
  return io.peers.filter((node) => node !== io.self);
}

function isMajority(count: number, io: World): boolean {
  return 2 * count > io.peers.length;
}

// The log.

function lastPlace({ snapshot: { last }, log }: Durable): Place {
  const entry = log.at(-1);
  return entry === undefined ? last : { index: last.index + log.length, term: entry.term };
}

/** The term of an entry; undefined for what is not there, or compacted. */
function termAt({ snapshot: { last }, log }: Durable, index: number): number | undefined {
  return index === last.index ? last.term : log[index - last.index - 1]?.term;
}

function entryAt({ snapshot: { last }, log }: Durable, index: number): Entry {
  return log[index - last.index - 1]!;
}

/** Where a leader may look that does not agree at `index`: before all entries of the term that is there. */
function firstOfTerm(s: Server, index: number): number {
  const term = termAt(s, index);
  if (term === undefined) return lastPlace(s).index + 1;
  let first = index;
  while (first - 1 > s.commit && termAt(s, first - 1) === term) first--;
  return first;
}

/** Takes what is not there yet; what differs goes, with all that comes after it. */
function take(s: Server, after: number, entries: readonly Entry[], io: World): void {
  const { index: base } = s.snapshot.last;
  const differs = entries.findIndex(({ term }, i) => {
    const index = after + 1 + i;
    return index > base && termAt(s, index) !== term;
  });
  if (differs >= 0) replace(s, after + differs, entries.slice(differs), io);
}

function replace(s: Server, after: number, entries: readonly Entry[], io: World): void {
  s.log = [...s.log.slice(0, after - s.snapshot.last.index), ...entries];
  io.save({ type: "log", after, entries });
}

function append(s: Server, command: string | null, snapshotEvery: number, io: World): void {
  replace(s, lastPlace(s).index, [{ term: s.term, command }], io);
  for (const [node, { waits }] of s.followers) if (!waits) send(s, node, io);
  advance(s, snapshotEvery, io);
}

/** One message to a follower: what it lacks, or nothing but that the leader is there. */
function send(s: Server, to: NodeId, io: World): void {
  const follower = s.followers.get(to)!, { next } = follower, { term, snapshot, commit } = s;
  const { index: base } = snapshot.last;
  follower.waits = next <= lastPlace(s).index;
  if (next <= base) {
    io.send(to, { type: "snapshot", term, snapshot });
    return;
  }
  const previous = { index: next - 1, term: termAt(s, next - 1)! };
  const entries = s.log.slice(next - 1 - base, next - 1 - base + MOST_ENTRIES);
  io.send(to, { type: "append", term, previous, entries, commit });
}

/** A leader commits what a majority has, if it is of its own term. */
function advance(s: Server, snapshotEvery: number, io: World): void {
  const reached = [lastPlace(s).index, ...[...s.followers.values()].map(({ match }) => match)];
  const index = reached.sort((a, b) => b - a)[Math.floor(reached.length / 2)]!;
  if (termAt(s, index) === s.term) commitTo(s, index, snapshotEvery, io);
}

/** Commits, applies, and answers who waits for it. */
function commitTo(s: Server, index: number, snapshotEvery: number, io: World): void {
  s.commit = Math.max(s.commit, index);
  while (s.lastApplied < s.commit) {
    const at = ++s.lastApplied, { command, term } = entryAt(s, at);
    if (command !== null) s.applied.push(command);
    const waiting = s.clients.get(at);
    s.clients.delete(at);
    if (waiting !== undefined) {
      const ok = waiting.term === term;
      io.answer(
        waiting.client,
        (ok ? { ok, place: s.applied.length } : { ok }) satisfies WholeAnswer,
      );
    }
  }
  if (s.lastApplied - s.snapshot.last.index >= snapshotEvery) takeSnapshot(s, io);
}

// Snapshots, and what is saved.

function takeSnapshot(s: Server, io: World): void {
  const index = s.lastApplied, last = { index, term: termAt(s, index)! };
  s.log = s.log.slice(index - s.snapshot.last.index);
  s.snapshot = { last, applied: [...s.applied] };
  io.save({ type: "snapshot", snapshot: s.snapshot });
}

/** A leader's snapshot takes the place of what is applied; the log after it stays if it has its last entry. */
function install(s: Server, snapshot: Snapshot, io: World): void {
  const { last, applied } = snapshot;
  s.log = after(s, last);
  s.snapshot = snapshot;
  s.applied = [...applied];
  s.lastApplied = s.commit = last.index;
  for (const index of s.clients.keys()) if (index <= last.index) s.clients.delete(index);
  io.save({ type: "snapshot", snapshot });
}

function after(known: Durable, { index, term }: Place): Entry[] {
  return termAt(known, index) === term ? known.log.slice(index - known.snapshot.last.index) : [];
}

function recalled(journal: readonly Saved[]): Durable {
  const known: Durable = {
    term: 0,
    votedFor: null,
    snapshot: { last: { index: 0, term: 0 }, applied: [] },
    log: [],
  };
  for (const saved of journal) {
    if (saved.type === "term") {
      known.term = saved.term;
      known.votedFor = saved.votedFor;
    } else if (saved.type === "snapshot") {
      known.log = after(known, saved.snapshot.last);
      known.snapshot = saved.snapshot;
    } else {
      const kept = saved.after - known.snapshot.last.index;
      known.log = [...known.log.slice(0, kept), ...saved.entries];
    }
  }
  return known;
}
