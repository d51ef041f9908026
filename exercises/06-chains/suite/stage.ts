/**
 * A few nodes, a network that is late, loses and repeats, and what happens to them. All nodes run the
 * code that is judged, and beside them others do as they must; so whatever is asked can happen.
 *
 * @module
 */

import { frozen, type Grading, shown } from "hb/grade/part.ts";
import { type Game, type Model, playAll } from "hb/grade/played.ts";
import { drawnBy } from "hb/grade/cases.ts";
import type { Random } from "hb/sim/random.ts";
import type { NodeId } from "../given.ts";
import { type Act, type Code, type Effect, type Flight, type Looks, perform } from "./acts.ts";
import { ruleIn, type Why } from "./why.ts";
import { inOrder } from "./words.ts";

export type { Act, Code, Effect, Flight, Looks, Why };

/** Something happens, if it can; `pick` and `more` are drawn, and say what of all that can. */
export interface Event {
  readonly type: string;
  readonly pick: number;
  readonly more: number;
  readonly act?: Act;
}

/** More messages are not on their way at a time: the oldest are lost. */
const MOST_FLYING = 60;

/** What must be done. Each part says what can happen. */
export abstract class Stage implements Model<Event> {
  readonly flying: Flight[] = [];
  readonly states: unknown[];
  readonly code: Code;
  /** What each node is started with. */
  readonly startWith: (node: NodeId) => unknown[];
  /** What is seen of a node. */
  readonly looks: Looks;

  constructor(code: Code, nodes: number, startWith: (node: NodeId) => unknown[], looks: Looks) {
    [this.code, this.startWith, this.looks] = [code, startWith, looks];
    this.states = Array.from({ length: nodes }, (_, node) => code["start"]!(...startWith(node)));
  }

  /** What happens now, given what was drawn; undefined: nothing. */
  abstract choose(event: Event): Act | undefined;

  /** It has happened. */
  happened(_act: Act, _effects: readonly Effect[]): void {}

  resolve(event: Event): Event | undefined {
    const act = event.type in DELIVERS ? this.#delivery(event) : this.choose(event);
    return act === undefined ? undefined : { ...event, act };
  }

  after({ act }: Event): readonly string[] {
    const did: string[] = [], { flight, stays } = act!;
    if (flight !== undefined && !stays) this.flying.splice(this.flying.indexOf(flight), 1);
    const effects = perform(this.code, this.states, act!, this.looks, (words) => did.push(words));
    for (const each of effects) {
      if (each.kind === "send") {
        this.flying.push({ from: act!.node, to: each.to, message: frozen(each.message) });
      }
    }
    this.flying.splice(0, Math.max(0, this.flying.length - MOST_FLYING));
    this.happened(act!, effects);
    return did;
  }

  /** One of these, as it was drawn. */
  of<T>(list: readonly T[], drawn: number): T {
    return list[drawn % list.length]!;
  }

  /** Why a node does upon a message what it must. */
  abstract why(name: string, type: string | undefined): Why;

  #delivery({ type, pick, more }: Event): Act | undefined {
    if (this.flying.length === 0) return undefined;
    const types = [...new Set(this.flying.map(({ message }) => message.type))];
    const rare = this.of(types, more);
    // Every third is of a type that is drawn first: of some there are few.
    const among = pick % 3 === 0
      ? this.flying.filter(({ message }) => message.type === rare)
      : this.flying;
    const flight = type === "next" ? this.flying[0]! : this.of(among, pick);
    if (type === "lose") {
      this.flying.splice(this.flying.indexOf(flight), 1);
      return undefined;
    }
    const { to, message } = flight, stays = type === "twice" || type === "stray";
    const from = type === "stray" ? more % this.states.length : flight.from;
    if (from === to) return undefined;
    return {
      node: to,
      name: "upon",
      args: [from, message],
      words: `node ${to} hears from node ${from} ${inOrder(message)}`,
      why: this.why("upon", message.type),
      flight,
      stays,
    };
  }
}

/** How messages arrive: in order, any, one that stays on its way, not at all, or as if another node had sent it. */
const DELIVERS = { next: true, any: true, twice: true, lose: true, stray: true };

/** Scripts of a part. */
export interface Case {
  readonly nodes: number;
  /** What else is chosen. */
  readonly more: number;
  readonly script: readonly Event[];
}

