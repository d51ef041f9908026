/**
 * A large store under load, whose logs are compacted again and again, and a follower that is killed and comes
 * back when it needs a snapshot: nobody else may come to lead, nothing may take long, and the follower must
 * catch up while the others go on.
 *
 * @module
 */

import { type Asker, connected } from "./load.ts";
import { type RunningStore, startStore } from "./store.ts";

const CLIENTS = 64;

/** How large the store is: keys, and characters a value. */
const KEYS = 40_000, VALUE = 1_000;

/** What takes longer is told, in ms. */
const SLOW_MS = 20;

/** No step may take longer, and no put, in ms. */
const MOST_MS = { step: 50, put: 150 } as const;

/** When the follower is killed and started again, as parts of the time. */
const KILLED = 0.15, RESTARTED = 0.5;

/** How long the follower may take to catch up after the load has ended, in ms. */
const CATCH_UP_MS = 60_000;

/** Runs for `seconds` and prints; false when a goal is missed. */
export async function largeHost(seconds: number): Promise<boolean> {
  await using store = await startStore(7_490, [`--slow-ms=${SLOW_MS}`]);
  const askers = await connected(store, CLIENTS);
  const filledMs = await fill(askers);
  const from = store.lines.length, leader = leaderOf(store), victim = (leader + 1) % 3;
  console.log(
    `${KEYS} keys of ${VALUE} characters put in ${
      (filledMs / 1000).toFixed(1)
    } s; node ${leader} ` +
      `leads; load of the machine ${loads()}`,
  );
  const timers = [
    setTimeout(() => store.kill(victim), 1000 * seconds * KILLED),
    setTimeout(() => store.restart(victim), 1000 * seconds * RESTARTED),
  ];
  const idle = watchIdle();
  const latencies = await storm(askers, seconds);
  const idleMs = await idle();
  timers.forEach(clearTimeout);
  const installed = await line(store, from, "has installed the snapshot");
  await Promise.all(askers.map((asker) => asker.close()));
  const lines = store.lines.slice(from);
  const isGood = report(seconds, latencies, lines, victim, installed);
  console.log(
    `a process that does nothing saw its loop come ${
      idleMs.toFixed(0)
    } ms late at worst; load of the ` +
      `machine ${loads()}`,
  );
  return isGood;
}

function report(
  seconds: number,
  latencies: readonly number[],
  lines: readonly string[],
  victim: number,
  installed: string | undefined,
): boolean {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  const leads = lines.filter((each) => each.includes(" leads in term "));
  const steps = slow(lines, "the step", victim), turns = slow(lines, "a turn", victim);
  const syncs = slow(lines, "a sync", victim);
  console.log(
    `${CLIENTS} clients for ${seconds} s: ${
      (sorted.length / seconds).toFixed(0)
    } puts a second, p50 ` +
      `${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, worst ${
        at(1).toFixed(0)
      } ms (goal: at ` +
      `most ${MOST_MS.put}); leadership changed ${leads.length} times`,
  );
  for (const [what, all] of Object.entries({ steps, turns, syncs })) {
    console.log(`${what} above ${SLOW_MS} ms: ${all.length}, worst ${all[0] ?? "none"}`);
  }
  for (const each of lines) if (/snapshot up to| leads in /.test(each)) console.log(`  ${each}`);
  console.log(installed ?? `the follower has not caught up ${CATCH_UP_MS / 1000} s after the load`);
  const worstStep = Math.max(0, ...steps.map(msOf));
  return installed !== undefined && leads.length === 0 && worstStep <= MOST_MS.step &&
    at(1) <= MOST_MS.put;
}

/** What took long, the longest first; the start of the node that was killed does not count. */
function slow(lines: readonly string[], what: string, victim: number): string[] {
  return lines
    .filter((each) => each.includes(` slow: ${what} `))
    .filter((each) => !(each.startsWith(`node ${victim} `) && each.includes("at the start")))
    .toSorted((a, b) => msOf(b) - msOf(a));
}

function msOf(each: string): number {
  return Number(/took (\d+) ms/.exec(each)?.[1]);
}

/** What the machine does to a process that only waits; ends with the call, and gives the worst, in ms. */
function watchIdle(): () => Promise<number> {
  const program = `let due = performance.now() + 20, worst = 0;
    setInterval(() => {
      worst = Math.max(worst, performance.now() - due);
      due = performance.now() + 20;
    }, 20);
    await new Response(Deno.stdin.readable).text();
    console.log(worst);
    Deno.exit();`;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["eval", program],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  return async () => {
    await process.stdin.close();
    return Number(new TextDecoder().decode((await process.output()).stdout));
  };
}

function loads(): string {
  return Deno.loadavg().map((each) => each.toFixed(1)).join(" ");
}

function leaderOf({ lines }: RunningStore): number {
  const last = lines.findLast((each) => each.includes(" leads in term "))!;
  return Number(/^node (\d)/.exec(last)![1]);
}

async function fill(askers: readonly Asker[]): Promise<number> {
  const began = performance.now();
  await Promise.all(askers.map(async (asker, client) => {
    for (let key = client; key < KEYS; key += CLIENTS) await asker.put(`${key}`, valueOf(key));
  }));
  return performance.now() - began;
}

/** Puts at random for `seconds`; how long each took, or was waited for in vain. */
async function storm(askers: readonly Asker[], seconds: number): Promise<number[]> {
  const latencies: number[] = [], end = performance.now() + 1000 * seconds;
  await Promise.all(askers.map(async (asker) => {
    for (let began; (began = performance.now()) < end;) {
      const key = Math.floor(KEYS * Math.random());
      await asker.put(`${key}`, valueOf(began)).catch(() => {});
      latencies.push(performance.now() - began);
    }
  }));
  return latencies;
}

function valueOf(number: number): string {
  return `${number}`.padEnd(VALUE, ".");
}

/** The first line with these words; undefined when there is none in time. */
async function line(
  { lines }: RunningStore,
  from: number,
  words: string,
): Promise<string | undefined> {
  for (const end = performance.now() + CATCH_UP_MS; performance.now() < end;) {
    const found = lines.slice(from).find((each) => each.includes(words));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}
