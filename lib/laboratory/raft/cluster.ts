/**
 * A cluster under test: servers are cut off, crashed and restarted while commands are proposed, and
 * somebody watches whether they agree. The scenarios are those of the Raft laboratory of MIT's course
 * 6.5840 (Spring 2026), which run in real time; here time is virtual.
 *
 * @module
 */

import type { Invariant } from "../../model/invariant.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Fault } from "../../sim/fault.ts";
import { Random } from "../../sim/random.ts";
import type { TraceLevel } from "../../sim/recorder.ts";
import { World } from "../../sim/world.ts";
import { Agreement } from "./agreement.ts";
import { reliable, reordering, unreliable } from "./networks.ts";
import type { Command, RaftSubject, Setting, View } from "./subject.ts";
import { Traffic } from "./traffic.ts";

/** Thrown when a cluster does not do what a scenario asks for. */
export class ExpectationFailed extends Error {
  /** Told apart from other errors by it. */
  override readonly name = "ExpectationFailed";
}

/** What a laboratory is built for. */
export interface LaboratoryOptions extends Setting {
  /** How many servers there are. */
  readonly servers: number;
  /** Decides all chances. */
  readonly seed: number;
  /** Whether the network begins as the unreliable one. */
  readonly unreliable?: boolean;
  /** How much of the run is kept; default "none". */
  readonly trace?: TraceLevel;
  /** Whether what is kept has the states of the servers, too; default false. */
  readonly states?: boolean;
}

/** One cluster under test. */
export class Cluster<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** The world that the servers live in. */
  readonly world: World<S, M, T, R>;
  /** Decides what a scenario leaves to chance. */
  readonly random: Random;
  /** Counts messages. */
  readonly traffic: Traffic;
  /** How many servers there are. */
  readonly servers: number;
  /** Who has applied what. */
  readonly agreement: Agreement;
  readonly #subject: RaftSubject<S, M, T, R>;
  /** The partition that keeps a server from all others, while it is cut off. */
  readonly #cuts = new Map<NodeId, Fault>();
  #commands = 0;

  /** Starts the servers. */
  constructor(subject: RaftSubject<S, M, T, R>, options: LaboratoryOptions) {
    const { servers, seed, trace = "none", states = false } = options;
    this.#subject = subject;
    this.servers = servers;
    this.random = new Random(seed, "laboratory");
    this.traffic = new Traffic(subject.replies);
    this.agreement = new Agreement(servers);
    this.world = new World({
      protocol: subject.protocol(options),
      nodes: servers,
      seed,
      trace,
      states,
      strict: false,
      network: options.unreliable ? unreliable : reliable,
      invariants: [this.#sameOrder(), ...subject.invariants ?? []],
      tap: ({ body }) => this.traffic.see(body as Tagged),
    });
  }

  /** Cuts a server off from all others; they cannot reach it, nor it them. */
  cut(server: NodeId): void {
    if (this.#cuts.has(server)) return;
    const others = this.all().filter((each) => each !== server);
    const cut: Fault = {
      kind: "partition",
      at: this.world.now,
      forMs: Infinity,
      sides: [[server], others],
    };
    this.#cuts.set(server, cut);
    this.world.inject(cut);
  }

  /** Ends the cut of a server. */
  join(server: NodeId): void {
    const cut = this.#cuts.get(server);
    if (cut === undefined) return;
    this.#cuts.delete(server);
    this.world.lift(cut);
  }

  /** Whether a server is not cut off. */
  isJoined(server: NodeId): boolean {
    return !this.#cuts.has(server);
  }

  /** Ends a server's process. What it had saved stays. */
  crash(server: NodeId): void {
    this.world.inject({ kind: "crash", at: this.world.now, node: server });
  }

  /** Starts a server that is down from what it had saved. */
  restart(server: NodeId): void {
    this.world.restart(server);
  }

  /** Whether a server runs. */
  isUp(server: NodeId): boolean {
    return this.world.states[server] !== undefined;
  }

  /** From now on the network is of this kind. */
  network(kind: "reliable" | "unreliable" | "reordering"): void {
    const kinds = { reliable, unreliable, reordering: reordering(this.#subject.replies) };
    this.world.reshape(kinds[kind]);
  }

  /** Proposes a new command at a server; the command, if the server leads and so has taken it. */
  propose(server: NodeId, command: Command = this.command()): Command | undefined {
    if (!this.isUp(server)) return undefined;
    this.world.tell(server, this.#subject.propose(command));
    this.#assertUnharmed();
    return this.view(server)?.leads ? command : undefined;
  }

  /** A command that nobody has proposed before. */
  command(padding = ""): Command {
    return `${++this.#commands}${padding}`;
  }

  /** All servers. */
  all(): NodeId[] {
    return Array.from({ length: this.servers }, (_, server) => server);
  }

  /** What a server shows of itself, unless it is down. */
  view(server: NodeId): View | undefined {
    const state = this.world.states[server];
    return state === undefined ? undefined : this.#subject.view(state as Readonly<S>);
  }

  /** Lets time pass, or less, if the condition comes true before; whether it has. */
  wait(ms: number, until?: () => boolean): boolean {
    this.world.run(ms, until);
    this.#assertUnharmed();
    return until?.() ?? true;
  }

  /** Requires that `condition` holds; `words` say what is wrong otherwise. */
  expect(condition: boolean, words: string): void {
    if (!condition) throw new ExpectationFailed(`${words}, at ${Math.round(this.world.now)} ms`);
  }

  /** All servers that have applied a command have applied the same ones before it. */
  #sameOrder(): Invariant<S> {
    return {
      name: "state-machine safety",
      words: "no two servers apply different commands at the same place",
      check: ({ states }) => {
        for (let server = 0; server < states.length; server++) {
          const state = states[server];
          if (state === undefined) this.agreement.forget(server);
          else {
            const breach = this.agreement.see(server, this.#subject.view(state));
            if (breach) return breach;
          }
        }
        return undefined;
      },
    };
  }

  #assertUnharmed(): void {
    const { violation } = this.world;
    if (violation === undefined) return;
    throw new ExpectationFailed(
      `${violation.invariant}: ${violation.words}, at ${Math.round(violation.at)} ms`,
    );
  }
}
