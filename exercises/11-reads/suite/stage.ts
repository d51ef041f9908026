/** Servers whose messages arrive when a story says so, and all that they have done, as it is told and drawn. @module */

import { type Grading, told as inWords, Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import type { NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import { step } from "hb/model/step.ts";
import type { StepEvent } from "hb/model/step_effect.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import { getX, type Input, requestOf, wordsOf } from "./clients.ts";
import { inMs } from "./in_ms.ts";
import { labels } from "./labels.ts";
import type { SmallState } from "./small_state.ts";

/** A message that waits. */
export interface Letter {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Tagged;
  readonly number: number;
}

/** Which messages are meant. */
export type Which = (letter: Letter) => boolean;

/** Messages among these servers. */
export const among = (...nodes: NodeId[]): Which => ({ from, to }) =>
  nodes.includes(from) && nodes.includes(to);

type AnyProtocol = Protocol<object, Tagged, Tagged, unknown>;

/** How many messages a story takes at most. */
const MOST_STEPS = 2000;

/** The stage of a story. */
export type Stage = ReturnType<typeof stageOf>;

/** Servers that have just started; what goes wrong is told with the story up to there. */
export function stageOf(protocol: unknown, asked: string, grading: Grading, nodes = 3) {
  const own = protocol as AnyProtocol;
  const states: object[] = [], letters: Letter[] = [], trace: TraceEvent[] = [];
  const lines: string[] = [], answers = new Map<NodeId, unknown>();
  /** Who has answered each client, and how far that server had executed before that step and after it. */
  const told = new Map<NodeId, { node: NodeId; executed: readonly [number, number] }>();
  /** How many messages had been sent when each client asked. */
  const sentBefore = new Map<NodeId, number>();
  let now = 0, at = 0, sent = 0, clients = 0, steps = 0;

  function fail(came: string, must: string, why: string): never {
    const words = [
      `asked: ${asked}; this happens:`,
      ...inBrief(lines.map((line, i) => `${`${i + 1}`.padStart(5)}. ${line}`)),
      `  came: ${came}`,
      `  must be: ${must}`,
      `  why: ${why}`,
    ].join("\n");
    trace.push({ kind: "violation", at, invariant: "what is right", words: came, nodes: [] });
    grading.wentWrong(words, { at, rule: why, must, breach: came, trace });
  }

  function run(node: NodeId, event: StepEvent<Tagged, Tagged, unknown>): void {
    if (++steps > MOST_STEPS) {
      fail(
        `more than ${MOST_STEPS} things have happened`,
        "it comes to rest",
        "each message is answered once at most",
      );
    }
    let taken;
    const before = executedOf(states[node]);
    try {
      taken = step(own, states[node], event, { self: node, nodes, now });
    } catch (thrown) {
      if (isLacking(thrown) || thrown instanceof Wrong) throw thrown;
      const came = () =>
        grading.asked(() => {
          throw thrown;
        }, () => `${asked}; ${lines.at(-1) ?? `server ${node} starts`}`);
      return came();
    }
    states[node] = taken.state as object;
    trace.push({ kind: "state", at, node, state: states[node] });
    for (const effect of taken.effects) {
      if (effect.kind === "send") {
        const { to, message } = effect, number = sent++;
        letters.push({ from: node, to, message, number });
        trace.push({
          kind: "send",
          at,
          message: number,
          from: node,
          to,
          body: message,
          nth: number + 1,
          latencyMs: Infinity,
        });
      } else if (effect.kind === "save") {
        fail(
          `server ${node} saves something`,
          "nothing is saved",
          "the log of this story saves nothing, and a read leaves nothing behind (Ongaro 2014, section 6.4)",
        );
      } else if (effect.kind === "answer") {
        const { client, result } = effect;
        if (answers.has(client)) continue;
        answers.set(client, result);
        told.set(client, { node, executed: [before, executedOf(states[node])] });
        lines.push(`server ${node} answers client ${client - nodes}: ${valueOf(result)}`);
        trace.push({
          kind: "ok",
          at,
          process: client - nodes,
          operation: client - nodes,
          output: result,
        });
      }
    }
  }

  function hand({ from, to, message, number }: Letter): void {
    at++;
    lines.push(
      `server ${to} hears "${labels.message!(message) ?? message.type}" from server ${from}`,
    );
    trace.push({ kind: "deliver", at, message: number, from, to, body: message });
    run(to, { kind: "message", from, message });
  }

  for (let node = 0; node < nodes; node++) run(node, { kind: "start", journal: [] });
  letters.length = 0;
  return {
    states,
    letters,
    lines,
    fail,
    hand,
    /** How many messages have been sent. */
    sent: () => sent,
    /** Whether nobody has sent anything since this client asked. */
    isSilentSince: (client: NodeId) => sentBefore.get(client) === sent,
    /** Who a client is, in words. */
    nameOf: (client: NodeId) => `client ${client - nodes}`,
    /** From now on all clocks show this. */
    clock(ms: number) {
      now = ms;
      lines.push(`all clocks show ${inMs(ms)}`);
    },
    /** A client asks a server; who it is. */
    ask(node: NodeId, input: Input = getX): NodeId {
      at++;
      const client = nodes + clients++;
      sentBefore.set(client, sent);
      lines.push(`client ${client - nodes} asks server ${node}: ${wordsOf(input)}`);
      trace.push({
        kind: "invoke",
        at,
        process: client - nodes,
        address: client,
        operation: client - nodes,
        input,
        local: node,
      });
      run(node, { kind: "message", from: client, message: requestOf(input) });
      return client;
    },
    /** A timer of a server fires. */
    fire(node: NodeId, type: string, happening: string) {
      at++;
      lines.push(happening);
      trace.push({ kind: "timer", at, node, timer: { type } });
      run(node, { kind: "timer", timer: { type } });
    },
    /** A server crashes, and is back; of what it had not saved it knows nothing. */
    crash(node: NodeId) {
      at++;
      lines.push(`server ${node} crashes, and is back`);
      trace.push({ kind: "crash", at, node });
      run(node, { kind: "start", journal: [] });
    },
    /** These messages arrive, and those that come of them if they are such ones. */
    deliver(which: Which = () => true) {
      for (let found = 0; (found = letters.findIndex(which)) >= 0;) {
        hand(letters.splice(found, 1)[0]!);
      }
    },
    /** These messages do not arrive for now; they are handed out. */
    hold(which: Which): Letter[] {
      const held = letters.filter(which);
      letters.splice(0, letters.length, ...letters.filter((letter) => !which(letter)));
      return held;
    },
    /** Requires that the answer to a client says how far the log was executed when it was given. */
    checkIndex(client: NodeId) {
      const answer = told.get(client), { index } = Object(answers.get(client));
      if (answer === undefined) return;
      const { node, executed: [least, most] } = answer;
      if (typeof index === "number" && least <= index && index <= most) return;
      fail(
        `server ${node} answers client ${client - nodes} with index ${inWords(index)}`,
        `index ${most}`,
        "`index` in an answer says how far the log was executed when `log.read` gave the result",
      );
    },
    /** What a client was told; nothing if it was not answered. */
    told(client: NodeId): string | undefined {
      return answers.has(client) ? valueOf(answers.get(client)) : undefined;
    },
  };
}

/** How far a server of the small log has executed; nothing is known of one that has not started. */
const executedOf = (s: object | undefined) => (s as Partial<SmallState> | undefined)?.executed ?? 0;

/** Lines, of which those in the middle are left out where there are many. */
function inBrief(lines: readonly string[]): readonly string[] {
  if (lines.length <= 40) return lines;
  return [...lines.slice(0, 10), `       … and ${lines.length - 20} more …`, ...lines.slice(-10)];
}

/** What an answer says. */
function valueOf(result: unknown): string {
  const { ok, result: value } = Object(result) as Record<string, unknown>;
  if (ok !== true) return "it is refused";
  return value === null ? "done" : value === "" ? "x was never written" : `${value}`;
}
