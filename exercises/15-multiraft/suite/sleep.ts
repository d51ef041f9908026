import text from "./sleep.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { inWords } from "hb/model/in_words.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Facts, Heartbeat, NodeId, Sleep, SleepIo, SleepRules } from "../given.ts";
import { type Game, playAll } from "./played.ts";

/** What is not as it is with a group that has nothing to do. */
const flaws: Readonly<Record<string, Partial<Facts>>> = {
  "its last entry is not committed": { commit: 6 },
  "it has not applied all": { applied: 6 },
  "node 2 has not all of its log": { matches: new Map([[1, 7], [2, 6]]) },
  "a request waits": { requests: 1 },
  "a read waits": { reads: 1 },
  "its members change": { isJoint: true },
  "it hands over": { handsOver: true },
  "its range has stopped": { hasStopped: true },
};

/** In what a heartbeat is not what a follower has. */
const differences: Readonly<Record<string, readonly [Partial<Heartbeat>, Partial<Facts>]>> = {
  "the leader's term is later": [{ term: 5 }, {}],
  "the leader's log is longer": [{ previous: { index: 8, term: 4 } }, {}],
  "its last entry has another term": [{ previous: { index: 7, term: 3 } }, {}],
  "the leader has not committed all": [{ commit: 6 }, { commit: 6 }],
  "it does not know yet that all is committed": [{}, { commit: 6 }],
  "its own log is longer": [{}, { last: { index: 8, term: 4 } }],
};

type Kind = "leads" | "follows" | "due" | "slept" | "heard" | "asked" | "came" | "lost";

interface Event {
  readonly type: Kind;
  readonly afterMs: number;
  readonly node: NodeId;
  /** What is unusual; "": nothing. */
  readonly flaw: string;
  readonly sleeps: boolean;
  /** Filled in when it happens. */
  readonly now?: number;
  readonly facts?: Facts;
}

interface Case {
  readonly rules: SleepRules;
  readonly script: readonly Event[];
}

