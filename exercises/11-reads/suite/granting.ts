import text from "./granting.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Granting } from "../given.ts";
import { type Event, oracle, sends, type Setting } from "./grantors.ts";
import { inMs } from "./in_ms.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const granting = task<Answers>(text, ({ granting }, grading) => {
  scripted(granting, rigOf, [...drawn(1500, "grantors", aScript), renewed(), twice()], grading);
  const rig = rigOf({
    times: { leaseMs: 100, guardMs: 50, drift: 0 },
    servers: 3,
    self: 0,
    hasCrashed: false,
  });
  const turn = (nth: number): readonly Event[] => [
    { type: "due", after: 1 },
    { type: "guardReply", from: 1, guard: nth + 1, after: 1 },
    { type: "revoke", after: 1 },
    { type: "revokeReply", from: 1, guard: nth + 1, after: 1 },
    { type: "resume", after: 400 },
  ];
  doesNotGrow(granting, rig, turn, "a lease that is given back", grading);
  const over = (nth: number): readonly Event[] => [
    { type: "due", after: 400 },
    { type: "guardReply", from: 1, guard: nth + 1, after: 1 },
  ];
  doesNotGrow(granting, rig, over, "a lease that is over", grading);
});

function aScript(random: Random, at: number): Script<Setting, Event> {
  const leaseMs = [100, 100, 40, 250][random.below(4)]!;
  const times = {
    leaseMs,
    guardMs: leaseMs * [0.5, 0.5, 2][random.below(3)]!,
    drift: [0, 0.01, 0.1][random.below(3)]!,
  };
  const servers = 2 + random.below(3),
    self = random.below(servers),
    hasCrashed = random.chance(0.3);
  const events: Event[] = [], turns = new Map<NodeId, number>();
  let guards = 0;
  for (let left = 2 + at % 28; left > 0; left--) {
    const which = random.below(20), from = (self + 1 + random.below(servers - 1)) % servers;
    const parts = [0, 0, 0.01, 0.2, 0.5, 1, 1.03, 1.25, 1.55, 2.05, 3.1];
    const after = Math.round(leaseMs * parts[random.below(11)]!);
    const guard = Math.max(1, guards - random.below(8) % 3);
    if (which < 6 || guards === 0) {
      events.push({ type: "due", after });
      guards++;
    } else if (which < 10) {
      events.push({ type: "guardReply", from, guard, after: after % (leaseMs >> 1) });
    } else if (which < 13) {
      const turn = 1 + (turns.get(from) ?? 0) % 3;
      if (random.chance(0.7)) turns.set(from, turn);
      events.push({ type: "promiseReply", from, guard, turn, after: after % (leaseMs >> 1) });
    } else if (which < 17) events.push({ type: "isFree", after });
    else if (which < 18) events.push({ type: "revoke", after });
    else if (which < 19) events.push({ type: "revokeReply", from, guard, after });
    else events.push({ type: "resume", after });
  }
  return { setting: { times, servers, self, hasCrashed }, events };
}

/** A lease that is renewed again and again, and whose holder is silent in the end. */
function renewed(): Script<Setting, Event> {
  const setting = {
    times: { leaseMs: 100, guardMs: 50, drift: 0.01 },
    servers: 7,
    self: 0,
    hasCrashed: false,
  };
  const turns = many(40, (nth): readonly Event[] => [
    { type: "promiseReply", from: 6, guard: 1, turn: nth + 1, after: 1 },
    { type: "due", after: 60 },
  ]).flat();
  const events: Event[] = [
    { type: "due", after: 0 },
    { type: "guardReply", from: 6, guard: 1, after: 1 },
    ...turns,
    ...many(30, (): Event => ({ type: "isFree", after: 10 })),
  ];
  return { setting, events };
}

/** An answer comes twice, the second time when the next promise is under way. */
function twice(): Script<Setting, Event> {
  const setting = {
    times: { leaseMs: 100, guardMs: 50, drift: 0 },
    servers: 2,
    self: 1,
    hasCrashed: false,
  };
  const answer = { type: "promiseReply", from: 0, guard: 1, turn: 1, after: 1 } as const;
  const events: Event[] = [
    { type: "due", after: 0 },
    { type: "guardReply", from: 0, guard: 1, after: 1 },
    answer,
    { type: "due", after: 60 },
    answer,
    ...many(30, (): Event => ({ type: "isFree", after: 10 })),
  ];
  return { setting, events };
}

interface Server {
  readonly s: unknown;
  now: number;
  turns: number;
}

function rigOf(setting: Setting): Rig<Granting, Event> {
  const { times, servers, self, hasCrashed } = setting;
  return {
    words: `server ${self} of ${servers}, which ${
      hasCrashed ? "comes back from a crash" : "starts for the first time"
    }; leaseMs ${times.leaseMs}, guardMs ${times.guardMs}, drift ${times.drift}`,
    servers,
    self,
    start: (answer): Server => ({
      s: answer.start(hasCrashed, times, 1000),
      now: 1000,
      turns: 0,
    }),
    take(answer, server, event, note) {
      const own = server as Server, { s } = own, now = own.now += event.after;
      const io = {
        self,
        servers,
        guard: (to: NodeId, guard: number) => note({ words: sends.guard(to, guard), to }),
        promise: (to: NodeId, guard: number, turn: number) =>
          note({ words: sends.promise(to, guard, turn), to }),
        revoke: (to: NodeId, guard: number) => note({ words: sends.revoke(to, guard), to }),
      };
      switch (event.type) {
        case "due":
          return answer.due(s, times, now, ++own.turns, io);
        case "revoke":
          return answer.revoke(s, now, io);
        case "resume":
          return answer.resume(s);
        case "guardReply":
          return answer.guardReply(s, event.from, event.guard, times, now, io);
        case "promiseReply":
          return answer.promiseReply(s, event.from, event.guard, event.turn, times, now);
        case "revokeReply":
          return answer.revokeReply(s, event.from, event.guard);
        case "isFree":
          note({ words: answer.isFree(s, now) === true ? "is free" : "is not free" });
      }
    },
    oracle: () => oracle(setting),
    tell: (event) => `${inMs(event.after)} later ${told(event)}`,
    place: (event) =>
      "from" in event
        ? { from: event.from, says: `${event.type} ${event.guard}` }
        : { says: event.type === "isFree" ? "is it free?" : event.type },
  };
}

function told(event: Event): string {
  switch (event.type) {
    case "due":
      return "it is its turn to guard and to renew";
    case "revoke":
      return "it wants all leases back";
    case "resume":
      return "it has promised another ballot, and grants again";
    case "isFree":
      return "it is asked whether it is free";
    case "guardReply":
      return `server ${event.from} has heard guard ${event.guard}`;
    case "promiseReply":
      return `server ${event.from} has taken promise ${event.turn} after guard ${event.guard}`;
    case "revokeReply":
      return `server ${event.from} has given back the lease after guard ${event.guard}`;
  }
}
