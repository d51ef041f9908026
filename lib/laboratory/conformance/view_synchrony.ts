/**
 * What view-synchronous groups promise to the applications of their members (Birman and Joseph 1987; the names are those
 * of Chockler, Keidar and Vitenberg 2001), judged by all that these have heard in all of their lives.
 *
 * @module
 */

import type { Invariant } from "../../model/invariant.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { weather, type WeatherKind } from "../../sim/weather.ts";
import { World } from "../../sim/world.ts";
import type { Suite } from "./guarantee.ts";
import { type AnyProtocol, type AnyWorld, firstBreach, once, violationOf } from "./service.ts";

/** A message, as an application has heard it. */
export interface Heard {
  /** Who has multicast it. */
  readonly from: NodeId;
  /** The number of the view in which that was. */
  readonly view: number;
  /** Counts the messages of its sender in that view, from 1. */
  readonly sequence: number;
  /** What it says. */
  readonly payload: string;
}

/** A view, as an application has heard of it. */
export interface HeardView {
  /** Its number. */
  readonly number: number;
  /** Its members, each life of a node by another name. */
  readonly members: readonly string[];
  /** What was delivered in it, in order. */
  readonly delivered: readonly Heard[];
}

/** A group of whatever protocol. */
export interface ViewSynchronous {
  /** What it is called in tests. */
  readonly name: string;
  /** How many nodes there are. */
  readonly nodes: number;
  /** What every node runs. */
  readonly protocol: AnyProtocol;
  /** The message that asks a node to multicast a text. */
  multicast(text: string): Tagged;
  /** What this life of a node is called, among the members of views. */
  self(state: unknown, node: NodeId): string;
  /** All views that this life has heard of, in order. */
  views(state: unknown): readonly HeardView[];
  /** What it is made for, besides messages that are late and lost. */
  readonly endures: readonly WeatherKind[];
}

/** On how many seeds each guarantee is tried. */
const SEEDS = 8;
const TROUBLE_MS = 1500;
/** How long it may take until all are one group again, in ms. */
const PATIENCE_MS = 2500;
/** What is multicast when all is well. */
const LAST = "last";

/** The suite of view-synchronous groups. */
export const viewSynchrony: Suite<ViewSynchronous> = {
  family: "view synchrony",
  guarantees: [
    {
      name: "self-inclusion",
      breach: (subject) =>
        inEachView(
          subject,
          ({ self }, { number, members }) =>
            members.includes(self) ? undefined : `${self} is not in its view ${number}`,
        ),
    },
    {
      name: "local monotony",
      breach: (subject) =>
        inStorms(subject, ({ lives }) => {
          for (const { self, views } of lives) {
            const at = views.findIndex(({ number }, i) =>
              i > 0 && number !== views[i - 1]!.number + 1
            );
            if (at > 0) {
              return `${self} goes from view ${views[at - 1]!.number} to ${views[at]!.number}`;
            }
          }
          return laterLives(lives);
        }),
    },
    {
      name: "agreement on views",
      breach: (subject) =>
        inStorms(subject, ({ lives }) => {
          const known = new Map<number, string>();
          for (const { self, views } of lives) {
            for (const { number, members } of views) {
              const text = members.join(" "), before = known.get(number) ?? text;
              known.set(number, before);
              if (
                before !== text
              ) return `${self} is in view ${number} of ${text}, others in ${before}`;
            }
          }
          return undefined;
        }),
    },
    {
      name: "primary partition",
      breach: (subject) => inStorms(subject, ({ lives }) => apart(lives)),
    },
    {
      name: "virtual synchrony",
      breach: (subject) =>
        inStorms(subject, ({ lives }) => {
          const known = new Map<number, string>();
          for (const { self, views } of lives) {
            // Who has not gone on to the next view may have heard what others have not.
            for (const { number, delivered } of views.slice(0, -1)) {
              const text = delivered.map(({ payload }) => payload).sort().join(" ");
              const before = known.get(number) ?? text;
              known.set(number, before);
              if (
                before !== text
              ) return `${self} has heard "${text}" in view ${number}, not "${before}"`;
            }
          }
          return undefined;
        }),
    },
    {
      name: "sending view delivery",
      breach: (subject) =>
        inEachView(subject, ({ self }, { number, delivered }) => {
          const other = delivered.find(({ view }) => view !== number);
          return other && `${self} hears "${other.payload}" of view ${other.view} in ${number}`;
        }),
    },
    {
      name: "no duplication, no creation",
      breach: (subject) =>
        inStorms(subject, ({ lives, asked }) => {
          for (const { self, views } of lives) {
            const all = views.flatMap(({ delivered }) => delivered.map(({ payload }) => payload));
            const twice = all.find((payload, i) => all.indexOf(payload) < i);
            if (twice !== undefined) return `${self} hears "${twice}" twice`;
            const made = all.find((payload) => !asked.has(payload));
            if (made !== undefined) return `${self} hears "${made}", which nobody has multicast`;
          }
          return undefined;
        }),
    },
    {
      name: "order of each sender",
      breach: (subject) =>
        inEachView(subject, ({ self }, { delivered }) => {
          const last = new Map<NodeId, number>();
          for (const { from, sequence, payload } of delivered) {
            if (sequence < (last.get(from) ?? 0)) return `${self} hears "${payload}" too late`;
            last.set(from, sequence);
          }
          return undefined;
        }),
    },
    {
      name: "progress after healing",
      breach: (subject) => inStorms(subject, ({ wrong, progress }) => wrong ?? progress),
    },
  ],
};

