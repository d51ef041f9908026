import text from "./changing.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Changing, Held } from "../given.ts";
import { doesNotGrow, type Rig, type Script, scripted } from "./script.ts";

export const changing = task<Answers>(text, ({ changing }, grading) => {
  scripted(changing, rigOf, [...drawn(1200, "rosters", aScript), lapsed], grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "accepts", more: 1 },
    { type: "grants" },
    { type: "asked", ballot: 2 * nth + 2 },
    { type: "asked", ballot: 2 * nth + 3 },
    { type: "freed" },
  ];
  const rig = rigOf({ servers: 3, self: 0, ballot: 1, bar: 0 });
  doesNotGrow(changing, rig, turn, "a roster that was adopted", grading);
});

/** A lower ballot than the one that is wanted is asked for when the leases are over, before anybody has noticed. */
const lapsed: Script<Setting, Event> = {
  setting: { servers: 3, self: 0, ballot: 1, bar: 0 },
  events: [
    { type: "grants" },
    { type: "asked", ballot: 5 },
    { type: "lapse" },
    { type: "asked", ballot: 4 },
  ],
};

interface Setting {
  readonly servers: number;
  readonly self: NodeId;
  readonly ballot: number;
  readonly bar: number;
}

/** What happens at a server. */
type Event =
  | { readonly type: "asked"; readonly ballot: number }
  | { readonly type: "freed" }
  /** Its leases are over, and nobody has looked so far. */
  | { readonly type: "lapse" }
  | { readonly type: "accepts"; readonly more: number }
  | { readonly type: "grants" }
  | { readonly type: "mayAnswer"; readonly leases: readonly Held[]; readonly executed: number };

function aScript(random: Random, at: number): Script<Setting, Event> {
  const servers = [3, 5, 4][random.below(3)]!,
    self = random.below(servers),
    first = random.chance(0.2) ? 40 : 1;
  const events: Event[] = [], bar = random.below(4);
  let last = bar, ballot = first;
  for (let left = 1 + at % 16; left > 0; left--) {
    const which = random.below(14);
    if (which < 4) {
      const asked = Math.max(1, ballot + random.below(4) - 1);
      ballot = Math.max(ballot, asked);
      events.push({ type: "asked", ballot: asked });
    } else if (which < 6) events.push({ type: random.chance(0.7) ? "freed" : "lapse" });
    else if (which < 7) events.push({ type: "grants" });
    else if (which < 9) {
      const more = 1 + random.below(3);
      last += more;
      events.push({ type: "accepts", more });
    } else {
      const leases = Array.from({ length: servers - 1 }, (_, each): Held => ({
        grantor: (self + each + 1) % servers,
        ballot: random.chance(0.8) ? ballot : Math.max(1, ballot - 1),
        bar: Math.max(0, last - random.below(4)),
      })).filter(() => random.chance(0.7));
      events.push({ type: "mayAnswer", leases, executed: Math.max(0, last - random.below(4)) });
    }
  }
  return { setting: { servers, self, ballot: first, bar }, events };
}

interface Server {
  readonly s: unknown;
  last: number;
  isFree: boolean;
}

function rigOf({ servers, self, ballot, bar }: Setting): Rig<Changing, Event> {
  return {
    words:
      `server ${self} of ${servers}, which has promised ballot ${ballot}, and accepted up to slot ${bar}; ` +
      "nobody has a lease of it",
    servers,
    self,
    start: (answer): Server => ({ s: answer.start(ballot, bar), last: bar, isFree: true }),
    take(answer, server, event, note) {
      const own = server as Server, { s } = own;
      const io = {
        self,
        servers,
        last: own.last,
        revoke: () => note({ words: REVOKES }),
        adopt: (each: number, up: number) => note({ words: adopts(each, up) }),
      };
      if (event.type === "asked") answer.asked(s, event.ballot, own.isFree, io);
      else if (event.type === "freed") {
        own.isFree = true;
        answer.freed(s, io);
      } else if (event.type === "lapse") own.isFree = true;
      else if (event.type === "accepts") own.last += event.more;
      else if (event.type === "grants") own.isFree = false;
      else {
        const may = answer.mayAnswer(s, event.leases, event.executed, io) === true;
        note({ words: may ? "may answer" : "may not answer" });
      }
    },
    oracle: () => oracle({ servers, self, ballot, bar }),
    tell,
    place: (event) => ({ says: event.type === "mayAnswer" ? "may it answer?" : event.type }),
  };
}

