/**
 * A run of EPaxos, event by event, as somebody tells it: which message arrives next, and which timer goes off. All other
 * messages stay on their way. Each moment is a line:
 *
 * - `ask 0`: a client's command reaches replica 0;
 * - `preAccept 0.1: 0→2`: that message about instance 0.1 arrives, the oldest of its kind;
 * - `installSnapshot: 0→2`: so does that one, which is about no instance;
 * - `retry 0.1 at 2`: replica 2 has waited for instance 0.1 long enough;
 * - `all among 1 2`: what is on its way between these replicas arrives, the oldest first, until nothing is.
 *
 * @module
 */

import { type Change, protocolWith } from "../../consensus/epaxos/bugs.ts";
import { idLabel } from "../../consensus/epaxos/instance.ts";
import type { Message, Timer } from "../../consensus/epaxos/messages.ts";
import type { Options } from "../../consensus/epaxos/settings.ts";
import type { State } from "../../consensus/epaxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { keyOf } from "../../model/timer_key.ts";
import type { Trace } from "../../model/trace.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine, type KeyValueState } from "../../replicated/state_machine/key_value.ts";
import { after, beginning, type Configuration, type Event } from "../paxos/course.ts";
import { courseTrace } from "../paxos/course_trace.ts";
import { commandOf } from "./cluster.ts";

/** A story. */
export interface Story {
  /** How many replicas there are; default 3. */
  readonly nodes?: number;
  /** What is asked, and of which replica: "x←1" or "x?"; nothing of it has arrived at first. */
  readonly asked: readonly (readonly [node: NodeId, command: string])[];
  /** What happens, a line for each event. */
  readonly moments: readonly string[];
  /** What is done otherwise than it should; default: nothing. */
  readonly change?: Change;
  /** After how many executed instances a checkpoint is proposed; default: never. */
  readonly checkpointEvery?: number;
}

/** What came of it. */
export interface Told {
  /** The run, an event each millisecond. */
  readonly trace: Trace;
  /** The replicas in the end. */
  readonly states: readonly State<KeyValueState>[];
}

/** Plays it. Throws when something cannot happen just then. */
export function told(
  { nodes = 3, asked, moments, change = {}, checkpointEvery = Infinity }: Story,
): Told {
  const protocol = protocolWith(change, {
    machine: keyValueMachine as Options["machine"],
    // There is no time here.
    recoverMs: [1, 1],
    statusMs: Infinity,
    checkpointEvery,
  });
  const requests = asked.map(([to, command]) => [to, bare(commandOf(command)) as Message] as const);
  let now: Configuration<State, Message, Timer> = beginning(protocol, nodes, requests);
  const steps: { readonly number: number }[] = [];
  for (const moment of moments) {
    const { is, repeats } = momentOf(moment, nodes);
    for (let first = true; first || repeats; first = false) {
      const [number] = [...now.pending].find(([, event]) => is(event)) ?? [];
      if (number === undefined && repeats) break;
      if (number === undefined) {
        throw new RangeError(
          "Cannot go on with the story because what it tells must be able to happen: " +
            `given "${moment}"`,
        );
      }
      steps.push({ number });
      now = after(protocol, now, number);
    }
  }
  const trace = courseTrace({ protocol, nodes, asked: requests, decided: () => null }, steps);
  return { trace, states: now.states as State<KeyValueState>[] };
}

/** What a line means: which events, and whether all of them. */
function momentOf(
  line: string,
  replicas: number,
): { readonly is: (event: Event<Message, Timer>) => boolean; readonly repeats: boolean } {
  const [, asked] = /^ask (\d+)$/.exec(line) ?? [];
  if (asked !== undefined) {
    return once((e) => e.kind === "message" && e.to === Number(asked) && e.from >= replicas);
  }
  const [, key, at] = /^retry (\d+\.\d+) at (\d+)$/.exec(line) ?? [];
  if (key !== undefined) {
    return once((e) => e.kind === "timer" && e.to === Number(at) && keyOf(e.timer) === key);
  }
  const [, among] = /^all among ((?:\d+ ?)+)$/.exec(line) ?? [];
  if (among !== undefined) {
    const these = new Set<NodeId>(among.split(" ").map(Number));
    return {
      is: (e) => e.kind === "message" && these.has(e.from) && these.has(e.to),
      repeats: true,
    };
  }
  const [, type, label, from, to] = /^(\w+)(?: (\d+\.\d+))?: (\d+)→(\d+)$/.exec(line) ?? [];
  if (type === undefined) {
    throw new RangeError(
      'Cannot tell a story because a moment must be like "ask 0", "preAccept 0.1: 0→2", ' +
        `"retry 0.1 at 2" or "all among 1 2": given "${line}"`,
    );
  }
  return once((e) =>
    e.kind === "message" && e.from === Number(from) && e.to === Number(to) &&
    e.message.type === type &&
    ("id" in e.message ? idLabel(e.message.id) : undefined) === label
  );
}

function once(is: (event: Event<Message, Timer>) => boolean) {
  return { is, repeats: false };
}
