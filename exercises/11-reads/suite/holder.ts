import text from "./holder.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Holder, Loyalty } from "../given.ts";
import { inMs } from "./in_ms.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const holder = task<Answers>(text, ({ holder }, grading) => {
  lengths(holder, grading);
  const setting = { servers: 3, loyalty: { loyalMs: 100, drift: 0 } };
  const sent = many(40, (nth): Event => ({ type: "sent", round: nth + 1, after: 2 }));
  const crowded = [3, 9, 10, 20, 39].map((round) => ({
    setting,
    events: [
      { type: "lead", after: 0 } as const,
      ...sent,
      { type: "acknowledged", from: 1, round, after: 0 } as const,
      ...many(50, (): Event => ({ type: "mayRead", after: 2 })),
    ],
  }));
  const scripts = [...drawn(700, "leases", aScript), ...crowded];
  scripted(holder, (each) => rigOf(holder, each), scripts, grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "sent", round: nth + 1, after: 10 },
    { type: "acknowledged", from: 1, round: nth + 1, after: 1 },
    { type: "acknowledged", from: 2, round: nth + 1, after: 1 },
  ];
  doesNotGrow(holder, rigOf(holder, setting), turn, "a round that is acknowledged", grading);
  const unheard = (nth: number): readonly Event[] => [{ type: "sent", round: nth + 1, after: 40 }];
  const words = "a round that nobody acknowledges while its lease would last";
  doesNotGrow(holder, rigOf(holder, setting), unheard, words, grading);
});

/** How long a lease can be: over on a slow clock before loyalty is over on a fast one. */
function lengths(holder: Holder, grading: Grading): void {
  for (const loyalMs of [1, 150, 1000, 60_000]) {
    for (const drift of [0, 0.0001, 0.001, 0.01, 0.02, 0.05]) {
      const words =
        `leaseMs where voters are loyal for ${loyalMs} ms, and clocks drift by ${drift}`;
      const found = grading.asked(() => holder.leaseMs({ loyalMs, drift }), () => words);
      // A clock that is slow shows (1 − drift) ms in a ms, one that is fast (1 + drift) ms.
      const isOver = found / (1 - drift) <= loyalMs / (1 + drift) * (1 + 1e-9);
      grading.expect(
        isOver,
        `${words}: it is ${inMs(found)}. On a clock that is too slow these are ${
          inMs(found / (1 - drift))
        }, and a voter ` +
          `whose clock is too fast is loyal for ${
            inMs(loyalMs / (1 + drift))
          } (Ongaro 2014, section 6.4.1)`,
      );
      const least = 0.9 * loyalMs * (1 - drift) / (1 + drift);
      grading.expect(
        found >= least,
        `${words}: it is ${inMs(found)}, and ${inMs(least)} would be safe`,
      );
    }
  }
}

interface Setting {
  readonly servers: number;
  readonly loyalty: Loyalty;
}

/** What happens at a leader, so many ms after what happened before. */
type Event =
  & { readonly after: number }
  & (
    | { readonly type: "lead" | "handsOver" | "mayRead" }
    | { readonly type: "sent"; readonly round: number }
    | { readonly type: "acknowledged"; readonly from: NodeId; readonly round: number }
  );

function aScript(random: Random, at: number): Script<Setting, Event> {
  const servers = [3, 3, 5, 4, 7][random.below(5)]!;
  const loyalty = { loyalMs: 100, drift: [0, 0.01][random.below(2)]! };
  const events: Event[] = [{ type: "lead", after: 0 }];
  let round = 0;
  for (let left = 3 + at % 30; left > 0; left--) {
    const which = random.below(16), after = random.below(2) * random.below(60);
    if (which < 4) events.push({ type: "sent", round: ++round, after });
    else if (which < 9) {
      const from = random.below(servers - 1);
      const late = Math.max(1, round - random.below(4));
      events.push({ type: "acknowledged", from, round: late, after });
    } else if (which < 14) events.push({ type: "mayRead", after });
    else if (which < 15 || random.chance(0.5)) {
      events.push({ type: random.chance(0.5) ? "lead" : "handsOver", after });
      if (events.at(-1)!.type === "lead") round = 0;
    }
  }
  return { setting: { servers, loyalty }, events };
}

