import text from "./follower.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Follower } from "../given.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const follower = task<Answers>(text, ({ follower }, grading) => {
  const reads = many(70, (read): Event => ({ type: "read", read }));
  const told = many(70, (read): Event => ({ type: "index", from: 1, read, index: 9 + read }));
  const leads = (leader: NodeId): Event => ({ type: "led", leader });
  const crowded: Script<NodeId, Event>[] = [
    [leads(1), ...reads, leads(2), ...told, { type: "executed", more: 300 }] as Event[],
    [...reads, leads(1), ...told, ...many(90, (): Event => ({ type: "executed", more: 1 }))],
  ].map((events) => ({ setting: 0, events }));
  scripted(follower, rigOf, [...drawn(700, "followers", aScript), ...crowded], grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "led", leader: 1 + nth % 2 },
    { type: "read", read: nth },
    { type: "index", from: 1, read: nth, index: nth },
    { type: "executed", more: 1 },
  ];
  doesNotGrow(follower, rigOf(0), turn, "a read that is answered", grading);
});

/** What happens at a server that does not lead. */
type Event =
  | { readonly type: "read"; readonly read: number }
  | { readonly type: "led"; readonly leader: NodeId | null }
  | { readonly type: "index"; readonly from: NodeId; readonly read: number; readonly index: number }
  | { readonly type: "executed"; readonly more: number };

function aScript(random: Random, at: number): Script<NodeId, Event> {
  const self = random.below(3), others = [0, 1, 2].filter((node) => node !== self);
  const events: Event[] = [], reads: number[] = [];
  let index = random.chance(0.1) ? 254 : 0;
  for (let left = 2 + at % 30; left > 0; left--) {
    const which = random.below(10);
    if (which < 3 || reads.length === 0) {
      reads.push(events.length);
      events.push({ type: "read", read: events.length });
    } else if (which < 5) {
      events.push({ type: "led", leader: [...others, ...others, null][random.below(5)]! });
    } else if (which < 8) {
      const read = random.chance(0.1) ? 999 : reads[random.below(reads.length)]!;
      const from = others[random.below(2)]!;
      events.push({ type: "index", from, read, index: index += random.below(3) });
    } else events.push({ type: "executed", more: 1 + random.below(3) });
  }
  return { setting: self, events };
}

interface Server {
  readonly s: unknown;
  leader: NodeId | null;
  executed: number;
}

/** Server `self`, which does not lead. */
function rigOf(self: NodeId): Rig<Follower, Event> {
  return {
    words: `server ${self}, which does not lead`,
    servers: 3,
    self,
    start: (answer): Server => ({ s: answer.start(), leader: null, executed: 0 }),
    take(answer, server, event, note) {
      const own = server as Server, { s } = own;
      const io = {
        self,
        servers: 3,
        ask: (to: NodeId, read: number) => note({ words: asks(to, read), to }),
        answer: (read: number) => note({ words: `answers read ${read}`, read }),
      };
      if (event.type === "read") answer.read(s, event.read, own.leader, io);
      else if (event.type === "led") answer.led(s, own.leader = event.leader, io);
      else if (event.type === "index") answer.index(s, event.read, event.index, own.executed, io);
      else answer.executed(s, own.executed += event.more, io);
    },
    oracle,
    tell(event) {
      switch (event.type) {
        case "read":
          return `read ${event.read} comes`;
        case "led":
          return event.leader === null
            ? "it knows no leader any more"
            : `it takes server ${event.leader} for the leader`;
        case "index":
          return `server ${event.from} says of read ${event.read}: up to ${event.index}`;
        case "executed":
          return `it executes ${event.more} more`;
      }
    },
    place(event) {
      if (event.type === "read") return { read: event.read, says: `read ${event.read}` };
      if (event.type === "index") {
        return { from: event.from, says: `read ${event.read}: up to ${event.index}` };
      }
      if (event.type === "executed") return { says: `executes ${event.more} more` };
      return { says: event.leader === null ? "no leader" : `server ${event.leader} leads` };
    },
  };
}

const asks = (leader: NodeId, read: number) => `asks server ${leader} for read ${read}`;

/** Each read with all that has been asked and told of it. */
function oracle(): ReturnType<Rig<Follower, Event>["oracle"]> {
  const reads: { read: number; asked: NodeId[]; told?: number; answered?: true }[] = [];
  let leader: NodeId | null = null, executed = 0;
  return (event) => {
    const must: string[] = [];
    const ask = (each: typeof reads[number]) => {
      if (leader === null) return;
      each.asked.push(leader);
      must.push(asks(leader, each.read));
    };
    if (event.type === "read") {
      if (reads.some(({ read }) => read === event.read)) return;
      ask(reads[reads.push({ read: event.read, asked: [] }) - 1]!);
    } else if (event.type === "led") {
      const isOther = leader !== event.leader;
      leader = event.leader;
      if (isOther) { for (const each of reads) if (each.told === undefined) ask(each); }
    } else if (event.type === "index") {
      const each = reads.find(({ read }) => read === event.read);
      // Only who was asked tells anything; of one read an old question may be told again.
      if (event.read !== 999 && !each?.asked.includes(event.from)) return;
      if (each !== undefined) each.told ??= event.index;
    } else executed += event.more;
    for (const each of reads) {
      if (each.answered || each.told === undefined || executed < each.told) continue;
      each.answered = true;
      must.push(`answers read ${each.read}`);
    }
    return { must, why: WHY[event.type] };
  };
}

/** Why that must be, by what has happened. */
const WHY: Readonly<Record<Event["type"], string>> = {
  read:
    "what was asked before a read came says nothing of it: the leader is asked for each, if one is known (Ongaro 2014, " +
    "section 6.4)",
  led:
    "another leader, or the same again after none, is asked for all reads that have no index, as the one before may never " +
    "answer; for what has an index nobody need be asked (Ongaro 2014, section 6.4)",
  index:
    "the first index that is told for a read counts, for that read only; it is answered when as much is executed here " +
    "(Ongaro 2014, section 6.4)",
  executed:
    "all reads whose index has been reached are answered, and no others (Ongaro 2014, section 6.4)",
};
