/** Chains, what clients ask of them, and masters that make them shorter and longer. @module */

import type { Chain, Command, NodeId, Request } from "../given.ts";
import { rightChain, rightStraight } from "./right_chain.ts";
import {
  type Act,
  type Case,
  type Code,
  type Event,
  type Looks,
  mostOf,
  Stage,
  type Why,
} from "./stage.ts";
import { asks, clientOf, commandOf, inOrder, updateOf } from "./words.ts";

/** The first chain: some of the nodes, or all of them. */
export function firstChain({ nodes, more }: Case, spare: number): NodeId[] {
  const all = Array.from({ length: nodes }, (_, i) => (i + more) % nodes);
  return all.slice(0, Math.max(1, nodes - spare));
}

/** The servers of a case, in words, where all of them are in the first chain. */
export function serversIn(given: Case): string {
  return `servers, the first chain is ${firstChain(given, 0).join(" → ")}, ${
    mostOf(given)
  } entries at most`;
}

/** Which kind of chain. */
export interface Kind {
  readonly looks: Looks;
  readonly why: Readonly<Record<string, Why>>;
  /** It stays as it is, and nobody asks the masters. */
  readonly isStraight?: boolean;
  /** Every other request asks for what the others change. */
  readonly isRead?: boolean;
  /** So many servers are beside it at first. */
  readonly spare?: (given: Case) => number;
}

/** A chain. */
export class Line extends Stage {
  readonly chains: Chain[];
  readonly #why: Readonly<Record<string, Why>>;
  readonly #asked = new Map<NodeId, Request[]>();
  readonly #heard: number[];
  readonly #isRead: boolean;
  /** What masters were asked, and in which epoch. */
  readonly #rounds: { node: NodeId; round: number; epoch: number }[] = [];

  constructor(given: Case, kind: Kind, code?: Code) {
    const { isStraight = false, isRead = false, spare = () => 0, looks, why } = kind;
    const chain = firstChain(given, spare(given)), most = mostOf(given);
    const right = isStraight ? rightStraight : rightChain(true);
    super(
      code ?? right as unknown as Code,
      given.nodes,
      (node) => isStraight ? [node, chain, most] : [node, most],
      looks,
    );
    [this.#why, this.#isRead] = [why, isRead];
    this.chains = [{ epoch: 1, chain, joining: null }];
    this.#heard = Array.from({ length: given.nodes }, () => isStraight ? 1 : 0);
  }

  get chain(): Chain {
    return this.chains.at(-1)!;
  }

  choose(event: Event): Act | undefined {
    const { type, pick, more } = event, { length } = this.states, node = pick % length;
    switch (type) {
      case "ask":
      case "many":
      case "repeat":
        return this.#request(type, pick, more);
      case "remove":
        return void this.#remove(pick);
      case "skip":
        // Who comes last gets another predecessor.
        return void this.#remove(Math.max(0, this.chain.chain.length - 2));
      case "join":
        return void this.#join(pick);
      case "swap":
        // Who joins is taken for failed, and another one joins.
        if (this.chain.joining !== null) this.#next(this.chain.chain, null);
        return void this.#join(pick);
      case "extend":
        return void this.#extend();
      case "configure":
        return this.#configure(pick, more);
      case "confirm":
        return this.#confirm(pick);
      default: {
        // Often at who joins: it says again what it has.
        const { joining } = this.chain, who = more % 2 === 0 ? joining ?? node : node;
        return this.act(who, "again", [], `node ${who}: time has gone by`);
      }
    }
  }

  act(node: NodeId, name: string, args: readonly unknown[], words: string): Act {
    return { node, name, args, words, why: this.why(name) };
  }

  override happened({ node }: Act, effects: Parameters<Stage["happened"]>[1]): void {
    for (const effect of effects) {
      if (effect.kind !== "confirm") continue;
      this.#rounds.push({ node, round: effect.round, epoch: this.#heard[node]! });
    }
  }

  why(name: string, type: string = name): Why {
    return this.#why[type] ?? {};
  }

  #request(type: string, pick: number, more: number): Act | undefined {
    const client = type === "many" ? clientOf(pick, true) : clientOf(pick),
      all = this.#asked.get(client) ?? [];
    this.#asked.set(client, all);
    if (type === "repeat" && all.length === 0) return undefined;
    const back = more % 5 === 0 ? 2 : 1;
    const request = type === "repeat" ? all[Math.max(0, all.length - back)]! : {
      client,
      sequence: all.length,
      command: type === "many" ? updateOf(more) : this.#command(more),
    };
    if (type !== "repeat") all.push(request);
    const { chain } = this.chain, { length } = this.states;
    const isOther = pick % 5 === 0;
    const right = request.command.type === "get" ? chain.at(-1)! : chain[0]!;
    const node = isOther ? more % length : right;
    const nth = `request ${request.sequence}${type === "repeat" ? " again" : ""}`;
    const words = `client ${client} asks node ${node}, ${nth}: ${asks(request.command)}`;
    return this.act(node, "ask", [request], words);
  }

