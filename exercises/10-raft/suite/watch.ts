/** What is known of a leader that is watched, from what it has sent and got. @module */

import { jointIndex } from "hb/replicated/quorum/joint.ts";
import {
  configurationOf,
  type Incoming,
  type Message,
  type NodeId,
  type State,
  type Timer,
} from "../given.ts";

/** What is known of a leader from what it has sent and got. */
export interface Watch {
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
export interface Followed {
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
export interface Watched extends State {
  watch?: Watch;
  broken?: string;
}

export type Event = (Message & { readonly from: NodeId }) | Timer;
export interface Sent {
  readonly to: NodeId;
  readonly message: Message;
}
/** What a step did. */
export interface Deed {
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

/** Takes in what has come. */
export function heard(
  s: Watched,
  watch: Watch,
  { event, self, before, sends }: Deed,
): string | undefined {
  switch (event.type) {
    case "heartbeat":
      for (const each of watch.followers.values()) {
        // It may send that again, or wait for what the follower says to this.
        if (each.open !== null) each.open.isDue = true;
        if (each.snapshot !== null) each.snapshot.beats++;
      }
      return undefined;
    case "quorum": {
      const answered = [...watch.followers].flatMap(([node, each]) => each.answered ? [node] : []);
      const isAlone = watch.hasLooked && !isMajority(s, self, (node) => answered.includes(node));
      for (const each of watch.followers.values()) each.answered = false;
      watch.checkedIn = s.leading!.round;
      watch.hasLooked = true;
      return isAlone
        ? `goes on leading, and since it last looked ${
          countedInWords(s, self, (node) => answered.includes(node))
        } have answered, which is no majority (section 6.2)`
        : undefined;
    }
    case "appendEntriesReply":
      if (event.term === s.term) {
        replied(watch, event, s.log.base.index);
        const now = s.leading!.progress.get(event.from)?.match, { match = 0 } = before;
        return now === undefined || now >= match
          ? undefined
          : `notes that server ${event.from} agrees up to ${now}, and it had said that it does up to ${match}: an answer ` +
            "that says less is late";
      }
      if (before.match !== s.leading!.progress.get(event.from)?.match || sends.length > 0) {
        return `leads term ${s.term}, and believes what server ${event.from} answered to the leader of term ` +
          `${event.term}: its log may be another by now`;
      }
  }
  return undefined;
}

export function replied(watch: Watch, reply: Incoming<"appendEntriesReply">, base: number): void {
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

/** Of how many voters it holds, itself included: "1 of the 3 voters 0, 1, 2". */
export function countedInWords(s: State, self: NodeId, holds: (node: NodeId) => boolean): string {
  const { voters, outgoing } = configurationOf(s);
  return [voters, outgoing].filter((half) => half.length > 0).map((half) => {
    const count = half.filter((node) => node === self || holds(node)).length;
    const itself = half.includes(self) ? ", itself included," : "";
    return `${count} of the ${half.length} voters ${half.join(", ")}${itself}`;
  }).join(" and ");
}

/** Whether the leader and the voters of which this holds are a majority, during a joint change one of either half. */
export function isMajority(s: State, self: NodeId, holds: (node: NodeId) => boolean): boolean {
  return jointIndex(configurationOf(s), (node) => node === self || holds(node) ? 1 : 0) > 0;
}
