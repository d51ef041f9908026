/**
 * What a leader owes its followers, watched step by step: it sends what its log has, no more than one message
 * with entries at a time, commits what a majority has, and goes on. What it notes for that is its own affair.
 *
 * @module
 */

import type { RaftProtocol } from "hb/consensus/raft/change.ts";
import type { Settings } from "hb/consensus/raft/settings.ts";
import { bytesOf } from "hb/model/bytes_of.ts";
import { equal } from "hb/model/compare.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { nested } from "hb/model/nested.ts";
import { strides } from "hb/laboratory/raft/sizes.ts";
import { jointIndex } from "hb/replicated/quorum/joint.ts";
import {
  configurationOf,
  entriesFrom,
  type Incoming,
  lastIndex,
  membersOf,
  type Message,
  type NodeId,
  type RaftIo,
  type State,
  type Steps,
  termAt,
  type Timer,
} from "../given.ts";

/** What is known of a leader from what it has sent and got. */
interface Watch {
  readonly term: number;
  readonly followers: Map<NodeId, Followed>;
  /** The round when it last looked whether it is followed. */
  checkedIn: number;
  /** Whether it has looked before: at first it has the votes of a majority. */
  hasLooked: boolean;
  /** The round of its latest heartbeat. */
  beat: number;
}

/** One follower. */
interface Followed {
  /** How far it has said that it agrees. */
  match: number;
  /** What is on its way to it: entries up to `last`, after `previous`; whether a heartbeat has been due since. */
  open: { last: number; previous: number; round: number; isDue: boolean } | null;
  /** The snapshot that is on its way to it, and how many heartbeats it has been. */
  snapshot: { last: number; beats: number } | null;
  /** It has just said that it has more. */
  news: boolean;
  /** It has refused at this place, and has not been asked about an earlier one yet. */
  refused: number | null;
  /** The latest round that it has answered, and whether it has answered anything since the last check. */
  round: number;
  answered: boolean;
}

/** A server's state with what is watched. */
interface Watched extends State {
  watch?: Watch;
  broken?: string;
}

/** The reader's way to append, whose index is looked at. */
export function indexed(append: Steps["append"]): Steps["append"] {
  return (raft, s: Watched, proposal, io) => {
    const at = lastIndex(s.log) + 1, index = append(raft, s, proposal, io);
    if (index !== at) s.broken = `says that it has appended entry ${index}, and it is entry ${at}`;
    return index;
  };
}

type Event = (Message & { readonly from: NodeId }) | Timer;
interface Sent {
  readonly to: NodeId;
  readonly message: Message;
}
/** What a step did. */
interface Deed {
  readonly event: Event;
  readonly self: NodeId;
  readonly sends: readonly Sent[];
  /** After how many ms each timer goes off that it has set. */
  readonly waits: ReadonlyMap<string, number>;
  readonly before: {
    readonly leads: boolean;
    readonly term: number;
    readonly last: number;
    readonly commit: number;
    /** How far whoever answers was known to agree. */
    readonly match: number | undefined;
  };
}

/** What must hold of every leader whose steps are watched. */
export const discipline: Invariant<State> = {
  name: "the leader's discipline",
  words:
    "a leader sends what is in its log, one message at a time, commits what a majority has, and goes on",
  check({ states }) {
    for (let node = 0; node < states.length; node++) {
      const { broken } = (states[node] ?? {}) as Watched;
      if (broken !== undefined) return { words: `server ${node} ${broken}`, nodes: [node] };
    }
    return undefined;
  },
};

/** What is unusual about leaders that are watched. */
export interface Unusual {
  /** The round in which a leader's first heartbeat is, about; default 0. */
  readonly round?: number;
  /** Whether followers' answers to leaders of this server in terms long gone are still on their way. */
  readonly hasEchoes?: boolean;
}