export const sleep = task<Answers>(text, ({ sleep }, grading) => {
  playAll<Event, Case>(cases(grading), ({ rules }) => gameOf(sleep, rules), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 800, "sleepers", (random, at) => {
    const rules = { sleepAfter: 1 + random.below(4), leaseMs: 300 };
    const isLeader = random.chance(0.6);
    const script = Array.from({ length: 1 + at % 30 }, () => anEvent(random, isLeader));
    return { rules, script: isLeader ? [event("leads"), ...script] : script };
  });
  const often = Array.from({ length: 14 }, () => event("due"));
  yield { rules: { sleepAfter: 12, leaseMs: 300 }, script: [event("leads"), ...often] };
}

const event = (type: Kind, more: Partial<Event> = {}): Event => ({
  type,
  afterMs: 0,
  node: 1,
  flaw: "",
  sleeps: true,
  ...more,
});

function anEvent(random: Random, isLeader: boolean): Event {
  const afterMs = [0, 10, 100, 299, 300, 700][random.below(6)]!, node = 1 + random.below(2);
  const which = random.below(20), sleeps = random.chance(0.8);
  const kind = (): Kind => {
    if (which < 1) return "leads";
    if (which < 2) return "follows";
    if (which < 3) return "asked";
    if (which < 4) return "came";
    if (which < 6) return "lost";
    return isLeader ? (which < 13 ? "due" : "slept") : "heard";
  };
  const type = kind(), names = Object.keys(type === "heard" ? differences : flaws);
  const flaw = random.chance(0.2) ? names[random.below(names.length)]! : "";
  return { type, afterMs, node, flaw, sleeps };
}

function gameOf(sleep: Sleep, rules: SleepRules): Game<Event> {
  return {
    words:
      `a replica of a group with members 0, 1 and 2, on node 0, that would sleep at heartbeat ${rules.sleepAfter}, with a lease of ${rules.leaseMs} ms`,
    model: () => new Right(rules),
    start: () => sleep.start(rules),
    play(s, event, did) {
      const { type, node, now } = event, facts = structuredClone(event.facts!);
      const io: SleepIo = {
        stop: () => did("it stops its timers"),
        beat: () => did("it beats"),
        await: (isFree) => did(waits(isFree)),
        wake: (node) => did(`it wakes node ${node}`),
      };
      switch (type) {
        case "leads":
        case "follows":
          return sleep[type](s);
        case "due":
          return did(says(sleep.due(s, facts)));
        case "slept":
          return sleep.slept(s, node, facts, now!, io);
        case "heard":
          return did(isAsleep(sleep.heard(s, shown(beatOf(event)), facts, now!, io)));
        case "asked":
        case "came":
          return sleep[type](s, facts, now!, io);
        case "lost":
          return sleep.lost(s, node, facts, now!, io);
      }
    },
    tell,
    why: ({ type, flaw, sleeps }) =>
      type === "heard" && (flaw !== "" || !sleeps) ? `${SAME}; ${FREE}` : WHY[type],
  };
}

const waits = (isFree: boolean) =>
  `it waits for a leader, ${isFree ? "free" : "not free"} to help another`;
const says = (would: boolean) => would ? "it would sleep" : "it would not sleep";
const isAsleep = (sleeps: boolean) => sleeps ? "it sleeps" : "it does not sleep";

const beatOf = ({ flaw, sleeps }: Event): Heartbeat => ({
  term: 4,
  previous: { index: 7, term: 4 },
  commit: 7,
  round: 9,
  sleeps,
  ...differences[flaw]?.[0],
});

function tell({ type, node, flaw, sleeps, now, facts }: Event): string {
  const but = flaw === "" ? "" : `, and ${flaw}`;
  const words = {
    leads: "it begins to lead",
    follows: "it leads no more",
    due: `it is about to beat${but}`,
    slept: `node ${node} answers that it sleeps${but}`,
    heard: `it hears a heartbeat that says that the leader would ${
      sleeps ? "" : "not "
    }sleep${but}`,
    asked: "a client asks something of it",
    came: "a message comes for it that is no heartbeat",
    lost: `node ${node} is lost`,
  }[type];
  return `${now} ms: ${words}${
    facts?.leader === undefined || type !== "asked" ? "" : ` (leader: ${inWords(facts.leader)})`
  }`;
}

/** A replica, and all that it must do. */
class Right {
  #leads = false;
  #asleepSince: number | null = null;
  #beats = 0;
  #sleepers = new Set<NodeId>();
  #now = 0;

  constructor(readonly rules: SleepRules) {}

  resolve(event: Event): Event | undefined {
    const { type, flaw } = event;
    const canBe = type === "leads" || type === "heard"
      ? !this.#leads
      : type === "follows" || type === "slept"
      ? this.#leads
      : type !== "due" || this.#leads && this.#asleepSince === null;
    // Who begins to lead was awake: it has asked for votes.
    if (!canBe || type === "leads" && this.#asleepSince !== null) return undefined;
    if (type === "follows" && this.#asleepSince !== null) return undefined;
    const facts: Facts = {
      leader: this.#leads ? 0 : event.node === 2 ? null : 1,
      term: 4,
      last: { index: 7, term: 4 },
      commit: 7,
      applied: 7,
      matches: this.#leads ? new Map([[1, 7], [2, 7]]) : new Map(),
      requests: 0,
      reads: 0,
      isJoint: false,
      handsOver: false,
      hasStopped: false,
      ...(type === "heard" ? differences[flaw]?.[1] : flaws[flaw]),
    };
    this.#now += event.afterMs;
    return { ...event, facts, now: this.#now };
  }

  after(event: Event): string[] {
    const { type, node, flaw, facts } = event;
    switch (type) {
      case "leads":
      case "follows":
        this.#leads = type === "leads";
        this.#fresh();
        return [];
      case "due":
        this.#beats++;
        return [says(this.#would(flaw))];
      case "slept": {
        if (!this.#would(flaw) || this.#asleepSince !== null) return [];
        this.#sleepers.add(node);
        if (this.#sleepers.size < 2) return [];
        this.#asleepSince = this.#now;
        return ["it stops its timers"];
      }
      case "heard": {
        const may = beatOf(event).sleeps && flaw === "";
        if (!may) return [...this.#wake(), isAsleep(false)];
        if (this.#asleepSince !== null) return [isAsleep(true)];
        this.#asleepSince = this.#now;
        return ["it stops its timers", isAsleep(true)];
      }
      case "asked": {
        const woke = this.#wake(), { leader } = facts!;
        this.#fresh();
        return woke.length > 0 && !this.#leads && leader !== null
          ? [...woke, `it wakes node ${leader}`]
          : woke;
      }
      case "came":
        return this.#wake();
      case "lost":
        return !this.#leads && facts!.leader === node ? this.#wake() : [];
    }
  }

  #would(flaw: string): boolean {
    return this.#beats >= this.rules.sleepAfter && flaw === "";
  }

  #fresh(): void {
    this.#beats = 0;
    this.#sleepers.clear();
  }

  #wake(): string[] {
    if (this.#asleepSince === null) return [];
    const isFree = this.#now - this.#asleepSince >= this.rules.leaseMs;
    this.#asleepSince = null;
    this.#fresh();
    return [this.#leads ? "it beats" : waits(isFree)];
  }
}

const QUIET =
  "a leader would sleep when nothing at all is to be done, and it has beaten so often since it was asked anything, woke " +
  "or began to lead (section 15.6)";
const ALL =
  "a leader sleeps when all other members have said that they do, and there is still nothing to do: who is left awake " +
  "would miss it, and what was said before it had to do something is over (section 15.6)";
const SAME =
  "a follower sleeps if it has all that the leader has, committed, in the leader's term: who lacks something would lack " +
  "it for as long as all sleep; any other heartbeat wakes it (section 15.6)";
const FREE =
  "who has slept for as long as a lease has heard of nobody for so long, and helps whoever asks for its vote (TiKV 16429)";
const WAKES =
  "whatever comes for a sleeper wakes it: a leader beats, a follower waits for one, and if it is asked something tells " +
  "the leader, which may sleep as well; who has slept for as long as a lease has heard of nobody for so long, and helps " +
  "whoever asks for its vote (section 15.6; TiKV 16429)";
const LOST = "whom a lost node led nobody else will wake (section 15.6)";
const WHY: Readonly<Record<Kind, string>> = {
  leads: QUIET,
  follows: QUIET,
  due: QUIET,
  slept: ALL,
  heard: SAME,
  asked: WAKES,
  came: WAKES,
  lost: LOST,
};
