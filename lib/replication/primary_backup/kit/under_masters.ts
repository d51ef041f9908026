/** Primary–backup whose view service is a group of masters, as a kit: masters may fail, too. @module */

import { linearizableStore, servedInTheEnd } from "../../../consensus/storms/promises.ts";
import type { Kit, Storm } from "../../../kit/kit.ts";
import type { Invariant } from "../../../model/invariant.ts";
import { inWords } from "../../../model/in_words.ts";
import { type Labels, withAnswers } from "../../../model/labels.ts";
import type { Tagged } from "../../../model/protocol.ts";
import { uniform } from "../../../sim/latency.ts";
import { weather } from "../../../sim/weather.ts";
import { decidedBy } from "../../master/group.ts";
import type { Governed } from "../../master/governed.ts";
import { bugs as all } from "../bugs.ts";
import {
  acknowledgedIsHeld,
  backupsFollow,
  onePrimary,
  samePositionSameState,
} from "../invariants.ts";
import { labels as own } from "../labels.ts";
import type { Message, Timer } from "../messages.ts";
import type { State } from "../state.ts";
import { type Change, clientsOf, PATIENCE_MS, storeMachine, TROUBLE_MS, USERS } from "../storms.ts";
import {
  type GovernedServer,
  type GovernedViews,
  primaryBackupUnderMasters,
} from "../under_masters.ts";

/** A node: a master, or a server. */
export type Node = Governed<GovernedViews, GovernedServer>;

/** A master or a server as the invariants and labels of primary–backup see it. */
function asNode(node: Readonly<Node>): Readonly<State> {
  return node.role === "server"
    ? node.server
    : { kind: "view service", views: decidedBy(node.master) };
}

function underMasters(invariant: Invariant<State>): Invariant<Node> {
  return {
    ...invariant,
    check: ({ states, ...rest }, memory) =>
      invariant.check({
        ...rest,
        states: states.map((node) => node === undefined ? undefined : asNode(node)),
      }, memory),
  };
}

/** How many masters there are. */
const MASTERS = 3;

const storm: Storm<Node, Tagged, Tagged, unknown, Change> = {
  words: "three masters and three servers that save what they do crash, pause and are cut off",
  nodes: MASTERS + 3,
  leastNodes: MASTERS + 2,
  mostNodes: 12,
  run({ nodes, random, change }) {
    const protocol = primaryBackupUnderMasters(
      {
        machine: storeMachine,
        durable: true,
        backups: nodes - MASTERS - 1,
        reads: random.chance(0.5) ? "forwarded" : "confirmed",
        ...change?.settings,
      },
      { masters: MASTERS },
      change?.rules,
    );
    return {
      scenario: {
        protocol: protocol as never,
        nodes,
        network: { latency: uniform(1, 20), loss: 0.03, duplication: 0.03 },
        faults: weather(random, nodes, {
          fromMs: 500,
          untilMs: TROUBLE_MS,
          faults: [4, 12],
          mix: { crash: 3, partition: 3, pause: 1, late: 1 },
          lateMs: 1500,
        }),
        clients: clientsOf(random),
      },
      drive(world) {
        world.run(TROUBLE_MS);
        world.heal();
        world.requireProgress(PATIENCE_MS, "all clients are done", () => !world.clientsBusy);
        world.require(servedInTheEnd(USERS));
        world.require(linearizableStore);
      },
    };
  },
};

const labels: Labels<Node, Tagged, Tagged, unknown> = {
  state: (node) => own.state!(asNode(node)),
  stateInFull: (node) => own.stateInFull!(asNode(node)),
  message: (message) => messageLabel(message as Message & Tagged),
  timer: (timer) => {
    const { type } = timer;
    return type === "retry" ? own.timer!(timer as Timer) : type;
  },
  record: (record) => (record as Tagged).type,
  request: own.request!,
  answer: own.answer!,
  routine: ({ type }) => ["beat", "heard", "raft", "retry"].includes(type),
  colours: { ...own.colours, configuration: 0, beat: 5, heard: 5, raft: 5 },
};

function messageLabel(message: Tagged): string {
  switch (message.type) {
    case "beat":
    case "heard":
      return message.type;
    case "raft":
      return (message as unknown as { readonly message: Tagged }).message.type;
    case "configuration": {
      const { configuration: { view } } = message as unknown as { configuration: GovernedViews };
      return own.message!({ type: "view", view, acknowledged: false });
    }
    default:
      return "type" in message && own.message !== undefined
        ? own.message(message as Message)
        : inWords(message);
  }
}

/** Primary and backups over a key–value store, under three masters. */
export const kitUnderMasters: Kit<Node, Tagged, Tagged, unknown, Change> = {
  name: "primary-backup-masters",
  words: "primary and backups whose view service is a group of masters that run Raft",
  source: "Alsberg and Day 1976; van Renesse and Schneider 2004, section 3",
  labels: withAnswers(labels),
  invariants: [onePrimary, acknowledgedIsHeld, samePositionSameState, backupsFollow].map(
    underMasters,
  ),
  bugs: {
    "answers before the backup has it": {
      ...all["answers before the backup has it"]!,
      foundBy: { by: "storm", storm: "masters fail, too", seed: 3 },
    },
    "counts anew": {
      ...all["counts anew"]!,
      foundBy: { by: "storm", storm: "masters fail, too", seed: 1 },
    },
  },
  storms: { "masters fail, too": storm },
  instances: {},
};