/** The protocol, with what its leaders do watched. */
export function disciplined(
  protocol: RaftProtocol,
  raft: Settings,
  { round = 0, hasEchoes = false }: Unusual = {},
): RaftProtocol {
  const take = (handler: AnyHandler, s: Watched, event: Event, io: RaftIo) => {
    const before = {
      leads: s.leading !== null,
      term: s.term,
      last: lastIndex(s.log),
      commit: s.commitIndex,
      match: "from" in event ? s.leading?.progress.get(event.from)?.match : undefined,
    };
    const sends: Sent[] = [], waits = new Map<string, number>();
    handler(
      s,
      event,
      nested(io, {
        send(to, message, ahead) {
          sends.push({ to, message });
          io.send(to, message, ahead);
        },
        wait(delayMs, timer) {
          waits.set(timer.type, delayMs);
          io.wait(delayMs, timer);
        },
      }),
    );
    // Rounds are many in a long term: they pass at once.
    if (!before.leads && s.leading !== null) s.leading.round += round;
    const words = judge(raft, s, { event, self: io.self, sends, waits, before });
    if (words !== undefined) s.broken ??= words;
  };
  const watched = (handlers: object) =>
    Object.fromEntries(
      Object.entries(handlers as Record<string, AnyHandler>).map(([type, handler]) => [
        type,
        (s: Watched, event: Event, io: RaftIo) => {
          take(handler, s, event, io);
          if (!hasEchoes || s.leading === null) return;
          const { appendEntriesReply } = protocol.upon;
          for (const echo of echoesOf(s)) take(appendEntriesReply as AnyHandler, s, echo, io);
        },
      ]),
    );
  return {
    ...protocol,
    upon: watched(protocol.upon) as typeof protocol.upon,
    after: watched(protocol.after!) as NonNullable<typeof protocol.after>,
  };
}

type AnyHandler = (s: State, event: Event, io: RaftIo) => void;

/** What a follower answered this server when it led before: in terms of which some bits are those of this one. */
function echoesOf(s: State): Incoming<"appendEntriesReply">[] {
  const { term, log, leading } = s, last = lastIndex(log);
  // One that has not said so in this term.
  const [from] = [...leading!.progress].find(([, { match }]) => match < last) ?? [];
  if (from === undefined) return [];
  return [1, ...strides].filter((each) => each < term).map((each) => ({
    from,
    type: "appendEntriesReply",
    term: term - each,
    success: true,
    previous: last,
    match: last,
    hint: null,
    round: leading!.round,
  }));
}

/** What a leader has done wrong in a step; nothing if all is well. */
function judge(raft: Settings, s: Watched, deed: Deed): string | undefined {
  const { event, before, self } = deed;
  const { watch } = s;
  if (s.leading === null) {
    delete s.watch;
    const isQuorum = event.type === "quorum" && before.leads;
    if (isQuorum && s.leader !== null) {
      return `steps down, since nobody seems to follow it, and takes server ${s.leader} for the leader: it knows ` +
        `of none`;
    }
    return isQuorum && watch !== undefined && isFollowed(s, watch, self)
      ? "steps down, and a majority has answered what it sent since it last looked (section 6.2)"
      : undefined;
  }
  if (watch === undefined || watch.term !== s.term) {
    s.watch = { term: s.term, followers: new Map(), checkedIn: 0, hasLooked: false, beat: -1 };
  }
  const now = s.watch!, members = membersOf(configurationOf(s));
  for (const node of now.followers.keys()) {
    if (!members.includes(node)) now.followers.delete(node);
  }
  for (const node of members) {
    if (node === self || now.followers.has(node)) continue;
    now.followers.set(node, {
      match: 0,
      open: null,
      snapshot: null,
      news: false,
      refused: null,
      round: -1,
      answered: false,
    });
  }
  return heard(s, now, deed) ?? sent(raft, s, now, deed) ?? committed(s, now, deed) ??
    goesOn(raft, s, now, deed);
}

/** Takes in what has come. */
function heard(s: Watched, watch: Watch, { event, self, before, sends }: Deed): string | undefined {
  switch (event.type) {
    case "heartbeat":
      for (const each of watch.followers.values()) {
        // It may send that again, or wait for what the follower says to this.
        if (each.open !== null) each.open.isDue = true;
        if (each.snapshot !== null) each.snapshot.beats++;
      }
      return undefined;
    case "quorum": {
      const isAlone = watch.hasLooked &&
        !isMajority(s, self, (node) => watch.followers.get(node)?.answered === true);
      for (const each of watch.followers.values()) each.answered = false;
      watch.checkedIn = s.leading!.round;
      watch.hasLooked = true;
      return isAlone
        ? "goes on leading, and no majority has answered since it last looked (section 6.2)"
        : undefined;
    }
    case "appendEntriesReply":
      if (event.term === s.term) replied(watch, event, s.log.base.index);
      else if (before.match !== s.leading!.progress.get(event.from)?.match || sends.length > 0) {
        return `leads term ${s.term}, and believes what server ${event.from} answered to the leader of term ` +
          `${event.term}: its log may be another by now`;
      }
  }
  return undefined;
}

