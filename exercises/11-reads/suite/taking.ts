import text from "./taking.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Taking } from "../given.ts";
import { type Event, oracle, replies, SERVERS, type Setting } from "./holders.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

const USUAL: Setting = { self: 0, times: { leaseMs: 100, guardMs: 50, drift: 0.01 } };

export const taking = task<Answers>(text, ({ taking }, grading) => {
  const renewed = many(80, (nth): readonly Event[] => [
    { type: "promise", from: 1, guard: 1, turn: nth + 1, after: 40 },
    { type: "held", ballot: 1, after: 50 },
  ]).flat();
  const guard: Event = { type: "guard", from: 1, guard: 1, ballot: 1, after: 0 };
  const crowded = [guard, ...renewed];
  const scenes = [crowded, revokedFirst, skipped].map((events) => ({ setting: USUAL, events }));
  scripted(taking, rigOf, [...drawn(1500, "holders", aScript), ...scenes], grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "guard", from: 1, guard: nth, ballot: nth, after: 1 },
    { type: "promise", from: 1, guard: nth, turn: 1, after: 1 },
    { type: "promise", from: 1, guard: nth, turn: 2, after: 1 },
    { type: "revoke", from: 1, guard: nth, after: 1 },
  ];
  doesNotGrow(taking, rigOf(USUAL), turn, "a lease that is given back", grading);
});

/** A revocation is the first that is heard of a grantor: the holder has crashed, or the guard is late. */
const revokedFirst: readonly Event[] = [
  { type: "revoke", from: 1, guard: 7, after: 0 },
  { type: "guard", from: 1, guard: 7, ballot: 1, after: 1 },
  { type: "promise", from: 1, guard: 7, turn: 1, after: 1 },
  { type: "held", ballot: 1, after: 1 },
];

/** A turn is left out. */
const skipped: readonly Event[] = [
  { type: "guard", from: 1, guard: 1, ballot: 1, after: 0 },
  { type: "promise", from: 1, guard: 1, turn: 1, after: 1 },
  { type: "promise", from: 1, guard: 1, turn: 3, after: 1 },
];

function aScript(random: Random, at: number): Script<Setting, Event> {
  const self = random.below(SERVERS);
  const [leaseMs, guardMs] = [[100, 50], [100, 50], [60, 200], [240, 100]][random.below(4)]! as [
    number,
    number,
  ];
  const events: Event[] = [];
  const last = Array.from({ length: SERVERS }, () => ({ guard: 0, turn: 0, ballot: 1 }));
  for (let left = 2 + at % 26; left > 0; left--) {
    const which = random.below(20),
      from = (self + 1 + random.below(random.chance(0.8) ? 2 : SERVERS - 1)) % SERVERS,
      own = last[from]!;
    const after = [0, 0, 0, 1, 20, guardMs - 1, guardMs, guardMs + 1, leaseMs - 1, leaseMs][
      random.below(10)
    ]!;
    if (which < 5 || own.guard === 0) {
      if (random.chance(0.3)) own.ballot++;
      const isNew = own.guard === 0 || random.chance(0.7);
      if (isNew) Object.assign(own, { guard: own.guard + 1, turn: 0 });
      const guard = isNew ? own.guard : Math.max(1, own.guard - random.below(2));
      events.push({ type: "guard", from, guard, ballot: guard + own.ballot - own.guard, after });
    } else if (which < 12) {
      // One in a while is lost on its way.
      if (random.chance(0.8)) own.turn += random.chance(0.9) ? 1 : 2;
      const turn = Math.max(1, own.turn), guard = random.chance(0.9) ? own.guard : own.guard - 1;
      events.push({ type: "promise", from, guard: Math.max(1, guard), turn, after });
    } else if (which < 14) {
      const guard = Math.max(1, own.guard + random.below(3) - 1);
      events.push({ type: "revoke", from, guard, after });
    } else events.push({ type: "held", ballot: last[from]!.ballot + random.below(2), after });
  }
  return { setting: { self, times: { leaseMs, guardMs, drift: 0.01 } }, events };
}

interface Server {
  readonly s: unknown;
  now: number;
}

/** The server of a setting. */
function rigOf({ self, times }: Setting): Rig<Taking, Event> {
  return {
    words:
      `server ${self} of ${SERVERS}, where promises last ${times.leaseMs} ms, and the first is taken within ` +
      `${times.guardMs} ms of its guard`,
    servers: SERVERS,
    self,
    start: (answer): Server => ({ s: answer.start(), now: 1000 }),
    take(answer, server, event, note) {
      const own = server as Server, { s } = own, now = own.now += event.after;
      const io = {
        self,
        servers: SERVERS,
        guardReply: (to: NodeId, guard: number) => note({ words: replies.guard(to, guard), to }),
        promiseReply: (to: NodeId, guard: number, turn: number) =>
          note({ words: replies.promise(to, guard, turn), to }),
        revokeReply: (to: NodeId, guard: number) => note({ words: replies.revoke(to, guard), to }),
      };
      switch (event.type) {
        case "guard":
          return answer.guard(s, event.from, event.guard, event.ballot, now, io);
        case "promise":
          return answer.promise(s, event.from, event.guard, event.turn, times, now, io);
        case "revoke":
          return answer.revoke(s, event.from, event.guard, io);
        case "held":
          note({ words: `holds ${answer.held(s, event.ballot, SERVERS, now)}` });
      }
    },
    oracle: () => oracle(self, times),
    tell: (event) => `${event.after} ms later ${told(event)}`,
    place: (event) =>
      event.type === "held"
        ? { says: `leases of ${event.ballot}?` }
        : { from: event.from, says: `${event.type} ${event.guard}` },
  };
}

function told(event: Event): string {
  switch (event.type) {
    case "guard":
      return `guard ${event.guard} of server ${event.from} comes, for ballot ${event.ballot}`;
    case "promise":
      return `promise ${event.turn} after guard ${event.guard} of server ${event.from} comes`;
    case "revoke":
      return `server ${event.from} wants the lease after guard ${event.guard} back`;
    case "held":
      return `it is asked how many leases on the roster of ballot ${event.ballot} it holds`;
  }
}