/** So many of what it sends a node may put into a message. */
export const mostOf = ({ more }: Case): number => [1, 2, 3, 100][(more >> 4) % 4]!;

/** What a part is made of. */
export interface Judged {
  /** In words: "a primary and its backups". */
  words(given: Case): string;
  /** What nodes must do. */
  stage(given: Case): Stage;
  /** The code that is judged. */
  readonly code: Code;
}

/** After so many cases it is looked for what only a few answers do wrong, and all the others need not be gone through. */
const FIRST = 60;

/** Requires that in all scripts all nodes do what they must; between the first and the others, something else. */
export function playStages(
  judged: Judged,
  cases: Iterable<Case>,
  grading: Grading,
  between: () => void,
): void {
  const all = cases[Symbol.iterator](), ofThese = (given: Case) => gameOf(judged, given);
  const some = function* (most: number) {
    for (let at = 0; at < most; at++) {
      const { done, value } = all.next();
      if (done) return;
      yield value;
    }
  };
  playAll<Event, Case>(some(FIRST), ofThese, grading);
  between();
  playAll<Event, Case>(some(Infinity), ofThese, grading);
}

function gameOf({ words, stage, code }: Judged, given: Case): Game<Event> {
  const { states: { length }, startWith, looks } = stage(given);
  return {
    words: words(given),
    model: () => stage(given),
    start: () =>
      Array.from(
        { length },
        (_, node) => code["start"]!(...shown(startWith(node))),
      ),
    play(s, { act }, did) {
      const { flight: _, ...asked } = act!;
      perform(code, s as unknown[], { ...asked, args: shown(asked.args) }, looks, did);
    },
    tell: ({ act }) => act!.words,
    why: ({ act }, _must, instead) => ruleIn(act!.why, instead),
  };
}

/** A script that goes on for long: in such a one no number is small any more, and many are there. */
export interface Long {
  /** What happens, over and over. */
  readonly row: string;
  readonly times: number;
  readonly nodes: number;
  /** What else is chosen; 52: a message may have a hundred entries. */
  readonly more: number;
}

/** Much is open at a time, as nothing of it arrives, and then is sent again. */
export const OPEN = "many*20 lose*60 again*8 next*16";

/** What is chosen about cases. */
export interface Drawn {
  /** How many there are for each seed, besides the long ones. */
  readonly count: number;
  readonly nodes: readonly number[];
  /** How often each event happens. */
  readonly weights: Readonly<Record<string, number>>;
  readonly longest?: number;
  /** What most cases begin with: it leads to where more can happen. */
  readonly begins?: string;
  readonly long: readonly Long[];
}

/** Cases for a part, in which events happen as they are drawn. */
export function drawnCases(
  grading: Grading,
  stream: string,
  { count, nodes, weights, longest = 60, begins = "", long }: Drawn,
): Generator<Case> {
  const types = Object.entries(weights).flatMap(([type, weight]) =>
    Array.from({ length: weight }, () => type)
  );
  const event = (random: Random, type: string): Event => ({
    type,
    pick: random.below(5040),
    more: random.below(5040),
  });
  return drawnBy(grading, count + long.length, stream, (random, at) => {
    // Long ones come early: what only they find is found before hundreds of others have gone well.
    const other = long[at - FIRST];
    if (other !== undefined) {
      const rows = Array.from({ length: other.times }, () => inTypes(other.row)).flat();
      return { ...other, script: rows.map((type) => event(random, type)) };
    }
    // And short ones first: what is found in one need not be looked for in longer ones.
    const length = 3 + Math.floor(at * longest / count);
    const first = at % 4 === 0 ? [] : inTypes(begins);
    const script = first.map((type) => event(random, type));
    while (script.length < first.length + length) {
      const type = types[random.below(types.length)]!;
      // In every other case things come in a row, which leads further.
      const times = at % 2 === 0 ? 1 : 1 + random.below(5);
      for (let i = 0; i < times; i++) script.push(event(random, type));
    }
    return { nodes: nodes[at % nodes.length]!, more: random.below(5040), script };
  });
}

/** Types in a row: "ask next*3" is that the first happens once, and then the other three times. */
function inTypes(row: string): string[] {
  return row.split(" ").filter((each) => each !== "").flatMap((each) => {
    const [type = "", times = "1"] = each.split("*");
    return Array.from({ length: Number(times) }, () => type);
  });
}
