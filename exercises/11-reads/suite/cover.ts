import text from "./cover.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Cover, Range } from "../given.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const cover = task<Answers>(text, ({ cover }, grading) => {
  const rosters: Range[] = [{ from: "", to: null, responders: [1, 2] }];
  const from = (server: NodeId) =>
    many(60, (slot): Event => ({ type: "accepted", from: server, slot: slot + 1 }));
  const proposed = many(
    60,
    (slot): Event => ({ type: "propose", slot: slot + 1, keys: [`${slot}`] }),
  );
  const crowded = [[...from(1), ...from(2)], [...from(1), { type: "over", server: 2 } as const]]
    .map((events) => ({
      setting: { servers: 3, self: 0, silentMs: 100, ranges: rosters },
      events: [...proposed, ...events],
    }));
  scripted(cover, rigOf, [...drawn(900, "covers", aScript), ...crowded], grading);
  const rig = rigOf({
    servers: 3,
    self: 0,
    silentMs: 100,
    ranges: [{ from: "", to: null, responders: [0, 1] }],
  });
  const turn = (nth: number): readonly Event[] => [
    { type: "propose", slot: nth, keys: [`x${nth}`] },
    { type: "accepted", from: 1, slot: nth },
    { type: "accepted", from: 2, slot: nth },
  ];
  doesNotGrow(cover, rig, turn, "a slot that is decided", grading);
});

interface Setting {
  readonly servers: number;
  readonly self: NodeId;
  readonly silentMs: number;
  readonly ranges: readonly Range[];
}

/** What happens at a leader. */
type Event =
  | { readonly type: "propose"; readonly slot: number; readonly keys: readonly string[] }
  | { readonly type: "accepted"; readonly from: NodeId; readonly slot: number }
  | { readonly type: "over"; readonly server: NodeId }
  | { readonly type: "heard"; readonly from: NodeId; readonly after: number }
  | { readonly type: "due"; readonly after: number };

const KEYS = ["a", "l", "m", "mm", "x", "z"];

function aScript(random: Random, at: number): Script<Setting, Event> {
  const servers = [3, 3, 5, 4, 7][random.below(5)]!,
    self = random.below(servers),
    silentMs = [100, 100, 40, 300][random.below(4)]!,
    responders = () => {
      const all = Array.from({ length: servers }, (_, node) => node);
      return all.filter(() => random.chance(0.4));
    };
  const borders = ["f", "m", "n", "x"].filter((key) => key === "m" || random.chance(0.4));
  const ranges = [random.chance(0.7) ? "" : "b", ...borders].map((from, at): Range => {
    const isLast = at === borders.length, to = isLast && random.chance(0.5) ? "zz" : null;
    return { from, to: isLast ? to : borders[at]!, responders: responders() };
  });
  const events: Event[] = [], far = random.chance(0.2) ? 30 : 0;
  let slot = far;
  for (let left = 2 + at % 30; left > 0; left--) {
    const which = random.below(16), from = (self + 1 + random.below(servers - 1)) % servers;
    const after = [0, 1, 40, silentMs - 1, silentMs, silentMs + 1][random.below(6)]!;
    if (which < 4 || slot === far) {
      const keys = KEYS.filter(() => random.chance(0.25));
      events.push({ type: "propose", slot: ++slot, keys });
    } else if (which < 11) {
      events.push({ type: "accepted", from, slot: slot - random.below(Math.min(4, slot)) });
    } else if (which < 12) events.push({ type: "over", server: from });
    else if (which < 14) events.push({ type: "heard", from, after });
    else events.push({ type: "due", after });
  }
  return { setting: { servers, self, silentMs, ranges }, events };
}

interface Leader {
  readonly s: unknown;
  now: number;
}

