import text from "./rounds.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Rounds } from "../given.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const rounds = task<Answers>(text, ({ rounds }, grading) => {
  scripted(rounds, rigOf, [...drawn(700, "rounds", aScript), ...crowded()], grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "read", read: nth },
    { type: "acknowledged", from: 1, round: nth + 1 },
    { type: "acknowledged", from: 2, round: nth + 1 },
  ];
  doesNotGrow(rounds, rigOf({ servers: 3, self: 0 }), turn, "a read that is confirmed", grading);
});

interface Setting {
  readonly servers: number;
  readonly self: NodeId;
}

/** What happens at the leader. */
type Event =
  | { readonly type: "read"; readonly read: number }
  | { readonly type: "acknowledged"; readonly from: NodeId; readonly round: number }
  | { readonly type: "decided"; readonly more: number; readonly executed: number }
  | { readonly type: "due" };

function aScript(random: Random, at: number): Script<Setting, Event> {
  const servers = [3, 3, 5, 4, 1, 2, 7][random.below(7)]!, self = random.below(servers);
  const events: Event[] = [];
  let rounds = 0;
  for (let left = 2 + at % 40; left > 0; left--) {
    const which = random.below(10),
      from = (self + 1 + random.below(Math.max(1, servers - 1))) % servers;
    if (which < 3) events.push({ type: "read", read: events.length });
    else if (which < 8 && servers > 1) {
      const round = Math.max(1, rounds - random.below(3) + random.below(3));
      rounds = Math.max(round, rounds);
      events.push({ type: "acknowledged", from, round });
    } else if (which < 9) {
      events.push({ type: "decided", more: random.below(3), executed: random.below(4) });
    } else events.push({ type: "due" });
  }
  return { setting: { servers, self }, events };
}

/** Many reads at once, and many rounds. */
function crowded(): Script<Setting, Event>[] {
  const setting = { servers: 3, self: 0 };
  const reads = many(70, (read): Event => ({ type: "read", read }));
  const due = many(300, (): Event => ({ type: "due" }));
  const heard = (round: number): Event => ({ type: "acknowledged", from: 1, round });
  return [
    { setting, events: [...reads, heard(1), heard(2)] },
    { setting, events: [...due, ...reads, heard(9), heard(300), heard(301)] },
    {
      setting,
      events: [{ type: "decided", more: 300, executed: 9 }, ...reads, heard(1), heard(2), {
        type: "decided",
        more: 0,
        executed: 290,
      }, { type: "decided", more: 0, executed: 1 }],
    },
  ];
}

/** A leader that can be anywhere in its log. */
interface Leader {
  readonly log: { decided: number; executed: number };
  readonly s: unknown;
}

function rigOf({ servers, self }: Setting): Rig<Rounds, Event> {
  return {
    words: `the leader of ${servers === 1 ? "one server" : `${servers} servers`}`,
    servers,
    self,
    start: (answer): Leader => ({ log: { decided: 0, executed: 0 }, s: answer.start() }),
    take(answer, leader, event, note) {
      const { s, log } = leader as Leader;
      const io = {
        self,
        servers,
        beat: (round: number) => note({ words: `begins round ${round}`, to: "all" }),
        answer: (read: number) => note({ words: `answers read ${read}`, read }),
      };
      if (event.type === "read") answer.read(s, event.read, { ...log }, io);
      else if (event.type === "acknowledged") {
        answer.acknowledged(s, event.from, event.round, { ...log }, io);
      } else if (event.type === "due") answer.due(s, { ...log }, io);
      else {
        moveOn(log, event);
        answer.executed(s, { ...log }, io);
      }
    },
    oracle: () => oracle(servers),
    tell(event) {
      if (event.type === "read") return `read ${event.read} comes`;
      if (event.type === "due") return "a heartbeat is due";
      if (event.type === "acknowledged") {
        return `server ${event.from} acknowledges round ${event.round}`;
      }
      return `its log is decided ${event.more} further, and it executes ${
        event.executed === 0 ? "none of what it has not" : `up to ${event.executed} more`
      }`;
    },
    place(event) {
      if (event.type === "read") return { read: event.read, says: `read ${event.read}` };
      if (event.type === "acknowledged") {
        return { from: event.from, says: `acknowledges round ${event.round}` };
      }
      return { says: event.type === "due" ? "heartbeat" : `decides ${event.more} more` };
    },
  };
}

function moveOn(log: Leader["log"], { more, executed }: Extract<Event, { type: "decided" }>): void {
  log.decided += more;
  log.executed = Math.min(log.decided, log.executed + executed);
}

/** All that has ever happened is kept, and what is right is counted out from it. */
function oracle(servers: number): ReturnType<Rig<Rounds, Event>["oracle"]> {
  const log = { decided: 0, executed: 0 }, acknowledgements: [NodeId, number][] = [];
  const reads: { read: number; index: number; after: number; answered: boolean }[] = [];
  let begun = 0;
  const isConfirmed = (round: number) => {
    const who = new Set(acknowledgements.filter(([, each]) => each >= round).map(([node]) => node));
    return round === 0 || 2 * (who.size + 1) > servers;
  };
  return (event) => {
    const must: string[] = [];
    const begin = () => void must.push(`begins round ${++begun}`);
    if (event.type === "read") {
      if (reads.some(({ read }) => read === event.read)) return;
      reads.push({ read: event.read, index: log.decided, after: begun, answered: false });
    } else if (event.type === "acknowledged") {
      if (event.round > begun) return;
      acknowledgements.push([event.from, event.round]);
    } else if (event.type === "due") begin();
    else moveOn(log, event);
    if (reads.some(({ after }) => after === begun) && isConfirmed(begun)) begin();
    const confirmed = reads.filter(({ after, answered }) =>
      !answered && after < begun && isConfirmed(after + 1)
    );
    for (const each of confirmed) {
      const { read, index } = each;
      if (log.executed < index) continue;
      each.answered = true;
      must.push(`answers read ${read}`);
    }
    return { must, why: whyIs(event.type, confirmed) };
  };

  /** With how far what is confirmed must be executed, where there is such a read. */
  function whyIs(
    type: Event["type"],
    confirmed: readonly { read: number; index: number }[],
  ): string {
    const told = confirmed.slice(0, 3).map(({ read, index }) => `read ${read} at ${index}`);
    if (told.length === 0) return WHY[type];
    return `${WHY[type]}. Confirmed by now: ${told.join(", ")}${
      confirmed.length > 3 ? " and more" : ""
    }, which is how far the ` +
      `log was decided when it came; it is executed up to ${log.executed}`;
  }
}

/** Why that must be, by what has happened. */
const WHY: Readonly<Record<Event["type"], string>> = {
  read:
    "a read is confirmed by a round that is begun after it has come: at once if none is under way, and else it waits for " +
    "the next, as all do that come meanwhile (Ongaro 2014, section 6.4)",
  acknowledged:
    "a round is confirmed when a majority, with the leader, has acknowledged it or a later one; so is each read of which it " +
    "is the first that was begun after it came; then, if reads wait for a round, the next is begun (Ongaro 2014, section 6.4)",
  decided:
    "a read that is confirmed is answered as soon as the log is executed up to where it was decided when it came " +
    "(Ongaro 2014, section 6.4)",
  due:
    "heartbeats get lost, so that a round is begun whenever one is due, and has a number of its own; it confirms all reads " +
    "that have come before it (Ongaro 2014, section 6.4)",
};
