/** One run of a session: a protocol in a simulated world, and a hand that interferes. @module */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { Ask } from "../../model/clients.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import type { Fault } from "../../sim/fault.ts";
import { World } from "../../sim/world.ts";
import { type PendingTimer, watched } from "./pending_timers.ts";
import { type Act, PATIENCE_MS, type Session, type Settings } from "./session.ts";

type Server = Protocol<unknown, Tagged, Tagged, unknown>;

/** A run in progress. */
export class Run {
  /** The world in which it takes place. */
  readonly world: World<unknown, Tagged, Tagged, unknown>;
  /** When each node's timer that is seen has been set, and to what, in the order of time. */
  readonly pendingTimers: PendingTimer[] = [];
  readonly #kit: AnyPlaygroundKit;
  #session: Session;
  /** The partitions at work, by what they cut. */
  readonly #cuts = new Map<string, Fault>();
  #server: Server;
  /** How many of the session's acts have been done. */
  #done = 0;

  /** Starts the nodes. The session must be one that can be played. */
  constructor(session: Session, kit: AnyPlaygroundKit) {
    const { seed, nodes, settings } = session;
    this.#kit = kit;
    this.#session = session;
    this.#server = serverOf(kit, settings, nodes);
    this.world = new World({
      protocol: watched(() => this.#server, kit.countdown.timer, this.pendingTimers),
      nodes,
      seed,
      states: true,
      network: kit.network(settings.values),
      invariants: kit.kit.invariants,
      clients: {
        ...kit.clients,
        workload: workloadOf(kit, session),
        to: ({ client }) => client,
        link: "local",
        timeoutMs: PATIENCE_MS,
      },
    });
  }

  /** Lets the run go on until `untilMs`, acts included; it stands still once an invariant is broken. */
  play(untilMs: number): void {
    const { acts } = this.#session;
    for (
      ;
      this.#done < acts.length && acts[this.#done]!.at <= untilMs;
      this.#done++
    ) {
      const { at, act } = acts[this.#done]!;
      if (!this.#runTo(at)) return;
      this.#do(act);
    }
    this.#runTo(untilMs);
  }

  /** Goes on with more acts than before: none that has been done differs, and clients ask the same. */
  adopt(session: Session): void {
    this.#session = session;
  }

  #runTo(at: number): boolean {
    return this.world.run(Math.max(0, at - this.world.now));
  }

  #do(act: Act): void {
    const { world } = this, at = world.now;
    switch (act.kind) {
      case "crash":
        return world.inject({ kind: "crash", at, node: act.node });
      case "restart":
        return world.restart(act.node);
      case "cut":
        return this.#cut(
          `${act.node}`,
          [act.node],
          this.#others(act.node),
          false,
        );
      case "join":
        return this.#mend(`${act.node}`);
      case "cut link": {
        const { from, to, oneWay } = act;
        this.#cut(`${from} ${to}`, [from], [to], true);
        return oneWay ? undefined : this.#cut(`${to} ${from}`, [to], [from], true);
      }
      case "mend link":
        this.#mend(`${act.from} ${act.to}`);
        return this.#mend(`${act.to} ${act.from}`);
      case "command":
        return world.tell(
          act.node,
          this.#kit.commands[act.command]!.message(act.node),
        );
      case "set":
        this.#server = serverOf(this.#kit, act.settings, world.states.length);
        return world.reshape(this.#kit.network(act.settings.values));
      case "ask":
        // The clients know from the beginning what they will ask.
        return;
    }
  }

  #cut(name: string, left: NodeId[], right: NodeId[], oneWay: boolean): void {
    if (this.#cuts.has(name)) return;
    const at = this.world.now;
    const cut: Fault = {
      kind: "partition",
      at,
      forMs: Infinity,
      sides: [left, right],
      oneWay,
    };
    this.#cuts.set(name, cut);
    this.world.inject(cut);
  }

  #mend(name: string): void {
    const cut = this.#cuts.get(name);
    if (cut === undefined) return;
    this.#cuts.delete(name);
    this.world.lift(cut);
  }

  #others(node: NodeId): NodeId[] {
    return this.world.states.map((_, other) => other).filter((other) => other !== node);
  }
}

function serverOf(
  { kit, protocol }: AnyPlaygroundKit,
  { values, bug }: Settings,
  nodes: number,
): Server {
  return protocol(values, bug === null ? undefined : kit.bugs[bug]!.change, nodes);
}

/** What the client beside each node asks, and when. */
function workloadOf(
  { requests }: AnyPlaygroundKit,
  { nodes, acts }: Session,
): Ask[][] {
  const workload: Ask[][] = Array.from({ length: nodes }, () => []);
  for (const { at, act } of acts) {
    if (act.kind !== "ask") continue;
    workload[act.node]!.push({
      at,
      input: requests[act.request]!.input(act.words),
    });
  }
  return workload;
}