function rigOf({ servers, self, silentMs, ranges }: Setting): Rig<Cover, Event> {
  const roster = ranges.map(({ from, to, responders }) =>
    `keys from "${from}" ${to === null ? "on" : `to "${to}"`}: ${
      responders.length === 0 ? "nobody" : responders.join(", ")
    }`
  );
  return {
    words:
      `the leader, server ${self}, of ${servers} servers, of which read alone – ${
        roster.join("; ")
      } – ` +
      `where who is silent for longer than ${silentMs} ms is to be removed`,
    servers,
    self,
    start: (answer): Leader => ({ s: answer.start(1000), now: 1000 }),
    take(answer, leader, event, note) {
      const own = leader as Leader, { s } = own;
      const io = {
        self,
        servers,
        ranges,
        silentMs,
        decide: (slot: number) => note({ words: `decides slot ${slot}` }),
        remove: (server: NodeId) => note({ words: `removes server ${server}` }),
      };
      if ("after" in event) own.now += event.after;
      if (event.type === "propose") answer.propose(s, event.slot, event.keys, io);
      else if (event.type === "accepted") answer.accepted(s, event.from, event.slot, io);
      else if (event.type === "over") answer.over(s, event.server, io);
      else if (event.type === "heard") answer.heard(s, event.from, own.now);
      else answer.due(s, own.now, io);
    },
    oracle: () => oracle({ servers, self, silentMs, ranges }),
    tell(event) {
      switch (event.type) {
        case "propose":
          return `it proposes slot ${event.slot}, which writes ${
            event.keys.length === 0 ? "nothing" : event.keys.map((key) => `"${key}"`).join(", ")
          }`;
        case "accepted":
          return `server ${event.from} accepts slot ${event.slot}`;
        case "over":
          return `the leases of server ${event.server} are over`;
        case "heard":
          return `${event.after} ms later server ${event.from} is heard`;
        case "due":
          return `${event.after} ms later it is time to see who is silent`;
      }
    },
    place(event) {
      if (event.type === "accepted") {
        return { from: event.from, says: `accepts slot ${event.slot}` };
      }
      if (event.type === "heard") return { from: event.from, says: "is there" };
      if (event.type === "propose") return { says: `proposes ${event.slot}` };
      return { says: event.type === "due" ? "who is silent?" : `${event.server}: over` };
    },
  };
}

/** Every slot with all that has happened to it. */
function oracle(
  { servers, self, silentMs, ranges }: Setting,
): ReturnType<Rig<Cover, Event>["oracle"]> {
  const slots: { slot: number; keys: readonly string[]; who: Set<NodeId>; decided?: true }[] = [];
  const over = new Set<NodeId>(), removed = new Set<NodeId>();
  const heard = Array.from({ length: servers }, () => 1000);
  let now = 1000;
  const readers = (keys: readonly string[]) =>
    ranges.filter(({ from, to }) => keys.some((key) => key >= from && !(to !== null && key >= to)))
      .flatMap(({ responders }) => responders);
  return (event) => {
    const must: string[] = [];
    if (event.type === "accepted" && !slots.some(({ slot }) => slot === event.slot)) return;
    if (event.type === "propose" && slots.some(({ slot }) => slot === event.slot)) return;
    if ("after" in event) now += event.after;
    if (event.type === "propose") {
      slots.push({ slot: event.slot, keys: event.keys, who: new Set([self]) });
    } else if (event.type === "accepted") {
      slots.find(({ slot }) => slot === event.slot)!.who.add(event.from);
    } else if (event.type === "over") over.add(event.server);
    else if (event.type === "heard") heard[event.from] = now;
    else {
      for (const server of new Set(ranges.flatMap(({ responders }) => responders))) {
        const isIn = server !== self && !removed.has(server) && !over.has(server);
        if (!isIn || now - heard[server]! <= silentMs) continue;
        removed.add(server);
        must.push(`removes server ${server}`);
      }
    }
    for (const each of slots) {
      const waits = readers(each.keys).filter((node) => !each.who.has(node) && !over.has(node));
      if (each.decided || 2 * each.who.size <= servers || waits.length > 0) continue;
      each.decided = true;
      must.push(`decides slot ${each.slot}`);
    }
    return { must, why: event.type === "due" ? SILENT : DECIDES };
  };
}

const DECIDES =
  "a slot is decided as soon as a majority has accepted it, and everybody who may answer reads of one of its keys, but " +
  "for those whose leases are over (Hu et al. 2025, section 3.2)";
const SILENT =
  "a responder that was not heard for longer than silentMs is removed, once, if its leases are not over: writes of its " +
  "keys would wait for ever; slots wait on until its leases are over (Hu et al. 2025, section 3.4)";
