/** What liars do to one replica, and what it must make of it. @module */

import type { Grading } from "hb/grade/part.ts";
import { listed, said } from "hb/grade/said.ts";
import { step } from "hb/model/step.ts";
import { clone } from "hb/model/clone.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { keyOf } from "hb/model/timer_key.ts";
import { chiefOf, digestOf } from "../digest.ts";
import type {
  Block,
  BlockId,
  Entrance,
  QuorumCertificate,
  Request,
  Signed,
  WholeMessage,
} from "../given.ts";
import { forgery, type ShownProofs, showTo, sizesOf } from "./did.ts";
import { CLUSTER, type Subject } from "./whole_subject.ts";

/** So often it is told what it lacks, and so many of its timers go off. */
const MOST_ASKED = 100, MOST_TIMERS = 100;
/** So many nodes are clients. */
const CLIENTS = 12;

/** One replica, and what it has been told. */
export class Scene {
  readonly #lines: string[] = [];
  readonly #names = new Map<BlockId, string>([["genesis", "genesis"]]);
  readonly #blocks = new Map<BlockId, Block>();
  #state: object;
  #journal: unknown[] = [];
  #sent: { readonly to: NodeId; readonly message: WholeMessage }[] = [];
  readonly #shown: ShownProofs = new Set();
  #now = 0;
  readonly #timers = new Map<string, { readonly at: number; readonly timer: Tagged }>();
  /** Clients count their requests from here on. */
  timestamp = 0;
  readonly quorum: readonly NodeId[];

  constructor(readonly subject: Subject, readonly self: NodeId, readonly grading: Grading) {
    const { replicas } = subject;
    this.quorum = [...Array(replicas).keys()].filter((node) => node !== self)
      .slice(0, sizesOf(replicas).quorum);
    this.#state = this.#take({ kind: "start", journal: [] } as never, "it starts");
  }

  /** A request of the client, who counts them. */
  request(command: string, client = this.subject.replicas): Signed<Request> {
    const timestamp = ++this.timestamp;
    return { signer: client, statement: { kind: "request", cluster: CLUSTER, timestamp, command } };
  }

  /** A block, called so, on another, with a certificate of the others for it. */
  block(
    name: string,
    view: number,
    on: Block | null,
    commands: readonly Signed<Request>[] = [],
  ): Block {
    const justify = this.certificate(on);
    return this.named(name, { view, parent: justify.statement.block, justify, commands });
  }

  /** The same block under this name. */
  named(name: string, block: Block): Block {
    this.#names.set(digestOf(block), name);
    this.#blocks.set(digestOf(block), block);
    return block;
  }

  certificate(of: Block | null, signers: readonly NodeId[] = this.quorum): QuorumCertificate {
    if (of === null) {
      return {
        signers: [],
        statement: { kind: "vote", cluster: CLUSTER, view: 0, block: "genesis" },
      };
    }
    return {
      signers,
      statement: { kind: "vote", cluster: CLUSTER, view: of.view, block: digestOf(of) },
    };
  }

  /** That others want a view. */
  entrance(view: number): Entrance {
    return { signers: this.quorum, statement: { kind: "wish", cluster: CLUSTER, wish: view } };
  }

  /** A leader proposes; wishes have led to its view unless the certificate is of the view before. */
  proposes(block: Block, words = "", from = chiefOf(block.view, this.subject.replicas)): void {
    const { view, justify, parent } = block;
    const isNext = justify.statement.view === view - 1;
    const entrance = isNext || view === 1 ? null : this.entrance(view);
    const by = isNext || view === 1 ? "" : ", to which a quorum wanted to go";
    this.tell(
      from,
      { type: "proposal", block, entrance },
      `replica ${from} proposes block ${this.#name(digestOf(block))}, of view ${view}${by}, on ${
        this.#name(parent)
      }${words}`,
    );
  }

  /** It hears something. */
  tell(from: NodeId, message: WholeMessage, words: string): void {
    showTo(this.#shown, message, this.self);
    this.#state = this.#take({ kind: "message", from, message } as never, words);
    // What it lacks it is told.
    for (const asked = this.#sent;;) {
      const at = this.#sent.findIndex(({ message }) =>
        message.type === "fetch" && this.#blocks.has(message.block)
      );
      if (at < 0) return;
      const [{ to, message }] = this.#sent.splice(at, 1) as unknown as [
        { to: NodeId; message: { block: BlockId } },
      ];
      const block = this.#blocks.get(message.block)!, before = this.#sent;
      showTo(this.#shown, block, this.self);
      this.#state = this.#take(
        { kind: "message", from: to, message: { type: "block", block } } as never,
        `it asks replica ${to} for block ${this.#name(message.block)}, and is told`,
      );
      this.#sent = [...before, ...this.#sent];
      if (this.#sent.length > asked.length + MOST_ASKED) return;
    }
  }

  /** A client asks for something; it may have to wait for a while before it does something about it. */
  asks(request: Signed<Request>): void {
    const { signer, statement: { command } } = request;
    this.tell(signer, { type: "request", request }, `client ${signer} asks for ${command}`);
  }

