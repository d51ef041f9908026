/** A range by itself, and a node by itself, to which a test hands one thing after another. @module */

import { votersOnly } from "../../../consensus/raft/configuration.ts";
import { step } from "../../../model/step.ts";
import type { StepEvent } from "../../../model/step_effect.ts";
import type { GroupMessage, Message, Timer } from "../../../multiraft/messages.ts";
import { multiraft, type MultiRaftProtocol } from "../../../multiraft/multiraft.ts";
import type { Operation, RangeAnswer, RangeCommand } from "../../../multiraft/range/commands.ts";
import { rangeMachine } from "../../../multiraft/range/machine.ts";
import { type RangeRules, rangeRules } from "../../../multiraft/range/rules.ts";
import { paging, rangeOf, type RangeState } from "../../../multiraft/range/state.ts";
import type { Change } from "../../../multiraft/storms.ts";
import type { NodeState, Record as Saved } from "../../../multiraft/state.ts";

/** Says what is wrong when a change is made, if anything is. */
export type Story = (change?: Change) => string | undefined;

/** A range that executes commands; the latest that was split off is at hand. */
export class Range {
  /** What was split off last. */
  born: RangeState | undefined;
  #index = 2;

  /** A range in this state, by these rules. */
  constructor(readonly state: RangeState, readonly rules: Partial<RangeRules> = {}) {}

  /** Executes a command. */
  apply(command: RangeCommand): RangeAnswer {
    const machine = rangeMachine({ ...rangeRules, ...this.rules });
    const place = { index: this.#index++, configuration: votersOnly([0, 1, 2]) };
    const answer = machine.apply(this.state, command, place) as RangeAnswer;
    for (const each of this.state.news.splice(0)) {
      if (each.type === "born") this.born = paging.thaw(each.state);
    }
    return answer;
  }

  /** A gateway asks for something, in the version of the range. */
  ask(operation: Operation, sequence: number, gateway = 7): RangeAnswer {
    const stamp = { gateway, boot: 1, sequence, lowest: 0 };
    return this.apply({ type: "operate", version: this.state.version, stamp, operation });
  }
}

/** The snapshot of a range that has just begun, as node 0 sends it who leads; its members, and in which entry they came. */
export function snapshotOf(
  { state }: Range,
  { index = 0, members = [0, 1, 2], conf = index }: {
    readonly index?: number;
    readonly members?: readonly number[];
    readonly conf?: number;
  } = {},
): Extract<Message, { type: "group" }> {
  const snapshot = {
    last: { index: index + 1, term: 1 },
    placed: { index, configuration: votersOnly(members) },
    machine: paging.freeze(state),
    sessions: new Map(),
  };
  const message = { type: "installSnapshot", term: 2, snapshot, round: 1 } as const;
  return { type: "group", group: state.group, conf, range: rangeOf(state), message };
}

/** A node, to which messages of group 1 are handed; it says what comes of them. */
export class Node {
  /** What it knows; undefined while it is down. */
  state: NodeState | undefined;
  /** What clients were answered. */
  readonly answers: unknown[] = [];
  /** What its clock shows, in ms. */
  now = 0;
  /** What it has saved. */
  readonly saved: Saved[] = [];

  /** A node of so many that starts. */
  constructor(readonly protocol: MultiRaftProtocol, readonly self: number, readonly nodes = 4) {
    this.#run({ kind: "start", journal: [] });
  }

  /** It crashes, and comes back without what it had not saved; what it saved is given. */
  restart(journal: readonly Saved[]): void {
    this.state = undefined;
    this.saved.splice(0, this.saved.length, ...journal);
    this.#run({ kind: "start", journal });
  }

  /** A message comes; what is sent then. */
  hand(from: number, message: Message): readonly Message[] {
    return this.#run({ kind: "message", from, message });
  }

  /** The same for a message of a group. */
  inGroup(from: number, conf: number, message: GroupMessage, group = 1): readonly GroupMessage[] {
    return this.hand(from, { type: "group", group, conf, message })
      .flatMap((each) => each.type === "group" ? [each.message] : []);
  }

  #run(event: StepEvent<Message, Timer, Saved>): readonly Message[] {
    const at = { self: this.self, nodes: this.nodes, now: this.now };
    const { state, effects } = step(this.protocol, this.state, event, at);
    this.state = state;
    for (const effect of effects) {
      if (effect.kind === "answer") this.answers.push(effect.result);
      if (effect.kind === "save") this.saved.push(effect.record);
    }
    return effects.flatMap((effect) => effect.kind === "send" ? [effect.message] : []);
  }
}

/** Group 1 has all keys. */
export function oneRange({ rules }: Change = {}, members = [0, 1, 2]): MultiRaftProtocol {
  return multiraft({
    ranges: [{ group: 1, start: "", end: null, members }],
    ...(rules === undefined ? {} : { rules }),
  });
}

/** Somebody stands in a term. */
export function stands(term: number, index = 9): GroupMessage {
  const last = { index, term: 1 };
  return { type: "requestVote", term, last, pre: false, transfer: true };
}

/** Whether there is a vote among messages. */
export function isVote(messages: readonly GroupMessage[]): boolean {
  return messages.some((each) => each.type === "requestVoteReply" && each.granted);
}
