/** What may be chosen about HotStuff without making it wrong. @module */

import {
  assertKinds,
  code,
  either,
  type KindsOf,
  listOf,
  numberAbove,
  oneOf,
  optional,
  record,
  someWords,
  wholeFrom,
} from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type StateMachine, stateMachine } from "../../replicated/state_machine.ts";
import { type Phase, shortDigest } from "./block.ts";
import { type Rules, rulesOf, type Variant } from "./rules.ts";

/** What may be left open has a default. Times are in ms. */
export interface Options {
  /** What requests are executed on. */
  readonly machine: StateMachine;
  /** How many replicas there are: nodes 0 to `replicas` − 1, four or more. The nodes after them are proxies of clients. */
  readonly replicas: number;
  /** The name of the service, in all that is signed; default "hotstuff". */
  readonly cluster?: string;
  /** Whether the phases of a block are those of the views after it (default), or each view has all of its own. */
  readonly style?: "chained" | "basic";
  /** How many certificates in a row decide, and who waits; default "three-chain". */
  readonly variant?: Variant;
  /**
   * How many views in a row one leader has; default 4 in chained HotStuff, where a block takes four views of loyal
   * leaders to be decided, and 1 in the basic one.
   */
  readonly tenure?: number;
  /** Who leads in turn, over and over; default: all replicas, one after the other. */
  readonly order?: readonly NodeId[];
  /** How long a view may bring nothing before a replica wants the next; twice as long after each that did; default 200. */
  readonly viewMs?: number;
  /** How long a leader of HotStuff-2 waits for all who are loyal, where it must: two delays or more; default 100. */
  readonly settleMs?: number;
  /**
   * Who is told first that a view is too slow: all replicas, which costs n² messages (default), or the next leader, which
   * then tells all, at n messages – and all are told where nothing came of that for as long again.
   */
  readonly wishesTo?: "all" | "leader";
  /** How many requests a block holds at most; default 64. */
  readonly maxBatch?: number;
  /** How many blocks a message to a replica that lacks some holds at most; default 64. */
  readonly maxBlocks?: number;
  /** After how many decided blocks replicas sign their state, to forget what led to it; Infinity: never; default 64. */
  readonly checkpointEvery?: number;
  /** Whether a command is one of the machine's: no others are proposed or voted for; default: all are. */
  readonly isCommand?: (command: unknown) => boolean;
  /** Whether leaders propose without being asked for anything; default false. */
  readonly restless?: boolean;
  /** How long a proxy waits until it asks again; default 400. */
  readonly retransmitMs?: number;
  /** The digest of a text; default: a short one, for simulations. */
  readonly digest?: (text: string) => string;
  /** The decisions; default: the right ones of the variant. */
  readonly rules?: Partial<Rules>;
}

/** Settings of which none is open: what every function of HotStuff is given. */
export interface HotStuff extends Required<Omit<Options, "rules" | "replicas">> {
  /** The replicas. */
  readonly members: readonly NodeId[];
  /** How many of them are a quorum. */
  readonly quorum: number;
  /** What is voted for in a view, one after the other. */
  readonly phases: readonly Phase[];
  /** The decisions. */
  readonly rules: Rules;
}

const kinds: KindsOf<Options> = {
  machine: stateMachine,
  replicas: wholeFrom(4),
  cluster: optional(someWords),
  style: optional(oneOf("chained", "basic")),
  variant: optional(oneOf("three-chain", "two-chain-naive", "hotstuff-2")),
  order: optional(listOf(wholeFrom(0))),
  tenure: optional(either(wholeFrom(1), Infinity)),
  viewMs: optional(numberAbove(0)),
  settleMs: optional(numberAbove(0)),
  wishesTo: optional(oneOf("all", "leader")),
  maxBatch: optional(wholeFrom(1)),
  maxBlocks: optional(wholeFrom(1)),
  checkpointEvery: optional(either(wholeFrom(1), Infinity)),
  isCommand: optional(code),
  restless: optional(oneOf(true, false)),
  retransmitMs: optional(numberAbove(0)),
  digest: optional(code),
  rules: optional(record),
};

/** Fills in what the options leave open. Throws if they cannot be. */
export function withDefaults(options: Options): HotStuff {
  assertKinds("run HotStuff", options, kinds);
  const { replicas, rules: chosen, ...rest } = options;
  const style = options.style ?? "chained", variant = options.variant ?? "three-chain";
  const rules = { ...rulesOf[variant], ...chosen };
  const members = Array.from({ length: replicas }, (_, node) => node);
  const stranger = options.order?.find((node) => node >= replicas);
  if (stranger !== undefined || options.order?.length === 0) {
    throw new RangeError(
      `Cannot run HotStuff because order must name replicas: given ${stranger ?? "nobody"}`,
    );
  }
  const { settleMs = 100, viewMs = 200 } = options;
  if (rules.waits && settleMs >= viewMs) {
    throw new RangeError(
      `Cannot run HotStuff because settleMs must be less than viewMs (${viewMs}): given ${settleMs}`,
    );
  }
  return {
    cluster: "hotstuff",
    style,
    variant,
    order: members,
    tenure: style === "chained" ? 4 : 1,
    viewMs: 200,
    settleMs: 100,
    wishesTo: "all",
    maxBatch: 64,
    maxBlocks: 64,
    checkpointEvery: 64,
    isCommand: () => true,
    restless: false,
    retransmitMs: 400,
    digest: shortDigest,
    ...rest,
    members,
    quorum: rules.quorum(replicas),
    phases: phasesOf(style, rules.chainLength),
    rules,
  };
}

function phasesOf(style: "chained" | "basic", chainLength: number): readonly Phase[] {
  if (style === "chained") return ["generic"];
  return chainLength === 3 ? ["prepare", "pre-commit", "commit"] : ["prepare", "commit"];
}