  #command(more: number): Command {
    return this.#isRead && more % 2 === 0 ? { type: "get", key: "x" } : commandOf(more);
  }

  #next(chain: readonly NodeId[], joining: NodeId | null): void {
    this.chains.push({ epoch: this.chain.epoch + 1, chain, joining });
  }

  #isWhole(node: NodeId): boolean {
    return this.#heard[node] === this.chain.epoch &&
      this.code["whole"]!(this.states[node]) === true;
  }

  /** Who is taken for failed goes; what is left must begin with who has everything. */
  #remove(pick: number): void {
    const { chain, joining } = this.chain, all = joining === null ? chain : [...chain, joining];
    const gone = all[pick % all.length]!, left = chain.filter((each) => each !== gone);
    if (left.length === 0 || (left[0] !== chain[0] && !this.#hasAll(left[0]!))) return;
    this.#next(left, joining === gone ? null : joining);
  }

  /** Who was in the first chain has everything, and who joined has said so. */
  #hasAll(node: NodeId): boolean {
    const { chain } = this.chains[0]!;
    const always = this.chains.every((each) => each.chain.includes(node));
    return (always && chain.includes(node)) || this.#isWhole(node);
  }

  #join(pick: number): void {
    const { chain, joining } = this.chain;
    const beside = this.states.flatMap((_, node) => chain.includes(node) ? [] : [node]);
    if (joining !== null || beside.length === 0) return;
    this.#next(chain, beside[pick % beside.length]!);
  }

  #extend(): void {
    const { chain, joining } = this.chain;
    if (joining !== null && this.#isWhole(joining)) this.#next([...chain, joining], null);
  }

  /** Somebody who lags hears of the chain; or anybody of an earlier one, that comes late. */
  #configure(pick: number, more: number): Act | undefined {
    const lag = this.#heard.flatMap((epoch, node) => epoch < this.chain.epoch ? [node] : []);
    const isLate = more % 6 === 0 && this.#heard[pick % this.states.length]! > 0;
    if (lag.length === 0 && !isLate) return undefined;
    const node = isLate ? pick % this.states.length : this.of(lag, pick);
    // All hear of the first one first.
    const chain = this.#heard[node] === 0
      ? this.chains[0]!
      : isLate
      ? this.of(this.chains, more >> 3)
      : this.chain;
    this.#heard[node] = Math.max(this.#heard[node]!, chain.epoch);
    return this.act(node, "configure", [chain], `node ${node} hears of a chain: ${inOrder(chain)}`);
  }

  /** The masters confirm what was asked while no later chain was decided. */
  #confirm(pick: number): Act | undefined {
    const asked = this.#rounds.filter(({ epoch }) => epoch === this.chain.epoch);
    if (asked.length === 0) return undefined;
    const { node, round } = this.of(asked, pick);
    return this.act(
      node,
      "confirmed",
      [round],
      `the masters confirm to node ${node} round ${round}`,
    );
  }
}