  /**
   * Time passes until something holds, and its timers go off; false if that is not so after so many ms. What it sends
   * meanwhile, and what it sent in the step before, is what it has sent.
   */
  waitsUntil(holds: () => boolean, withinMs: number): boolean {
    const end = this.#now + withinMs;
    for (let left = MOST_TIMERS; left > 0 && !holds(); left--) {
      const [first] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at);
      if (first === undefined || first[1].at > end) break;
      const [name, { at, timer }] = first, before = this.#sent, ms = Math.round(at - this.#now);
      this.#timers.delete(name);
      this.#now = Math.max(this.#now, at);
      this.#state = this.#take(
        { kind: "timer", timer } as never,
        `its timer goes off, ${ms} ms later`,
      );
      this.#sent = [...before, ...this.#sent];
    }
    return holds();
  }

  /** What it has sent until now is not looked at any more. */
  forget(): void {
    this.#sent = [];
  }

  /** How much time has passed. */
  get now(): number {
    return this.#now;
  }

  /** The views that it has said that it wants since the last step began. */
  get wishes(): readonly number[] {
    return this.#sent.flatMap(({ message }) =>
      message.type === "wish" ? [message.wish.statement.wish] : []
    );
  }

  /** The blocks that it has proposed since the last step began, each once. */
  get proposed(): readonly Block[] {
    const blocks = new Map<BlockId, Block>();
    for (const { message } of this.#sent) {
      if (message.type === "proposal") blocks.set(digestOf(message.block), message.block);
    }
    return [...blocks.values()];
  }

  /** A replica says which view it wants, and which certificate is the highest that it knows. */
  wants(from: NodeId, view: number, high: Block | null, entrance: Entrance | null = null): void {
    const wish = {
      signer: from,
      statement: { kind: "wish", cluster: CLUSTER, wish: view },
    } as const;
    const knows = high === null
      ? "no certificate"
      : `a certificate for ${this.#name(digestOf(high))}`;
    const shows = entrance === null ? "" : ", shows that a quorum wants it,";
    this.tell(
      from,
      { type: "wish", wish, high: this.certificate(high), entrance },
      `replica ${from} wants view ${view}${shows} and knows ${knows}`,
    );
  }

  /** It crashes, and starts again. */
  crash(): void {
    this.#timers.clear();
    const { compact } = this.subject.replica;
    this.#journal = [...compact!(clone(this.#journal))];
    const journal = clone(this.#journal);
    this.#state = this.#take(
      { kind: "start", journal } as never,
      "it crashes, and starts again with what it saved",
    );
  }

  /** Whether it has voted for this block since the last step began. */
  votes(block: Block, must: boolean, why: string): void {
    const id = digestOf(block);
    const did =
      this.#sent.some(({ message }) =>
        message.type === "vote" && message.vote.statement.block === id
      ) || this.subject.view(this.#state).voted?.block === id;
    if (did !== must) {
      this.fail(
        did ? `it votes for ${this.#name(id)}` : `it does not vote for ${this.#name(id)}`,
        must ? "its vote" : "no vote",
        why,
      );
    }
  }

  /** What it has committed. */
  commits(blocks: readonly Block[], why: string): void {
    const names = (ids: readonly BlockId[]) =>
      ids.map((id) => this.#name(id)).join(", ") || "nothing";
    const came = names(this.subject.view(this.#state).committed),
      must = names(blocks.map(digestOf));
    if (came !== must) this.fail(`it has committed ${came}`, must, why);
  }

  /** What it has sent to a node since the last step began. */
  sentTo(node: NodeId, type: string): readonly WholeMessage[] {
    return this.#sent.filter(({ to, message }) => to === node && message.type === type)
      .map(({ message }) => message);
  }

  get shows() {
    return this.subject.view(this.#state);
  }

  fail(came: string, must: string, why: string): never {
    const asked = `replica ${this.self} of ${this.subject.replicas}, to which this happens:\n${
      listed(this.#lines)
    }`;
    this.grading.expect(false, said({ asked, came, must, why }));
    throw new Error(asked);
  }

  #name(id: BlockId): string {
    return this.#names.get(id) ?? "another block";
  }

  #sends(to: NodeId, message: WholeMessage): void {
    const forged = forgery(message, this.self, this.#shown);
    if (forged !== undefined) {
      const why = "with real signatures nobody could write down what another has not signed";
      this.fail(`it sends ${forged} to node ${to}`, "nothing that it has not been shown", why);
    }
    this.#sent.push({ to, message });
  }

  #take(event: never, words: string): object {
    this.#lines.push(words);
    const nodes = this.subject.replicas + CLIENTS, now = this.#now;
    const { state, effects } = this.grading.asked(
      () =>
        step(this.subject.replica as never, this.#state as never, event, {
          self: this.self,
          nodes,
          now,
        }),
      () =>
        `asked: replica ${this.self} of ${this.subject.replicas}, to which this happens:\n${
          listed(this.#lines)
        }\n  came`,
    );
    this.#sent = [];
    for (
      const effect of effects as readonly {
        kind: string;
        to: NodeId;
        message: WholeMessage;
        record: unknown;
        delayMs: number;
        timer: Tagged;
        type: string;
        key?: string | number;
      }[]
    ) {
      if (effect.kind === "send") this.#sends(effect.to, effect.message);
      if (effect.kind === "save") this.#journal.push(effect.record);
      if (effect.kind === "wait") {
        const { timer, delayMs } = effect;
        this.#timers.set(inTimer(timer.type, keyOf(timer)), { at: now + delayMs, timer });
      }
      if (effect.kind === "cancel") this.#timers.delete(inTimer(effect.type, effect.key));
    }
    return state as object;
  }
}

const inTimer = (type: string, key: unknown) => `${type} ${key ?? ""}`;
