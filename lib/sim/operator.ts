/**
 * Interferes with a run from outside: immediate faults, restarts, and messages handed to a node directly.
 *
 * @module
 */

import { inWords } from "../model/in_words.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import { assertFault, assertNode, describe, type Fault } from "./fault.ts";
import type { Nemesis } from "./nemesis.ts";
import { travelling } from "./node_io.ts";
import type { TraceSink, Transport } from "./transport.ts";

/** The return address of an operator, which expects no answer: beyond those of all clients. */
export const OPERATOR: NodeId = 2 ** 25;

/** The parts of a run that the operator touches. */
export interface Operated<M> {
  /** Lets faults begin and end. */
  readonly nemesis: Nemesis;
  /** Where it is written down. */
  readonly observer: TraceSink;
  /** Carries messages. */
  readonly transport: Transport;
  /** Who is up, and who is paused. */
  readonly nodes: { readonly up: Uint8Array; readonly paused: Uint8Array };
  /** Starts a node from its journal. */
  start(node: NodeId): void;
  /** Lets a paused node go on. */
  resume(node: NodeId): void;
  /** Hands a node a message that does not travel. */
  deliver(node: NodeId, from: NodeId, body: M): void;
}

/** The operator of one run. */
export class Operator<M extends Tagged> {
  readonly #run: Operated<M>;

  /** Interferes with `run`. */
  constructor(run: Operated<M>) {
    this.#run = run;
  }

  /** A fault sets in now, besides those of the schedule. */
  inject(fault: Fault): void {
    assertFault(fault, this.#run.nodes.up.length);
    this.#run.nemesis.begin(fault);
  }

  /** A partition or a slow link that was injected is over. */
  lift(fault: Fault): void {
    this.#run.nemesis.end(fault, -1);
    this.#note(`no more: ${describe(fault)}`, []);
  }

  /** A node that is down starts from its journal. */
  restart(node: NodeId): void {
    const { nodes, start } = this.#run;
    assertNode(node, nodes.up.length, "a restart");
    if (nodes.up[node] === 0) start(node);
  }

  /** A node that is up is handed a message; nobody waits for an answer. */
  tell(node: NodeId, message: M): void {
    const { nodes, deliver } = this.#run;
    assertNode(node, nodes.up.length, "a message");
    this.#note(`node ${node} is told ${inWords(message)}`, [node]);
    if (nodes.up[node] === 1) deliver(node, OPERATOR, travelling(message, OPERATOR));
  }

  /** Ends all faults, for good. */
  heal(): void {
    const { nemesis, transport, nodes: { up, paused }, start, resume } = this.#run;
    nemesis.heal();
    this.#note("everything heals", []);
    transport.heal();
    for (let node = 0; node < up.length; node++) {
      if (up[node] === 0) start(node);
      else if (paused[node] === 1) resume(node);
    }
  }

  #note(words: string, nodes: readonly NodeId[]): void {
    if (this.#run.observer.on) this.#run.observer.record({ kind: "fault", words, nodes });
  }
}