function replied(watch: Watch, reply: Incoming<"appendEntriesReply">, base: number): void {
  const each = watch.followers.get(reply.from);
  if (each === undefined) return;
  const { success, match, previous, round } = reply, { open } = each;
  each.news = success && match > each.match;
  each.answered = true;
  each.round = Math.max(each.round, round);
  if (success) {
    if (match > each.match || (open !== null && (match >= open.last || round > open.round))) {
      each.open = null;
    }
    each.match = Math.max(each.match, match);
    // It needs no snapshot any more if it has what the log begins after, however that came.
    if (each.match >= base) each.snapshot = null;
    if (each.refused !== null && each.refused <= each.match) each.refused = null;
    return;
  }
  if (reply.hint === null || each.snapshot !== null || previous <= each.match) return;
  if (open !== null && previous !== open.previous) return;
  if (open !== null) each.refused = previous;
  each.open = null;
}

/** Looks at what it sends. */
function sent(
  raft: Settings,
  s: Watched,
  watch: Watch,
  { sends, event, before }: Deed,
): string | undefined {
  const told = new Set<NodeId>(), { beat } = watch;
  for (const { to, message } of sends) {
    const each = watch.followers.get(to);
    if (each === undefined) continue;
    if (message.type === "appendEntries" && event.type === "heartbeat") {
      if (message.round <= beat) {
        return `sends a heartbeat in round ${message.round}, and the one before was in round ${beat}: each ` +
          `begins another round`;
      }
      watch.beat = message.round;
      if (told.has(to)) return `sends server ${to} two messages where one heartbeat is due`;
      told.add(to);
    }
    if (message.type === "installSnapshot") {
      const words = snapshotSent(raft, s, each, to, message, event);
      if (words !== undefined) return words;
    }
    if (message.type !== "appendEntries") continue;
    const words = untruth(s, message) ?? tooMuch(raft, each, to, message) ??
      tooLittle(raft, s, message, before.last);
    if (words !== undefined) return words;
    const { index } = message.previous;
    if (each.refused !== null && index < each.refused) each.refused = null;
    if (message.entries.length === 0) continue;
    const last = index + message.entries.length;
    each.open = { last, previous: index, round: message.round, isDue: false };
  }
  return undefined;
}

function snapshotSent(
  raft: Settings,
  s: Watched,
  each: Followed,
  to: NodeId,
  { snapshot, term, round }: Message & { type: "installSnapshot" },
  event: Event,
): string | undefined {
  if (term !== s.term) return `sends a snapshot in term ${term}, and leads term ${s.term}`;
  if (round !== s.leading!.round) {
    return `sends a snapshot in round ${round}, and is in round ${s.leading!.round}`;
  }
  if (!equal(snapshot, s.snapshot)) return "sends a snapshot that is not its latest";
  if (each.match >= s.log.base.index) {
    return `sends server ${to} a snapshot, and has all entries that it needs (section 5.3)`;
  }
  const patience = Math.ceil(raft.electionTimeoutMs[1] / raft.heartbeatMs);
  const isAgain = each.snapshot !== null && each.snapshot.last >= s.log.base.index;
  if (isAgain && each.snapshot!.beats < patience) {
    return `sends server ${to} its snapshot once more after ${
      each.snapshot!.beats
    } heartbeats: it counts as ` +
      `lost after ${patience}, and what is large is not sent twice for nothing`;
  }
  if (isAgain && event.type !== "appendEntriesReply") {
    return `sends server ${to} its snapshot once more, and nobody knows whether that one is there to get it`;
  }
  each.snapshot = { last: snapshot.last.index, beats: 0 };
  each.open = null;
  each.refused = null;
  return undefined;
}

function untruth(
  s: Watched,
  { term, previous, entries, commit }: Message & { type: "appendEntries" },
): string | undefined {
  if (term !== s.term) return `sends entries in term ${term}, and leads term ${s.term}`;
  if (commit > s.commitIndex) {
    return `says that entries up to ${commit} are committed, and they are up to ${s.commitIndex}`;
  }
  if (previous.index === 0 && previous.term === 0 && entries.length === 0) return undefined;
  const own = termAt(s.log, previous.index);
  if (own !== previous.term) {
    return `says that its entry ${previous.index} is of term ${previous.term}, and it is ` +
      `${own === undefined ? "not in its log" : `of term ${own}`}`;
  }
  const from = previous.index - s.log.base.index;
  if (equal(entries, s.log.entries.slice(from, from + entries.length))) return undefined;
  return `sends entries after ${previous.index} that are not what its log has there`;
}

