/** What happens to a swarm, and how long it takes. @module */

import { Client } from "hb/host/client.ts";
import type { Address } from "hb/host/address.ts";
import { OperationalError } from "hb/host/operational_error.ts";
import { Random } from "hb/sim/random.ts";
import type { SwarmArguments } from "./arguments.ts";
import { freeAddresses } from "./ports.ts";
import { type Member, Processes } from "./processes.ts";

/** One step, as it was measured. */
export interface Step {
  /** What came about. */
  readonly words: string;
  /** How many processes it came about at. */
  readonly at: number;
  /** After how long at the first of them, and at the last, in ms. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Of a word: over how many hops it came, at most. */
  readonly hops?: number;
}

/** Tells a step in a line. */
export function inWords({ words, at, firstMs, lastMs, hops }: Step): string {
  const when = `first after ${(firstMs / 1000).toFixed(2)} s, last after ${
    (lastMs / 1000).toFixed(2)
  } s`;
  return `${words}: ${at} processes, ${when}${hops === undefined ? "" : `, ${hops} hops at most`}`;
}

/** Runs it all; each step is told when it has been measured. */
export async function runScenario(
  options: SwarmArguments,
  tell: (step: Step) => void,
): Promise<Step[]> {
  const folder = await Deno.makeTempDir({ prefix: "swarm-" });
  const swarm = new Processes(freeAddresses(options.nodes), folder, options.periodMs);
  const stop = () => void swarm.stop().finally(() => Deno.exit(130));
  Deno.addSignalListener("SIGINT", stop);
  try {
    const measured: Step[] = [];
    for await (const step of steps(swarm, options)) {
      measured.push(step);
      tell(step);
    }
    return measured;
  } finally {
    Deno.removeSignalListener("SIGINT", stop);
    await swarm.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

async function* steps(swarm: Processes, options: SwarmArguments): AsyncGenerator<Step> {
  const { nodes, kill, seed, patienceMs } = options, random = new Random(seed, "swarm");
  const all = Array.from({ length: nodes }, (_, node) => node);
  const begun = now();
  for (const node of all) swarm.start(node);
  const listening = () => swarm.members.map(({ listensAt }) => listensAt);
  await swarm.until("not all listen", patienceMs, () => !listening().includes(undefined));
  yield measured("all listen", begun, listening().map((at) => at!));
  yield await seen("all see all", begun, all);

  const one = random.below(nodes);
  yield await heard("a word is heard", one);
  if (kill === 0) return;

  const killed = chosen(random, all, kill), left = all.filter((node) => !killed.includes(node));
  const killedAt = Math.max(...await Promise.all(killed.map((node) => swarm.kill(node))));
  yield await heard("a word that is told at once", left[random.below(left.length)]!);
  yield await seen("who was killed is gone", killedAt, left);
  yield await heard("a word after that", left[random.below(left.length)]!);

  const againAt = now();
  for (const node of killed) swarm.start(node);
  yield await seen("who has started again is seen again", againAt, all);
  yield await heard("a last word", killed[0]!);

  /** All that run see exactly these. */
  async function seen(
    words: string,
    since: number,
    members: readonly number[],
  ): Promise<Step> {
    const wanted = members.join(), sees = (each: Member) => each.sees.members.join() === wanted;
    const up = swarm.members.filter(({ isUp }) => isUp);
    await swarm.until(`not so: ${words}`, patienceMs, () => up.every(sees));
    return measured(words, since, up.map((each) => each.sees.at));
  }

  /** All that run hear what one of them tells. */
  async function heard(words: string, teller: number): Promise<Step> {
    const word = `${words}, by ${teller}`, up = swarm.members.filter(({ isUp }) => isUp);
    const since = now();
    await tellWord(swarm.addresses[teller]!, word, patienceMs);
    await swarm.until(
      `not so: ${words} everywhere`,
      patienceMs,
      () => up.every((each) => each.heard.has(word)),
    );
    const got = up.map((each) => each.heard.get(word)!);
    return {
      ...measured(words, since, got.map(({ at }) => at)),
      hops: Math.max(...got.map(({ hops }) => hops)),
    };
  }
}

const now = () => performance.timeOrigin + performance.now();

function measured(words: string, since: number, times: readonly number[]): Step {
  const after = times.map((at) => Math.max(0, at - since));
  return { words, at: times.length, firstMs: Math.min(...after), lastMs: Math.max(...after) };
}

/** Some of them, in their order; the first stays, as the others join through it. */
function chosen(random: Random, all: readonly number[], count: number): number[] {
  const pool = all.slice(1);
  const some = Array.from(
    { length: count },
    () => pool.splice(random.below(pool.length), 1)[0]!,
  );
  return some.sort((a, b) => a - b);
}

async function tellWord(address: Address, payload: string, patienceMs: number): Promise<void> {
  const client = new Client({ address });
  try {
    const { kind } = await client.ask({ type: "broadcast", payload }, patienceMs);
    if (kind === "answer") return;
    throw new OperationalError(
      `Cannot tell a word because process at ${address.port} must answer: given ${kind}`,
    );
  } finally {
    await client.close();
  }
}
