import text from "./probing.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { ProbeIo, ProbeRules, ProbeTimer, Probing } from "../given.ts";
import { type Event, fails, keyOf, RightProbing, sends, waits } from "./right_probing.ts";

interface Case {
  readonly rules: ProbeRules;
  readonly script: readonly Event[];
}

export const probing = task<Answers>(text, ({ probing }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(probing, given.rules), grading);
  const quiet: ProbeIo = {
    send: () => {},
    wait: () => {},
    cancel: () => {},
    draw: () => [2, 3],
    failed: () => {},
  };
  forgets(
    "a probe of node 1 fails, and node 4 asks for help with it",
    () => probing.start({ timeoutMs: 100, nackMs: 80, helpers: 2 }),
    (s, nth) => {
      const sequence = nth + 1000;
      probing.period(s, 1, quiet);
      probing.after(s, { type: "timeout" }, quiet);
      probing.upon(s, 4, { type: "ping-req", sequence, target: 1 }, quiet);
      probing.after(s, { type: "nothing", relay: { node: 4, sequence } }, quiet);
    },
    grading,
  );
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "probing", (random, at) => ({
    rules: {
      timeoutMs: [100, 500][random.below(2)]!,
      nackMs: [80, 400, 150][random.below(3)]!,
      helpers: [0, 1, 2, 3, 3, 5][random.below(6)]!,
    },
    script: Array.from({ length: 1 + at % 30 }, () => anEvent(random)),
  }));
  // Many periods, and many helpers with large numbers; all but the last say that they hear nothing.
  const rules = { timeoutMs: 500, nackMs: 400, helpers: 12 };
  const round = (nth: number): Event[] => [
    { type: "period", node: 2, nth },
    { type: "timeout", node: 12, nth },
    ...Array.from({ length: 11 }, (_, nth): Event => ({ type: "nack", node: 0, nth })),
  ];
  yield { rules, script: Array.from({ length: 40 }, (_, nth) => round(nth)).flat() };
  // Numbers go on.
  const periods = Array.from({ length: 100 }, (_, nth) => round(nth).slice(0, 2)).flat();
  yield { rules: { ...rules, helpers: 0 }, script: periods };
}

function anEvent(random: Random): Event {
  const which = random.below(30), node = random.below(7), nth = random.below(6);
  if (which < 8) return { type: "period", node: random.chance(0.1) ? 0 : 1 + node, nth };
  if (which < 14) return { type: "timeout", node, nth };
  if (which < 16) return { type: "ack", node, nth };
  if (which < 18) return { type: "old ack", node, nth };
  if (which < 20) return { type: "another's ack", node, nth };
  if (which < 23) return { type: "nack", node, nth };
  if (which < 24) return { type: "old nack", node, nth };
  if (which < 25) return { type: "ping", node, nth };
  if (which < 28) return { type: "ping-req", node, nth };
  return { type: "nothing", node, nth };
}

function gameOf(probing: Probing, rules: ProbeRules): Game<Event> {
  let pending = new Set<string>();
  return {
    words:
      `a member that asks up to ${rules.helpers} for help after ${rules.timeoutMs} ms, and says ` +
      `after ${rules.nackMs} ms that it hears nothing`,
    model: () => new RightProbing(rules),
    start: () => {
      pending = new Set();
      return probing.start(shown(rules));
    },
    play(s, event, did) {
      const io: ProbeIo = {
        send: (to, message) => did(sends(to, message)),
        wait: (ms, timer) => {
          pending.add(nameOf(timer));
          did(waits(ms, timer));
        },
        // Whoever does not cancel a timer may let it go off, and do nothing.
        cancel: (timer) => void pending.delete(nameOf(timer)),
        draw: (most, target) =>
          event.others!.filter((node) => node !== target).slice(0, Math.max(0, most)),
        failed: (target, silent) => did(fails(target, silent)),
      };
      const { target, timer, message, from } = event;
      if (event.type === "period") return probing.period(s, target!, io);
      if (timer === undefined) return probing.upon(s, from!, shown(message!), io);
      if (pending.delete(nameOf(timer))) probing.after(s, shown(timer), io);
    },
    tell,
    why: ({ type }) => WHY[type],
  };
}

const nameOf = (timer: ProbeTimer) => timer.type === "timeout" ? "timeout" : keyOf(timer.relay);

function tell({ type, target, timer, message, from, others }: Event): string {
  if (type === "period") {
    return `a period begins, in which ${
      target === null ? "nobody" : `node ${target}`
    } is to be probed`;
  }
  if (timer === undefined) return `node ${from} sends ${sends(null, message!)}`;
  return timer.type === "timeout"
    ? `the timeout is over; others are ${
      others!.length === 0 ? "none" : `nodes ${others!.join(" ")}`
    }`
    : `nothing has come for node ${timer.relay.node}'s number ${timer.relay.sequence}, and its timer goes off`;
}

const PERIOD =
  "a probe is over when its period is: nobody is given up before the helpers had their time, and " +
  "who has answered by then, itself or through a helper, is there (SWIM, section 3.1; daos 10435)";
const SILENT =
  "a helper that says that it hears nothing either shows that the prober hears somebody: it is not " +
  "silent, and is counted once (Lifeguard, section IV.A)";
const HELPS =
  "a helper pings under the number of whoever asked, passes on the answer to that one, and says so " +
  "if there is none (SWIM, section 3.1; Lifeguard, section IV.A)";
const WHY: Readonly<Record<Event["type"], string>> = {
  period: `${PERIOD}; ${SILENT}`,
  timeout:
    "who has not answered is probed by others as well: so many as may be asked, and as there " +
    "are (SWIM, section 3.1)",
  ack: "who answers is there",
  "old ack": "an answer to an earlier probe says nothing of this one",
  "another's ack": HELPS,
  nack: SILENT,
  "old nack": SILENT,
  ping: "a ping is answered with its own number and relay, whoever sends it (SWIM, section 3.1)",
  "ping-req": HELPS,
  nothing: HELPS,
};
