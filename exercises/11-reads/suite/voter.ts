import text from "./voter.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Voter } from "../given.ts";
import { doesNotGrow, type Rig, type Script, scripted } from "./script.ts";

export const voter = task<Answers>(text, ({ voter }, grading) => {
  scripted(voter, rigOf, drawn(900, "voters", aScript), grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "asked", from: nth % 3, term: 2 * nth + 1, isTold: false, after: 100 },
    { type: "heard", from: nth % 3, term: 2 * nth + 1, after: 1 },
    { type: "met", term: 2 * nth + 2, after: 1 },
  ];
  const rig = rigOf({ term: 0, hasCrashed: false, loyalMs: 100 });
  doesNotGrow(voter, rig, turn, "a term with a vote and a heartbeat", grading);
});

interface Setting {
  readonly term: number;
  readonly hasCrashed: boolean;
  readonly loyalMs: number;
}

/** What happens at a voter, so many ms after what happened before. */
type Event =
  & { readonly after: number; readonly term: number }
  & (
    | { readonly type: "heard"; readonly from: NodeId }
    | { readonly type: "met" }
    | { readonly type: "asked"; readonly from: NodeId; readonly isTold: boolean }
  );

function aScript(random: Random, at: number): Script<Setting, Event> {
  const term = random.chance(0.1) ? 300 : random.below(3), hasCrashed = random.chance(0.4);
  const loyalMs = [100, 100, 40, 250][random.below(4)]!;
  const events: Event[] = [];
  let greatest = term;
  for (let left = 1 + at % 12; left > 0; left--) {
    const which = random.below(10),
      after = [0, 1, 30, loyalMs - 1, loyalMs, loyalMs + 1][random.below(6)]!;
    const some = Math.max(0, greatest - 1 + random.below(3)), from = random.below(3);
    greatest = Math.max(greatest, some);
    if (which < 4) events.push({ type: "heard", from, term: some, after });
    else if (which < 5) events.push({ type: "met", term: some, after });
    else events.push({ type: "asked", from, term: some, isTold: random.chance(0.2), after });
  }
  return { setting: { term, hasCrashed, loyalMs }, events };
}

interface Server {
  readonly s: unknown;
  now: number;
}

function rigOf({ term, hasCrashed, loyalMs }: Setting): Rig<Voter, Event> {
  return {
    words:
      `server 3, a voter that ${
        hasCrashed ? "comes back from a crash" : "starts for the first time"
      } ` +
      `in term ${term}; loyalty lasts ${loyalMs} ms`,
    servers: 4,
    self: 3,
    start: (answer): Server => ({
      s: answer.start(term, hasCrashed, loyalMs, 1000),
      now: 1000,
    }),
    take(answer, server, event, note) {
      const own = server as Server, { s } = own, now = own.now += event.after;
      if (event.type === "met") return answer.met(s, event.term);
      const isYes = event.type === "heard"
        ? answer.heard(s, event.term, loyalMs, now)
        : answer.asked(s, event.from, event.term, event.isTold, now);
      note({ words: isYes === true ? YES[event.type] : NO[event.type], to: event.from });
    },
    oracle: () => oracle({ term, hasCrashed, loyalMs }),
    tell: (event) => `${event.after} ms later ${told(event)}`,
    place: (event) =>
      event.type === "met" ? { says: `term ${event.term}` } : {
        from: event.from,
        says: `${event.type === "heard" ? "heartbeat" : "vote?"} ${event.term}`,
      },
  };
}

const YES = { heard: "acknowledges it", asked: "gives its vote" };
const NO = { heard: "does not acknowledge it", asked: "gives no vote" };

function told(event: Event): string {
  const { term } = event;
  if (event.type === "met") return `it meets term ${term}`;
  if (event.type === "heard") return `server ${event.from}, the leader of term ${term}, is heard`;
  const words = `server ${event.from} asks for its vote in term ${term}`;
  return event.isTold ? `${words}, as the leader has told it to` : words;
}

/** Promises and votes are kept in lists, as they were given. */
function oracle({ term, hasCrashed, loyalMs }: Setting): ReturnType<Rig<Voter, Event>["oracle"]> {
  let now = 1000;
  const promises = hasCrashed ? [1000] : [];
  const votes = new Map<number, NodeId | "?">(hasCrashed ? [[term, "?"]] : []);
  const leaders = new Map<number, NodeId>();
  let own = term;
  return (event) => {
    const isLeaders = event.type === "heard";
    const known = leaders.get(event.term);
    // One server leads in a term, and none in a term in which nobody has stood.
    if (isLeaders && (event.term === 0 || (known !== undefined && known !== event.from))) return;
    if (event.type === "asked" && (event.term === 0 || known !== undefined)) return;
    now += event.after;
    if (event.type === "met") {
      own = Math.max(own, event.term);
      return { must: [], why: "nothing is asked" };
    }
    if (event.type === "heard") {
      leaders.set(event.term, event.from);
      const isOld = event.term < own, before = own;
      if (!isOld) {
        promises.push(now);
        own = event.term;
        if (!votes.has(own)) votes.set(own, "?");
      }
      return {
        must: [isOld ? NO.heard : YES.heard],
        why: `the voter's own term was ${
          isOld
            ? `greater, ${own}: that leader is none any more`
            : `${before}, and the leader's is not lower`
        } (Ongaro 2014, section 6.4.1)`,
      };
    }
    const left = promises.length === 0 ? 0 : promises.at(-1)! + loyalMs - now;
    const vote = votes.get(event.term);
    const isFree = event.term >= own && (vote === undefined || vote === event.from);
    const may = isFree && (event.isTold || left <= 0);
    if (may) {
      own = event.term;
      votes.set(own, event.from);
    }
    return {
      must: [may ? YES.asked : NO.asked],
      why: whyIs(isFree, left, event.isTold, event.term < own, vote === event.from),
    };
  };

  function whyIs(
    isFree: boolean,
    left: number,
    isTold: boolean,
    isOld: boolean,
    isOwn: boolean,
  ): string {
    if (!isFree) {
      return isOld
        ? `the voter's own term is greater, ${own} (Ongaro 2014, section 3.4)`
        : "it may have given its vote in that term to another one (Ongaro 2014, section 3.4)";
    }
    if (isTold) {
      return "the leader has told that one to stand, and has no lease any more (Ongaro 2014, section 6.4.1)";
    }
    return left > 0
      ? `it has promised a leader, or may have, to vote for nobody for another ${left} ms; a greater term or a crash ` +
        "does not change that (Ongaro 2014, section 6.4.1)"
      : isOwn
      ? "that server has its vote in this term already, and is given it again (Ongaro 2014, section 3.4)"
      : "it has heard no leader for so long that it is free (Ongaro 2014, section 6.4.1)";
  }
}