const REVOKES = "wants its leases back";
const adopts = (ballot: number, bar: number) => `adopts ballot ${ballot}, with bar ${bar}`;

function tell(event: Event): string {
  switch (event.type) {
    case "asked":
      return `it is asked to promise ballot ${event.ballot}`;
    case "freed":
      return "nobody can have a lease of it any more";
    case "lapse":
      return "the last lease of it ends, which it notices when it looks";
    case "accepts":
      return `it accepts something in ${event.more} more slots`;
    case "grants":
      return "it grants leases";
    case "mayAnswer": {
      const leases = event.leases.map(({ grantor, ballot, bar }) =>
        `of server ${grantor} on ballot ${ballot} with bar ${bar}`
      );
      return `it has executed up to ${event.executed}, holds leases ${
        leases.length === 0 ? "of nobody else" : leases.join(", ")
      }, and is asked whether it may answer`;
    }
  }
}

/** All ballots that it was asked for are kept. */
function oracle({ servers, ballot, bar }: Setting): ReturnType<Rig<Changing, Event>["oracle"]> {
  const promised = [{ ballot, bar }], asked: number[] = [];
  let last = bar, isFree = true, isRevoked = false;
  return (event) => {
    const own = promised.at(-1)!, must: string[] = [];
    if (event.type === "accepts") last += event.more;
    else if (event.type === "lapse") isFree = true;
    else if (event.type === "grants") {
      // Who is to promise a higher ballot grants nothing on the old one.
      if (isRevoked) return;
      isFree = false;
    } else if (event.type === "mayAnswer") {
      return mayAnswer(event);
    } else {
      // Whether a ballot that means nothing makes it look is its own affair.
      if (event.type === "asked" && isFree && isRevoked && event.ballot <= own.ballot) return;
      if (event.type === "asked") asked.push(event.ballot);
      else isFree = true;
      const highest = Math.max(0, ...asked);
      if (highest > own.ballot && isFree) {
        promised.push({ ballot: highest, bar: last });
        isRevoked = false;
        must.push(adopts(highest, last));
      } else if (highest > own.ballot && !isRevoked) {
        isRevoked = true;
        must.push(REVOKES);
      }
    }
    return { must, why };
  };

  function mayAnswer({ leases, executed }: Extract<Event, { type: "mayAnswer" }>) {
    const own = promised.at(-1)!;
    // No grantor has accepted more than it says, and none is on a ballot that this server has not met.
    const on = leases.filter((each) => each.ballot === own.ballot);
    const bars = on.map((each) => each.bar).sort((a, b) => a - b);
    const needed = Math.floor(servers / 2);
    const isEnough = on.length >= needed;
    const isSure = isEnough && executed >= Math.max(own.bar, ...bars);
    // Some majority of them is enough.
    const isSafe = isEnough && executed >= Math.max(own.bar, ...bars.slice(0, needed));
    const say = (yes: boolean) => [yes ? "may answer" : "may not answer"];
    return { must: say(isSure), or: say(isSafe), why: ANSWERS };
  }
}

const why =
  "a higher ballot is promised only when nobody holds a lease on the roster of a lower one, then at once the highest " +
  "that was asked for, with all that is accepted by then as its bar (Hu et al. 2025, section 3.1)";
const ANSWERS =
  "leases on the roster that it has promised, of a majority with itself, and all executed that they, and it, had accepted before " +
  "(Hu et al. 2025, section 3.4)";
