/**
 * Clients run a workload on a subject. One action is issued after another – a transaction begins, does a
 * step, ends –, and a seed draws whose turn it is, so transactions overlap all the time and the same seed
 * makes the same history as far as the subject allows it.
 *
 * A client whose step waits for another one's transaction is passed over until the step is answered. Times
 * count actions, so what ended at 7 had been answered before anything was asked at 8.
 *
 * @module
 */

import type { Step, Transaction } from "../../check/isolation/transaction.ts";
import { settledWithin } from "../../host/databases/patience.ts";
import { Random } from "../../sim/random.ts";
import { assertWhole } from "../asked.ts";
import { Client, type Progress, type Told } from "./client.ts";
import type { Plan, Workload } from "./plan.ts";
import type { Session, Subject } from "./subject.ts";

/** How a workload is run. */
export interface RunOptions {
  /** Draws whose turn it is. */
  readonly seed: number;
  /** How many clients there are. */
  readonly clients: number;
  /** How long an answer may take that waits for nobody, in ms; 10 s by default. */
  readonly patienceMs?: number;
  /** How long it is from one look at a step that has no answer yet to the next, in ms; 4 by default. */
  readonly lookMs?: number;
}

/** So many looks in a row find a step that waits before it is taken to; by then a deadlock is found. */
const looks = 3;

/**
 * What the clients saw. Throws `RangeError` for options that make no sense, and `Error` when the subject
 * gives no answer.
 */
export async function runWorkload(
  subject: Subject,
  workload: Workload,
  options: RunOptions,
): Promise<Transaction[]> {
  assertWhole("run a workload", { clients: options.clients }, 1, 100);
  const { patienceMs = 1, lookMs = 1 } = options;
  assertWhole("run a workload", { patienceMs, lookMs }, 1);
  return await new Run(subject, workload, options).run();
}

class Run {
  readonly #random: Random;
  readonly #clients: Client[] = [];
  readonly #told: Told[] = [];
  readonly #plans: Plan[];
  readonly #patienceMs: number;
  readonly #lookMs: number;
  #at = 0;
  #processes = 0;

  constructor(
    readonly subject: Subject,
    readonly workload: Workload,
    readonly options: RunOptions,
  ) {
    this.#random = new Random(options.seed, "turns");
    this.#plans = [...workload.plans];
    this.#patienceMs = options.patienceMs ?? 10_000;
    this.#lookMs = options.lookMs ?? 4;
  }

  async run(): Promise<Transaction[]> {
    const { first, keys } = this.workload, { clients } = this.options;
    if (first !== undefined) await this.#alone(first);
    try {
      while (this.#clients.length < clients) this.#clients.push(await this.#open());
      for (let one = await this.#turn(); one !== undefined; one = await this.#turn()) {
        await this.#let(one);
      }
    } finally {
      for (const { session } of this.#clients) await session.close();
    }
    await this.#alone({ steps: keys.map((key): Step => ({ type: "read", key })) });
    return this.#told.toSorted((a, b) => a.invokedAt - b.invokedAt)
      .map((transaction, id) => ({ id, ...transaction }));
  }

  async #open(): Promise<Client> {
    return new Client(this.#processes++, await this.subject.open());
  }

  /** A whole transaction while nobody else does anything. */
  async #alone(plan: Plan): Promise<void> {
    const client = await this.#open();
    client.take(plan, ++this.#at);
    try {
      while (client.plan !== undefined) await this.#act(client, () => Promise.resolve(false));
    } finally {
      await client.session.close();
    }
  }

  /** Whose turn it is; waits when all wait, which a database ends by finding the deadlock. */
  async #turn(): Promise<Client | undefined> {
    const isBusy = ({ plan }: Client) => plan !== undefined || this.#plans.length > 0;
    for (let waited = 0; waited <= this.#patienceMs; waited += this.#lookMs) {
      const open = this.#clients.filter(isBusy);
      if (open.length === 0) return undefined;
      const free = open.filter(({ pending }) => pending === undefined);
      if (free.length > 0) return free[this.#random.below(free.length)];
      await settledWithin(Promise.race(open.map(({ pending }) => pending)), this.#lookMs);
      await this.#wake();
    }
    throw this.#stuck("every client waits for another one");
  }

  async #let(client: Client): Promise<void> {
    if (client.plan === undefined) client.take(this.#plans.shift()!, this.#at + 1);
    this.#at++;
    await this.#act(client, () => client.session.waits());
    // Only a transaction that is over makes way for others.
    if (client.plan === undefined) await this.#wake();
  }

  /** What waited and need not wait any more is answered; that may end what others have waited for. */
  async #wake(): Promise<void> {
    const waiting = () => this.#clients.filter(({ pending }) => pending !== undefined);
    for (let open = waiting(), before = Infinity; open.length < before; open = waiting()) {
      before = open.length;
      for (const client of open) await this.#await(client, () => client.session.waits(), 1);
    }
  }

  async #act(client: Client, waits: Session["waits"]): Promise<void> {
    client.pending = client.act(() => this.#at);
    await this.#await(client, waits, looks);
  }

  /** Waits until an action is answered, or was found so often to wait for another client. */
  async #await(client: Client, waits: Session["waits"], most: number): Promise<void> {
    const action = client.pending!, first = most === 1 ? 0 : this.#lookMs;
    let waiting = 0;
    for (let waited = 0; waited <= this.#patienceMs; waited += this.#lookMs) {
      if (await settledWithin(action, waited === 0 ? first : this.#lookMs)) {
        client.pending = undefined;
        return await this.#after(client, await action);
      }
      waiting = await waits() ? waiting + 1 : 0;
      if (waiting === most) return;
    }
    throw this.#stuck(`client ${client.process} waits for nobody`);
  }

  async #after(client: Client, progress: Progress): Promise<void> {
    if (progress !== "over") return;
    const told = client.told();
    this.#told.push(told);
    const seat = this.#clients.indexOf(client);
    if (told.outcome !== "unknown" || seat < 0) return;
    // Whoever lost an answer is gone with the session; another one takes the seat.
    await client.session.close();
    this.#clients[seat] = await this.#open();
  }

  #stuck(why: string): Error {
    return new Error(
      `Cannot run a workload because each step must be answered: given ${this.subject.name}, ` +
        `action ${this.#at}, where ${why}`,
    );
  }
}
