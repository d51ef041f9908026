/** A group in trouble that heals, while its members multicast; and all that their applications have heard. @module */

import type { Invariant } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { weather } from "../../../sim/weather.ts";
import { World } from "../../../sim/world.ts";
import { type AnyWorld, firstBreach, once, violationOf } from "../service.ts";
import type { HeardView, ViewSynchronous } from "./subject.ts";

/** On how many seeds each guarantee is tried. */
const SEEDS = 8;
const TROUBLE_MS = 1500;
/** How long it may take until all are one group again, in ms. */
const PATIENCE_MS = 2500;
/** What is multicast when all is well. */
const LAST = "last";

/** One life of a node, and all that its application has heard. */
export interface Life {
  /** Its node. */
  readonly node: NodeId;
  /** What it is called among the members of views. */
  readonly self: string;
  /** The views that it has heard of, in order. */
  views: readonly HeardView[];
}

/** A run that is over. */
export interface End {
  /** All lives of all nodes, the earlier ones of a node first. */
  readonly lives: readonly Life[];
  /** What somebody has been asked to multicast. */
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

/** The first seed on which something is wrong when it is over. */
export function inStorms(
  subject: ViewSynchronous,
  judge: (end: End) => string | undefined,
): string | undefined {
  return firstBreach(SEEDS, (seed) => judge(storm(subject, seed)));
}

/** The first view that some life has heard of in which something is wrong. */
export function inEachView(
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