/** One life of a node, and all that its application has heard. */
interface Life {
  readonly node: NodeId;
  readonly self: string;
  views: readonly HeardView[];
}

/** A run that is over. */
interface End {
  readonly lives: readonly Life[];
  readonly asked: ReadonlySet<string>;
  /** What a handler threw. */
  readonly wrong: string | undefined;
  /** What has not come about though all is well. */
  readonly progress: string | undefined;
}

const storm = once((subject: ViewSynchronous, seed): End => {
  const { nodes, protocol, endures } = subject, observer = observerOf(subject);
  const asked = new Set<string>();
  const world: AnyWorld = new World({
    protocol,
    nodes,
    network: { latency: uniform(1, 15), loss: 0.03, duplication: 0.05 },
    faults: weather(new Random(seed, "trouble"), nodes, {
      fromMs: 300,
      untilMs: TROUBLE_MS,
      faults: [2, 8],
      mix: Object.fromEntries(endures.map((kind) => [kind, 1])),
    }),
    invariants: [observer.invariant],
    seed,
    trace: "none",
  });
  const ask = (node: NodeId, text: string) => {
    if (world.states[node] === undefined) return;
    asked.add(text);
    world.tell(node, subject.multicast(text));
  };
  for (let round = 0; round < 15; round++) {
    world.run(TROUBLE_MS / 15);
    ask((seed + round) % nodes, `m${round}`);
    ask((seed + 3 * round + 1) % nodes, `n${round}`);
  }
  world.heal();
  world.run(PATIENCE_MS);
  for (let node = 0; node < nodes; node++) ask(node, `${LAST} of ${node}`);
  world.run(PATIENCE_MS);
  return {
    lives: observer.lives(),
    asked,
    wrong: violationOf(world),
    progress: stuck(subject, world),
  };
});

/** Writes down what applications hear, also of who crashes later. */
function observerOf(subject: ViewSynchronous) {
  const lives = new Map<string, Life>(), looked: string[] = [];
  const invariant: Invariant<unknown> = {
    name: "what is heard",
    words: "it is written down",
    check({ states }) {
      for (const [node, state] of states.entries()) {
        if (state === undefined) continue;
        const views = subject.views(state), last = views.at(-1), self = subject.self(state, node);
        const at = `${self} ${last?.number} ${last?.delivered.length}`;
        if (last === undefined || looked[node] === at) continue;
        looked[node] = at;
        const known = lives.get(self), copy = structuredClone(views);
        // A life that forgets what it has heard is another one, whatever it is called.
        const forgets = known !== undefined && known.views.length > views.length;
        if (forgets) lives.set(`${self}, before ${lives.size}`, known);
        if (known === undefined || forgets) lives.set(self, { node, self, views: copy });
        else known.views = copy;
      }
      return undefined;
    },
  };
  return { invariant, lives: () => [...lives.values()] };
}

function inStorms(
  subject: ViewSynchronous,
  judge: (end: End) => string | undefined,
): string | undefined {
  return firstBreach(SEEDS, (seed) => judge(storm(subject, seed)));
}

function inEachView(
  subject: ViewSynchronous,
  judge: (life: Life, view: HeardView) => string | undefined,
): string | undefined {
  return inStorms(subject, ({ lives }) => {
    for (const life of lives) {
      for (const view of life.views) {
        const words = judge(life, view);
        if (words !== undefined) return words;
      }
    }
    return undefined;
  });
}

/** A later life of a node sees no view that an earlier one has seen. */
function laterLives(lives: readonly Life[]): string | undefined {
  for (const [i, { node, self, views }] of lives.entries()) {
    const seen = new Set(views.map(({ number }) => number));
    const later = lives.slice(i + 1).find((life) => life.node === node);
    const again = later?.views.find(({ number }) => seen.has(number));
    if (again !== undefined) return `${self} is in view ${again.number} in two lives`;
  }
  return undefined;
}

/** Less than half of a view in the next one, though nobody wanted to leave. */
function apart(lives: readonly Life[]): string | undefined {
  const known = new Map<number, readonly string[]>();
  for (const { views } of lives) {
    for (const { number, members } of views) known.set(number, known.get(number) ?? members);
  }
  for (const [number, members] of known) {
    const last = known.get(number - 1);
    if (last === undefined) continue;
    const left = last.filter((member) => members.includes(member));
    if (2 * left.length < last.length) {
      return `of view ${number - 1} only ${left.join(" and ")} are in the next one`;
    }
  }
  return undefined;
}

/** What has not come about: all nodes are in one view, and have heard what each of them has multicast last. */
function stuck(subject: ViewSynchronous, { states }: AnyWorld): string | undefined {
  const views = states.map((state) => subject.views(state).at(-1));
  const other = views.findIndex((view) =>
    view === undefined || view.members.length !== states.length || view.number !== views[0]!.number
  );
  if (other >= 0) return `node ${other} is not in one view with all`;
  for (const [node, view] of views.entries()) {
    const heard = view!.delivered.filter(({ payload }) => payload.startsWith(LAST));
    if (heard.length < states.length) return `node ${node} has heard ${heard.length} of the last`;
  }
  return undefined;
}
