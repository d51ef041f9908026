import text from "./causal.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Broadcast, Causal, CausalIo, CausalMessage, CausalRules } from "../given.ts";
import { bounds } from "./causal_bounds.ts";
import {
  delivers,
  type Event,
  named,
  RightCausal,
  sends,
  tellsRow,
  tellsStable,
} from "./right_causal.ts";

interface Case {
  readonly rules: CausalRules;
  readonly script: readonly Event[];
}

export const causal = task<Answers>(text, ({ causal }, grading) => {
  playAll<Event, Case>(
    [...cases(grading), sideBySide],
    ({ rules }) => gameOf(causal, rules),
    grading,
  );
  bounds(causal, grading);
});

const PAYLOADS = ["a", "b", "", "a", "c"];

function cases(grading: Grading): Iterable<Case> {
  return drawnBy(grading, 500, "causal", (random, at): Case => {
    const nodes = at < 10 ? 1 : [2, 3, 3, 4, 7, 12][random.below(6)]!;
    return {
      rules: { self: random.below(nodes), nodes },
      script: Array.from({ length: 3 + at % 50 }, () => anEvent(random)),
    };
  });
}

/** The twelfth of node 1 and the second of node 11, which are alike when origin and number stand side by side. */
const sideBySide: Case = {
  rules: { self: 0, nodes: 12 },
  script: [
    ...Array.from({ length: 12 }, () => "elsewhere says" as const).map((type) => event(type, 0, 0)),
    event("elsewhere says", 10, 0),
    event("elsewhere says", 10, 0),
    // First the last of both, then the others.
    ...[11, 13, 12, ...Array.from({ length: 11 }, (_, nth) => nth)].map((nth) =>
      event("comes", 0, nth)
    ),
  ],
};

function event(type: Event["type"], node: number, nth: number): Event {
  return { type, node, nth, payload: "a" };
}

function anEvent(random: Random): Event {
  const node = random.below(12), nth = random.below(40), which = random.below(20);
  const payload = PAYLOADS[random.below(PAYLOADS.length)]!;
  const type: Event["type"] = which < 2
    ? "say"
    : which < 5
    ? "elsewhere says"
    : which < 9
    ? "elsewhere delivers"
    : which < 14
    ? "comes"
    : which < 18
    ? "known"
    : "round";
  return { type, node, nth, payload };
}

function gameOf(causal: Causal, rules: CausalRules): Game<Event> {
  return {
    words: `node ${rules.self} of ${rules.nodes}`,
    model: () => new RightCausal(rules),
    start: () => causal.start(shown(rules)),
    play(s, { type, node, payload, broadcast, row }, did) {
      const io = new Noted(did);
      if (type === "say") causal.say(s, payload, io);
      else if (type === "round") causal.round(s, node, io);
      else if (type === "comes") {
        causal.upon(s, node, shown({ type: "broadcast", ...broadcast! }), io);
      } else if (type === "known") causal.upon(s, node, shown({ type, row: row! }), io);
      io.end();
    },
    tell,
    why: ({ type }, _must, { came, due }) => {
      const words = [...came, ...due].join();
      if (words.includes("stable")) return STABLE;
      return words.includes("delivers") ? ORDER : WHY[type];
    },
  };
}

const STABLE = "what all have delivered, as far as their rows and stamps that count say it, is " +
  "stable: nothing that is still to come is concurrent with it";
const ORDER =
  "each is delivered once, when all that its stamp counts has been (Birman, Schiper and " +
  "Stephenson 1991, section 5.1)";
const WHY = {
  say: "what is said here goes to all others with its stamp",
  round: "in a round the partner is told how many of each node's are delivered here",
  comes: ORDER,
  known: "who tells what it has is sent what it lacks, of all that was delivered here",
  "elsewhere says": "",
  "elsewhere delivers": "",
} as const;

/** What a node does, in words. */
class Noted implements CausalIo {
  readonly #did: (words: string) => void;
  readonly #delivered: Broadcast[] = [];
  #stable: readonly number[] | undefined;

  constructor(did: (words: string) => void) {
    this.#did = did;
  }

  send(to: unknown, message: CausalMessage): void {
    const node = typeof to === "number" ? `node ${to}` : told(to);
    if (message?.type === "known") this.#did(tellsRow(node, listOf(message.row)));
    else if (message?.type === "broadcast") this.#did(sends(node, broadcastOf(message)));
    else this.#did(`it sends ${told(message)}`);
  }

  deliver(broadcast: Broadcast): void {
    const words = broadcastOf(broadcast);
    const after = this.#delivered.find(({ stamp }) =>
      stamp[broadcast.origin]! >= broadcast.stamp[broadcast.origin]!
    );
    this.#did(delivers(words) + (after === undefined ? "" : ` after ${named(after)}`));
    this.#delivered.push(broadcast);
  }

  stable(upTo: readonly number[]): void {
    this.#stable = [...upTo];
  }

  /** Of what it has told in one step the last counts. */
  end(): void {
    if (this.#stable !== undefined) this.#did(tellsStable(listOf(this.#stable)));
  }
}

const listOf = (given: unknown) => Array.isArray(given) ? given.join(" ") : told(given);

function broadcastOf(given: Broadcast): string {
  const isOne = Array.isArray(given?.stamp) && typeof given.origin === "number";
  return isOne ? named(given) : told(given);
}

function tell({ type, node, payload, broadcast, row }: Event): string {
  switch (type) {
    case "say":
      return `"${payload}" is said here`;
    case "elsewhere says":
      return `node ${node} says "${payload}"`;
    case "elsewhere delivers":
      return `node ${node} delivers ${named(broadcast!)}`;
    case "comes":
      return `${named(broadcast!)} comes from node ${node}`;
    case "known":
      return `node ${node} tells that it has ${row!.join(" ")}`;
    case "round":
      return `a round with node ${node}`;
  }
}
