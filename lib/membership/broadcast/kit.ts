/** All that belongs to Plumtree over HyParView; what either does wrong by itself is in its own kit. @module */

import type { Bug, Kit } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import { invariantsWith } from "../hyparview/invariants.ts";
import { labels as viewLabels } from "../hyparview/labels.ts";
import { small } from "../hyparview/storms.ts";
import type { State as View } from "../hyparview/state.ts";
import { invariantsOver } from "../plumtree/invariants.ts";
import { labels as treeLabels } from "../plumtree/labels.ts";
import type { Message as TreeMessage, Timer as TreeTimer } from "../plumtree/messages.ts";
import type { Journalled } from "../plumtree/plumtree.ts";
import { type Change, type Message, type State, type Timer, viewOverlay } from "./broadcast.ts";
import { storms } from "./storms.ts";

/** An invariant of the views, of whole nodes. */
function below(invariant: Invariant<View>): Invariant<State> {
  const check: Invariant<State>["check"] = ({ at, states, history }) =>
    invariant.check({ at, history, states: states.map((s) => s?.overlay) });
  return { ...invariant, check };
}

/** Messages and timers of trees; all others are those of views. */
const ofTrees = new Set([
  ...["broadcast", "gossip", "ihave", "graft", "prune"],
  ...["overdue", "dispatch", "remind", "age", "answer"],
]);

const bugs: Readonly<Record<string, Bug<Change>>> = {
  "never grafts": {
    words:
      "A third of the nodes die, and who was behind them in the tree waits for the payloads for ever.",
    change: { tree: { patienceMs: () => undefined, greets: false } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "mass failure", seed: 1 },
  },
  "no promotion": {
    words:
      "A third of the nodes die, and nobody takes their places: broadcasts reach a part of the others.",
    change: { views: { promotes: false } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "mass failure", seed: 1 },
  },
  "new neighbours hear nothing of before": {
    words:
      "A node without neighbours broadcasts, and nobody is told; who becomes its neighbour a moment later hears " +
      "nothing of it (libp2p/go-libp2p-pubsub 331).",
    change: { tree: { greets: false } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "mass failure", seed: 2 },
  },
};

/** Plumtree over HyParView. */
export const kit: Kit<State, Message, Timer, Journalled<never>, Change> = {
  name: "plumtree-hyparview",
  words: "broadcast trees over neighbours that HyParView keeps",
  source: "Leitão, Pereira and Rodrigues 2007, Epidemic broadcast trees, section 4",
  labels: {
    ...treeLabels,
    message: (message) =>
      ofTrees.has(message.type)
        ? treeLabels.message!(message as TreeMessage)
        : viewLabels.message!(message as Exclude<Message, TreeMessage>),
    timer: (timer) =>
      ofTrees.has(timer.type)
        ? treeLabels.timer!(timer as TreeTimer)
        : viewLabels.timer!(timer as Exclude<Timer, TreeTimer>),
    routine: (event) =>
      event.type === "remind" || viewLabels.routine!(event as Exclude<Message, TreeMessage>),
    replies: viewLabels.replies!,
    legend: { ...treeLabels.legend },
    colours: { ...viewLabels.colours, ...treeLabels.colours },
  },
  invariants: [
    ...invariantsOver(viewOverlay()),
    ...invariantsWith({ active: small.active!, passive: small.passive! }).map(below),
  ],
  bugs,
  storms,
  instances: {},
};