function tooMuch(
  raft: Settings,
  each: Followed,
  to: NodeId,
  { entries, previous }: Message & { type: "appendEntries" },
): string | undefined {
  if (entries.length === 0) return undefined;
  if (each.snapshot !== null) {
    return `sends server ${to} entries, and a snapshot is on its way to it`;
  }
  if (each.open !== null && !each.open.isDue) {
    return `sends server ${to} entries after ${previous.index}, and those after ${each.open.previous} are on ` +
      `their way to it: one message with entries at a time, until it is answered or a heartbeat is due`;
  }
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (entries.length === 1 || bytes <= raft.maxEntryBytesPerMessage) return undefined;
  return `sends ${entries.length} entries of ${bytes} bytes in one message: more than one entry must fit into ` +
    `${raft.maxEntryBytesPerMessage}`;
}

/** A message holds what was in the log, as far as there was room. */
function tooLittle(
  raft: Settings,
  { log }: State,
  { entries, previous: { index } }: Message & { type: "appendEntries" },
  last: number,
): string | undefined {
  if (entries.length === 0 || index < log.base.index) return undefined;
  const room = entriesFrom(log, index + 1, raft.maxEntryBytesPerMessage).length;
  const most = Math.min(room, last - index);
  if (entries.length >= most) return undefined;
  return `sends ${entries.length} entries after ${index}, and a message holds ${most} of those in its log`;
}

/** It has committed what a majority has said to have, and no more. */
function committed(s: Watched, watch: Watch, { self, before }: Deed): string | undefined {
  const reached = (node: NodeId) =>
    node === self ? lastIndex(s.log) : watch.followers.get(node)?.match ?? 0;
  const index = jointIndex(configurationOf(s), reached);
  if (s.commitIndex > before.commit) {
    const term = termAt(s.log, s.commitIndex), upTo = `commits up to entry ${s.commitIndex}`;
    if (s.commitIndex > index) {
      return `${upTo}, and a majority has told it that they have what is up to ${index} (section 3.5)`;
    }
    // What is compacted at once is committed by others' words, too.
    if (term !== undefined && term !== s.term && s.commitIndex > s.log.base.index) {
      return `${upTo} of term ${term} by counting, and leads term ${s.term}: another leader may overwrite that ` +
        `(section 3.6.2, Figure 3.7)`;
    }
  }
  if (index <= s.commitIndex || termAt(s.log, index) !== s.term) return undefined;
  return `has not committed entry ${index} of its term, and a majority has told it that they have it (section 3.5)`;
}

/** It does what it must: entries are sent as soon as they may, and heartbeats go to all. */
function goesOn(raft: Settings, s: Watched, watch: Watch, deed: Deed): string | undefined {
  const { event, sends, waits, before } = deed;
  const told = new Set(sends.map(({ to }) => to));
  if (event.type === "heartbeat") {
    const silent = [...watch.followers.keys()].find((node) => !told.has(node));
    if (silent !== undefined) return `sends server ${silent} no heartbeat (section 3.4)`;
    const delayMs = waits.get("heartbeat");
    if (delayMs === undefined) return "does not set its heartbeat timer again (section 3.4)";
    if (delayMs !== raft.heartbeatMs) {
      return `sets its heartbeat timer to ${delayMs} ms, and a heartbeat is due every ${raft.heartbeatMs} ms`;
    }
  }
  const [, most] = raft.electionTimeoutMs;
  if (event.type === "quorum" && before.leads && waits.get("quorum") !== most) {
    return waits.has("quorum")
      ? `looks again in ${
        waits.get("quorum")
      } ms, and an election timeout takes ${most} ms at most (section 6.2)`
      : "does not set its quorum timer again (section 6.2)";
  }
  for (const [node, each] of watch.followers) {
    if (each.open !== null || each.snapshot !== null || each.match >= lastIndex(s.log)) continue;
    const isAnswered = event.type === "appendEntriesReply" && event.from === node;
    const hasNews = lastIndex(s.log) > before.last, saysMore = isAnswered && each.news;
    if (each.refused !== null && isAnswered) {
      return `does not ask server ${node} about an earlier place than ${each.refused}, where it does not agree (section 3.5)`;
    }
    if (!(hasNews || saysMore) || told.has(node)) continue;
    return `does not send server ${node} what comes after ${each.match}, and nothing is on its way to it`;
  }
  return undefined;
}

/** Whether a majority has answered what was sent since the leader last looked. */
function isFollowed(s: State, { followers, checkedIn }: Watch, self: NodeId): boolean {
  return isMajority(s, self, (node) => (followers.get(node)?.round ?? -1) >= checkedIn);
}

/** Whether the leader and the voters of which this holds are a majority, during a joint change one of either half. */
function isMajority(s: State, self: NodeId, holds: (node: NodeId) => boolean): boolean {
  return jointIndex(configurationOf(s), (node) => node === self || holds(node) ? 1 : 0) > 0;
}
