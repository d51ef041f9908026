/**
 * What a leader owes its followers, watched step by step: it sends what its log has, no more than one message
 * with entries at a time, commits what a majority has, and goes on. What it notes for that is its own affair.
 *
 * @module
 */

import type { RaftProtocol } from "hb/consensus/raft/change.ts";
import type { Settings } from "hb/consensus/raft/settings.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { nested } from "hb/model/nested.ts";
import { strides } from "hb/laboratory/raft/sizes.ts";
import {
  configurationOf,
  type Incoming,
  lastIndex,
  membersOf,
  type Message,
  type NodeId,
  type RaftIo,
  type State,
  type Steps,
} from "../given.ts";
import {
  countedInWords,
  type Deed,
  type Event,
  heard,
  isMajority,
  replied,
  type Sent,
  type Watch,
  type Watched,
} from "./watch.ts";
import { committed, goesOn } from "./watched_progress.ts";
import { sent } from "./watched_sends.ts";

/** The reader's way to append, whose index is looked at. */
export function indexed(append: Steps["append"]): Steps["append"] {
  return (raft, s: Watched, proposal, io) => {
    const at = lastIndex(s.log) + 1, index = append(raft, s, proposal, io);
    if (index !== at) s.broken = `says that it has appended entry ${index}, and it is entry ${at}`;
    return index;
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
    let late: number | undefined;
    handler(
      s,
      event,
      nested(io, {
        send(to, message, ahead) {
          sends.push({ to, message });
          if (before.leads && s.leading === null && isLeaders(message)) late ??= to;
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
    const words = late === undefined
      ? judge(raft, s, { event, self: io.self, sends, waits, before })
      : `has stepped down, and then sends server ${late} what a leader sends`;
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

const isLeaders = ({ type }: Message) => type === "appendEntries" || type === "installSnapshot";

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
  const { watch } = s, { self } = deed;
  if (s.leading === null) {
    delete s.watch;
    return deed.before.leads ? steppedDown(s, watch, deed) : undefined;
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

/** What a leader has done wrong that leads no more. */
function steppedDown(s: Watched, watch: Watch | undefined, deed: Deed): string | undefined {
  const { event, self, before } = deed;
  if (event.type === "appendEntriesReply" && s.term === before.term && watch !== undefined) {
    // It has committed that it leaves.
    replied(watch, event, s.log.base.index);
    return committed(s, watch, deed);
  }
  if (event.type !== "quorum") return undefined;
  if (s.leader !== null) {
    return `steps down, since nobody seems to follow it, and takes server ${s.leader} for the leader: it knows ` +
      `of none`;
  }
  if (watch === undefined) return undefined;
  const { followers, checkedIn } = watch;
  const follows = (node: NodeId) => (followers.get(node)?.round ?? -1) >= checkedIn;
  return isMajority(s, self, follows)
    ? `steps down, and ${
      countedInWords(s, self, follows)
    } have answered what it sent since it last looked, which is a majority (section 6.2)`
    : undefined;
}