interface Leader {
  readonly s: unknown;
  now: number;
}

function rigOf(holder: Holder, { servers, loyalty }: Setting): Rig<Holder, Event> {
  return {
    words: `a leader of ${servers} servers, which are loyal for ${loyalty.loyalMs} ms; ` +
      `clocks drift by ${loyalty.drift} at most`,
    servers,
    start: (answer): Leader => ({ s: answer.start(), now: 1000 }),
    take(answer, leader, event, note) {
      const own = leader as Leader, { s } = own, now = own.now += event.after;
      if (event.type === "lead") answer.lead(s);
      else if (event.type === "handsOver") answer.handsOver(s);
      else if (event.type === "sent") answer.sent(s, event.round, loyalty, now);
      else if (event.type === "acknowledged") {
        answer.acknowledged(s, event.from, event.round, servers, loyalty, now);
      } else note({ words: answer.mayRead(s, now) === true ? "may read" : "may not read" });
    },
    oracle: () => oracle(servers, holder.leaseMs(loyalty)),
    tell: (event) => `${event.after} ms later ${told(event)}`,
    place: (event) =>
      event.type === "acknowledged"
        ? { from: event.from, says: `acknowledges round ${event.round}` }
        : { says: event.type === "sent" ? `round ${event.round}` : event.type },
  };
}

function told(event: Event): string {
  switch (event.type) {
    case "lead":
      return "it leads in a new term";
    case "handsOver":
      return "it hands over";
    case "sent":
      return `it sends round ${event.round}`;
    case "acknowledged":
      return `server ${event.from} acknowledges round ${event.round}`;
    case "mayRead":
      return "it is asked whether it may read";
  }
}

function oracle(servers: number, leaseMs: number): ReturnType<Rig<Holder, Event>["oracle"]> {
  let now = 1000,
    hasLed = false,
    isOver = false,
    sent: number[] = [],
    heard: [NodeId, number][] = [];
  return (event) => {
    if (event.type === "acknowledged" && event.round > sent.length) return;
    if (event.type === "sent" && event.round !== sent.length + 1) return;
    // Who has not led yet is asked nothing.
    hasLed ||= event.type === "lead";
    if (!hasLed) return;
    now += event.after;
    if (event.type === "lead") [isOver, sent, heard] = [false, [], []];
    else if (event.type === "handsOver") isOver = true;
    else if (event.type === "sent") sent.push(now);
    else if (event.type === "acknowledged") heard.push([event.from, event.round]);
    else {
      const counts = sent.findLast((_, at) => {
        const who = heard.filter(([, round]) => round > at).map(([node]) => node);
        return 2 * (new Set(who).size + 1) > servers;
      });
      const holds = !isOver && counts !== undefined && now < counts + leaseMs;
      return { must: [holds ? "may read" : "may not read"], why: whyIs(isOver, counts, now) };
    }
    return { must: [], why: "nothing is asked" };
  };

  function whyIs(isOver: boolean, counts: number | undefined, now: number): string {
    if (isOver) {
      return "who has handed over has no lease in that term any more (Ongaro 2014, section 6.4.1)";
    }
    return counts === undefined
      ? "no round of this term has been acknowledged by a majority, so there is no lease (Ongaro 2014, section 6.4.1)"
      : `the latest round that a majority has acknowledged was sent ${
        inMs(now - counts)
      } ago, and a lease counts from ` +
        `then, for ${inMs(leaseMs)} as your leaseMs has it (Ongaro 2014, section 6.4.1)`;
  }
}
