import text from "./holding.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Holding } from "../given.ts";
import { type Event, oracle, says, type Setting } from "./responders.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const holding = task<Answers>(text, ({ holding }, grading) => {
  scripted(holding, rigOf, [...drawn(1500, "holding", aScript), ...crowded()], grading);
  const rig = rigOf({ servers: 3, self: 2, leads: false, x: [1, 2], y: [2] });
  const read = (nth: number, key: string): Event => ({
    type: "read",
    read: nth,
    key,
    isLeased: true,
  });
  const decided = (nth: number): readonly Event[] => [
    { type: "notice", from: 0, slot: nth + 1, ballot: 1 },
    { type: "accept", slot: nth + 1, key: "x", ballot: 1 },
    read(nth, "x"),
    { type: "notice", from: 1, slot: nth + 1, ballot: 1 },
    { type: "notice", from: 0, slot: nth + 1, ballot: 1 },
    { type: "accept", slot: nth + 1, key: "x", ballot: 2 },
    { type: "notice", from: 0, slot: nth + 1, ballot: 2 },
  ];
  doesNotGrow(holding, rig, (nth) => [read(nth, "y")], "a read that is answered", grading);
  // Which slots are decided may be remembered.
  const words = "a write that is decided, and proposed again";
  doesNotGrow(holding, rig, decided, words, grading, 16);
});

function aScript(random: Random, at: number): Script<Setting, Event> {
  const servers = [3, 5, 7, 4][random.below(4)]!, self = random.below(servers);
  const responders = () =>
    Array.from({ length: servers }, (_, node) => node).filter((node) =>
      node === self || random.chance(0.4)
    );
  const events: Event[] = [],
    first = random.chance(0.2) ? 30 : 1,
    key = () => "xxy"[random.below(3)]!;
  let ballot = 1, slot = first;
  for (let left = 2 + at % 30; left > 0; left--) {
    const which = random.below(18), some = Math.max(1, slot - random.below(3));
    const from = (self + 1 + random.below(servers - 1)) % servers;
    if (which < 5) {
      events.push({ type: "read", read: events.length, key: key(), isLeased: random.chance(0.9) });
    } else if (which < 9) {
      if (random.chance(0.15)) ballot++;
      const isNew = random.chance(0.7);
      events.push({ type: "accept", slot: isNew ? slot++ : some, key: key(), ballot });
    } else if (which < 15) {
      const late = Math.max(1, ballot - random.below(2) + random.below(2));
      events.push({ type: "notice", from, slot: some, ballot: late });
    } else if (which < 17) events.push({ type: "decided", slot: some, key: key() });
    else if (random.chance(0.4)) events.push({ type: "unleased" });
  }
  return {
    setting: { servers, self, leads: random.chance(0.3), x: responders(), y: responders() },
    events,
  };
}

/** Many reads that wait for one write, and for many. */
function crowded(): Script<Setting, Event>[] {
  const setting = { servers: 3, self: 2, leads: false, x: [1, 2], y: [2] };
  const read = (nth: number): Event => ({ type: "read", read: nth, key: "x", isLeased: true });
  const accept = (slot: number): Event => ({ type: "accept", slot, key: "x", ballot: 1 });
  const notice = (slot: number): Event => ({ type: "notice", from: 1, slot, ballot: 1 });
  const each = many(40, (nth) => [accept(nth + 1), read(nth)]).flat();
  return [
    { setting, events: [accept(1), ...many(70, read), notice(1)] },
    { setting, events: [...each, ...many(40, (nth) => notice(nth + 1))] },
    { setting, events: [...many(40, (nth) => notice(nth + 1)), ...each] },
    { setting, events: [accept(1), ...many(70, read), { type: "unleased" }] },
  ];
}

function rigOf({ servers, self, leads, x, y }: Setting): Rig<Holding, Event> {
  const responders = (key: string) => key === "x" ? x : y;
  return {
    words:
      `server ${self} of ${servers}${leads ? ", the leader" : ""}; reads of x are answered by ${
        x.join(", ")
      }, ` +
      `those of y by ${y.join(", ")}`,
    servers,
    self,
    start: (answer) => answer.start(),
    take(answer, s, event, note) {
      const io = {
        self,
        servers,
        leads,
        responders,
        answer: (read: number, slot: number) => note({ words: says(read, slot), read }),
        forward: (read: number) => note({ words: `forwards read ${read}`, read }),
      };
      if (event.type === "read") answer.read(s, event.read, event.key, event.isLeased, io);
      else if (event.type === "accept") answer.accept(s, event.slot, event.key, event.ballot, io);
      else if (event.type === "notice") answer.notice(s, event.from, event.slot, event.ballot, io);
      else if (event.type === "decided") answer.decided(s, event.slot, event.key, io);
      else answer.unleased(s, io);
    },
    oracle: () => oracle({ servers, self, leads }, responders),
    tell(event) {
      switch (event.type) {
        case "read":
          return `read ${event.read} of ${event.key} comes, with${
            event.isLeased ? "" : "out"
          } leases of a majority`;
        case "accept":
          return `it accepts a write of ${event.key} in slot ${event.slot}, ballot ${event.ballot}`;
        case "notice":
          return `server ${event.from} has accepted slot ${event.slot} in ballot ${event.ballot}`;
        case "decided":
          return `it is told that slot ${event.slot} is decided, a write of ${event.key}`;
        case "unleased":
          return "it has leases of a majority no more";
      }
    },
    place(event) {
      switch (event.type) {
        case "read":
          return { read: event.read, says: `read ${event.read} of ${event.key}` };
        case "accept":
          return { says: `accepts ${event.slot}: ${event.key}` };
        case "notice":
          return { from: event.from, says: `accepted ${event.slot}` };
        case "decided":
          return { says: `${event.slot} is decided` };
        case "unleased":
          return { says: "leases are lost" };
      }
    },
  };
}
