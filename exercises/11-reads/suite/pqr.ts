import text from "./pqr.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Quorum } from "../given.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const pqr = task<Answers>(text, ({ pqr }, grading) => {
  const reads = many(70, (read): Event => ({ type: "read", read }));
  const told = many(70, (read): Event => ({ type: "peeked", from: 1, read, last: 300 - read }));
  const moves = { type: "moves", accepts: 299, executes: 250 } as const;
  const crowded = {
    setting: { servers: 3, accepts: 2, self: 2 },
    events: [...reads, ...told, moves],
  };
  scripted(pqr, rigOf, [...drawn(700, "quorum reads", aScript), crowded], grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "read", read: nth },
    { type: "peeked", from: 1, read: nth, last: 0 },
    { type: "peeked", from: 2, read: nth, last: 0 },
  ];
  const rig = rigOf({ servers: 3, accepts: 2, self: 0 });
  doesNotGrow(pqr, rig, turn, "a read that is answered", grading);
});

interface Setting {
  readonly servers: number;
  readonly accepts: number;
  readonly self: NodeId;
}

/** What happens at a server that reads. */
type Event =
  | { readonly type: "read"; readonly read: number }
  | { readonly type: "peek"; readonly from: NodeId; readonly read: number }
  | { readonly type: "peeked"; readonly from: NodeId; readonly read: number; readonly last: number }
  | { readonly type: "moves"; readonly accepts: number; readonly executes: number };

function aScript(random: Random, at: number): Script<Setting, Event> {
  const [servers, accepts] = [[3, 2], [5, 3], [3, 3], [5, 4], [4, 3], [7, 6], [5, 5]][
    [0, 0, 1, 2, 3, 4, 5, 6][random.below(8)]!
  ]! as [number, number];
  const self = random.below(servers), events: Event[] = [], reads: number[] = [];
  for (let left = 2 + at % 35; left > 0; left--) {
    const which = random.below(12), from = random.below(servers);
    if (which < 2 || reads.length === 0) {
      reads.push(events.length);
      events.push({ type: "read", read: events.length });
    } else if (which < 8) {
      const read = reads[Math.max(0, reads.length - 1 - random.below(3))]!;
      const last = random.below(3) * random.below(5);
      events.push({ type: "peeked", from, read, last });
    } else if (which < 9) events.push({ type: "peek", from, read: 500 + events.length });
    else events.push({ type: "moves", accepts: random.below(4), executes: random.below(4) });
  }
  return { setting: { servers, accepts, self }, events };
}

interface Server {
  readonly s: unknown;
  readonly slots: { last: number; executed: number };
}

function rigOf({ servers, accepts, self }: Setting): Rig<Quorum, Event> {
  return {
    words: `server ${self} of ${servers}, of which ${accepts} decide`,
    servers,
    self,
    start: (answer): Server => ({ s: answer.start(), slots: { last: 0, executed: 0 } }),
    take(answer, server, event, note) {
      const { s, slots } = server as Server;
      const io = {
        self,
        servers,
        accepts,
        peek: (to: NodeId, read: number) => note({ words: asks(to, read), to }),
        peeked: (to: NodeId, read: number, last: number) =>
          note({ words: tells(to, read, last), to }),
        answer: (read: number) => note({ words: `answers read ${read}`, read }),
      };
      if (event.type === "moves") {
        move(slots, event);
        answer.executed(s, { ...slots }, io);
      } else if (event.type === "read") answer.read(s, event.read, { ...slots }, io);
      else if (event.type === "peek") answer.peek(s, event.from, event.read, { ...slots }, io);
      else answer.peeked(s, event.from, event.read, event.last, { ...slots }, io);
    },
    oracle: () => oracle({ servers, accepts, self }),
    tell(event) {
      switch (event.type) {
        case "read":
          return `read ${event.read} comes`;
        case "peek":
          return `server ${event.from} asks for read ${event.read} how far its log goes`;
        case "peeked":
          return `server ${event.from} says of read ${event.read}: up to slot ${event.last}`;
        case "moves":
          return `it accepts ${event.accepts} more, and executes up to ${event.executes} more`;
      }
    },
    place(event) {
      if (event.type === "read") return { read: event.read, says: `read ${event.read}` };
      if (event.type === "moves") return { says: `accepts ${event.accepts} more` };
      const says = event.type === "peek" ? "how far?" : `read ${event.read}: ${event.last}`;
      return { from: event.from, says };
    },
  };
}

const asks = (to: NodeId, read: number) => `asks server ${to} for read ${read}`;
const tells = (to: NodeId, read: number, last: number) =>
  `tells server ${to} for read ${read}: up to slot ${last}`;

function move(slots: Server["slots"], event: Extract<Event, { type: "moves" }>): void {
  slots.last += event.accepts;
  slots.executed = Math.min(slots.last, slots.executed + event.executes);
}

/** Each read with all answers to it, in their order; what a quorum is is tried out on all sets of servers. */
function oracle({ servers, accepts, self }: Setting): ReturnType<Rig<Quorum, Event>["oracle"]> {
  const slots = { last: 0, executed: 0 };
  const reads: { read: number; told: [NodeId, number][]; answered?: true }[] = [];
  const others = Array.from({ length: servers }, (_, node) => node).filter((each) => each !== self);
  return (event) => {
    const must: string[] = [];
    if (event.type === "read") {
      if (reads.some(({ read }) => read === event.read)) return;
      reads.push({ read: event.read, told: [[self, slots.last]] });
      must.push(...others.map((to) => asks(to, event.read)));
    } else if (event.type === "peek") {
      if (event.from === self) return;
      must.push(tells(event.from, event.read, slots.last));
    } else if (event.type === "peeked") {
      const each = reads.find(({ read }) => read === event.read);
      if (event.from === self || each === undefined) return;
      // Who is asked once answers once; an answer may come twice.
      if (each.told.some(([who, last]) => who === event.from && last !== event.last)) return;
      each.told.push([event.from, event.last]);
    } else move(slots, event);
    for (const each of reads) {
      const last = lastOfQuorum(each.told, servers, accepts);
      if (each.answered || last === undefined || slots.executed < last) continue;
      each.answered = true;
      must.push(`answers read ${each.read}`);
    }
    return { must, why: WHY[event.type] };
  };
}

/** The greatest slot that was told until the servers that had told one met all that decide. */
function lastOfQuorum(
  told: readonly (readonly [NodeId, number])[],
  servers: number,
  accepts: number,
): number | undefined {
  const who = new Set<NodeId>();
  let last = 0;
  for (const [node, slot] of told) {
    if (who.has(node)) continue;
    who.add(node);
    last = Math.max(last, slot);
    // Those who have told nothing must be too few to decide.
    if (servers - who.size < accepts) return last;
  }
  return undefined;
}

/** Why that must be, by what has happened. */
const WHY: Readonly<Record<Event["type"], string>> = {
  read:
    "all others are asked, once, and this server counts as it is when the read comes; if it is in every set of servers that " +
    "decides, it is a quorum by itself (Charapko et al. 2019, section 3)",
  peek:
    "what is decided was accepted by somebody who is asked, who may not know that it is decided: the last slot that is " +
    "accepted is told (Charapko et al. 2019, section 3)",
  peeked:
    "different servers that have answered must meet every set of servers that decides; then the greatest slot of theirs " +
    "must be executed here, and answers that come later do not count (Charapko et al. 2019, sections 3 and 3.2)",
  moves:
    "a read that has its quorum is answered as soon as the greatest slot that it was told is executed: rinse " +
    "(Charapko et al. 2019, section 3.2)",
};
