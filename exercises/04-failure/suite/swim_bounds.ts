/** How much members may say, and how much they must. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { encode } from "hb/model/encode.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import type { News, NodeId, RunningSwim, SwimMessage, SwimOptions } from "../given.ts";
import { asProtocol, type Begin, latency, NODES, options, type SwimWorld } from "./swim_world.ts";

interface Sent {
  readonly at: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly body: SwimMessage;
}

const END_MS = 16_000, CRASH_MS = 3000, LEAVE_MS = 6000;

/** Where one crashes and one leaves, no more is said than must be. */
export function sparing(begin: Begin, grading: Grading): void {
  const faults: Schedule = [{ kind: "crash", at: CRASH_MS, node: 2 }];
  const asked = `${NODES} nodes; node 2 crashes at ${CRASH_MS} ms, node 4 leaves at ${LEAVE_MS} ms`;
  const { sent } = ran(begin, faults, asked, grading);
  const wrong = tooLarge(sent, options.perPacket) ?? tooMany(sent) ?? tooFew(sent) ??
    afterLeaving(sent) ?? neverQuiet(sent) ??
    tooOften(sent);
  if (wrong !== undefined) throw new Wrong(said({ asked, ...wrong }));
}

/** Each probes each other at least once in 2n − 1 of its periods. */
export function goesRound(begin: Begin, grading: Grading): void {
  afterCrash(begin, grading);
  const asked = `${NODES} nodes; nothing happens`, most = 2 * (NODES - 1) - 1;
  const { sent } = ran(begin, [], asked, grading);
  for (let node = 0; node < NODES; node++) {
    const targets = pings(sent, node).map(({ to }) => to);
    const least = Math.floor(END_MS / options.periodMs) - 3;
    if (targets.length < least) {
      const came = `node ${node} pings ${targets.length} times in ${
        END_MS / options.periodMs
      } periods`;
      throw new Wrong(said({ asked, came, must: "once in each", why: PERIOD }));
    }
    for (let other = 0; other < NODES; other++) {
      const at = [-1, ...targets.flatMap((to, i) => to === other ? [i] : []), targets.length];
      const gap = Math.max(...at.slice(1).map((each, i) => each - at[i]!));
      if (other === node || gap <= most + 1) continue;
      const came = `node ${node} does not ping node ${other} in ${gap - 1} periods in a row`;
      const must = `each other once in ${most} periods at least`;
      throw new Wrong(said({ asked, came, must, why: ROUNDS }));
    }
  }
}

/** Who comes back from a crash probes as before. */
function afterCrash(begin: Begin, grading: Grading): void {
  const asked = `${NODES} nodes; node 3 crashes at ${CRASH_MS} ms, and comes back at once`;
  const faults: Schedule = [{ kind: "crash", at: CRASH_MS, node: 3, downMs: 20 }];
  const { sent } = ran(begin, faults, asked, grading, false);
  const count = pings(sent, 3).filter(({ at }) => at > CRASH_MS + 500).length;
  const most = Math.floor((END_MS - CRASH_MS - 500) / options.periodMs);
  if (count > 0.8 * most && count <= most + 2) return;
  const came = `node 3 pings ${count} times in the ${most} periods after it`;
  throw new Wrong(said({ asked, came, must: "once in each", why: PERIOD }));
}

interface Told {
  readonly came: string;
  readonly must: string;
  readonly why: string;
}

const newsIn = ({ body }: Sent): readonly News[] => "news" in body ? body.news : [];
const isProbe = ({ body: { type } }: Sent) => ["ping", "ack", "ping-req", "nack"].includes(type);
const pings = (sent: readonly Sent[], from: NodeId) =>
  sent.filter((each) =>
    each.from === from && each.body.type === "ping" && each.body.relay === null
  );

function tooLarge(sent: readonly Sent[], perPacket: number): Told | undefined {
  for (const each of sent.filter(isProbe)) {
    const more = newsIn(each).filter(({ member }) => member !== each.to).length;
    const all = newsIn(each).map(({ member }) => member);
    if (more > perPacket || new Set(all).size < all.length) {
      const came = `at ${
        inMs(each.at)
      } ms node ${each.from} sends ${each.body.type} with news of nodes ${all.join(" ")}`;
      return { came, must: `${perPacket} at most, each of another`, why: PACKET };
    }
  }
  return undefined;
}

function tooMany(sent: readonly Sent[]): Told | undefined {
  const periods = END_MS / options.periodMs + 2, syncs = Math.ceil(END_MS / options.syncMs) + 1;
  const most: Readonly<Record<string, number>> = { ping: periods, sync: 2 * syncs };
  for (let node = 0; node < NODES; node++) {
    for (const [type, limit] of Object.entries(most)) {
      const own = type === "ping"
        ? pings(sent, node).length
        : sent.filter(({ from, body }) => from === node && body.type === type).length;
      if (own <= limit) continue;
      const came = `node ${node} sends ${own} messages "${type}" in ${END_MS} ms`;
      return { came, must: `${limit} at most`, why: PERIOD };
    }
  }
  const of = (type: string) => sent.filter(({ body }) => body.type === type).length;
  const relayed = sent.filter(({ body }) => body.type === "ping" && body.relay !== null).length;
  // The ack of a target may be passed on by a helper, and whatever is asked is answered once.
  const acks = of("ping") + relayed;
  if (of("ack") > acks || of("state") > of("sync") || relayed > of("ping-req")) {
    const came =
      `${of("ping")} pings and ${of("ack")} acks, ${of("ping-req")} ping-reqs and ${relayed} ` +
      `pings for others, ${of("sync")} syncs and ${of("state")} states`;
    return { came, must: "each message is answered once", why: PERIOD };
  }
  return tooManyHelpers(sent);
}

/** Whoever may help is asked, and whole views are answered. */
function tooFew(sent: readonly Sent[]): Told | undefined {
  const { helpers, periodMs } = options;
  const probes = sent.filter(({ body, to, at }) =>
    body.type === "ping" && body.relay === null && to === 2 && at > CRASH_MS &&
    at < CRASH_MS + options.suspicionMs
  );
  for (const { from, at } of probes) {
    const asked = sent.filter((each) =>
      each.from === from && each.body.type === "ping-req" && each.body.target === 2 &&
      each.at > at && each.at < at + periodMs
    );
    if (asked.length === helpers) continue;
    const came = `at ${
      inMs(at)
    } ms node ${from} pings node 2, which is down, and asks ${asked.length} for help`;
    return { came, must: `${helpers}, as there are so many`, why: "SWIM, section 3.1" };
  }
  const unanswered = sent.find(({ body, from, to, at }) =>
    body.type === "sync" && to !== 2 && at < LEAVE_MS - 100 &&
    !sent.some((each) =>
      each.body.type === "state" && each.from === to && each.to === from && each.at > at &&
      each.at < at + 100
    )
  );
  if (unanswered === undefined) return undefined;
  const { from, to, at } = unanswered;
  const came = `at ${inMs(at)} ms node ${from} sends sync to node ${to}, and no state comes back`;
  return { came, must: "a state", why: "whole views are exchanged (memberlist, push–pull)" };
}

function tooManyHelpers(sent: readonly Sent[]): Told | undefined {
  const asked = new Map<string, number>();
  for (const { from, body, at } of sent) {
    if (body.type !== "ping-req") continue;
    const key = `${from}/${body.sequence}`, count = (asked.get(key) ?? 0) + 1;
    asked.set(key, count);
    const isDead = at > CRASH_MS - options.periodMs && body.target === 2 ||
      at > LEAVE_MS && body.target === 4;
    if (count <= options.helpers && isDead) continue;
    const came = `at ${inMs(at)} ms node ${from} asks ${count} for help with node ${body.target}`;
    const must = `${options.helpers} at most, and only where no answer has come`;
    return { came, must, why: "SWIM, section 3.1" };
  }
  return undefined;
}

function afterLeaving(sent: readonly Sent[]): Told | undefined {
  const last = sent.filter(({ from, at }) => from === 4 && at > LEAVE_MS + 3000)[0];
  if (last === undefined) return undefined;
  const came = `at ${inMs(last.at)} ms node 4 sends ${last.body.type}`;
  const must = "nothing: it has left, and has told so";
  return { came, must, why: "who has told that it leaves is gone" };
}

function neverQuiet(sent: readonly Sent[]): Told | undefined {
  const late = sent.find((each) =>
    each.at > END_MS - 4000 && isProbe(each) && newsIn(each).length > 0
  );
  if (late === undefined) return undefined;
  const came = `at ${inMs(late.at)} ms node ${late.from} sends ${late.body.type} with ${
    encode(newsIn(late))
  }`;
  return { came, must: "no news: nothing has happened for long", why: LIMIT };
}

/** The same news is told by nobody more often than it takes. */
function tooOften(sent: readonly Sent[]): Told | undefined {
  const { lambda } = options, times = new Map<string, number>();
  // Who confirms a suspicion may tell it anew.
  const most = 2 * lambda * Math.ceil(Math.log10(NODES + 1));
  for (const each of sent.filter(isProbe)) {
    for (const news of newsIn(each)) {
      if (news.member === each.to) continue;
      const { member, status, incarnation } = news;
      const key =
        `node ${each.from} tells that node ${member} is ${status} in incarnation ${incarnation}`;
      times.set(key, (times.get(key) ?? 0) + 1);
    }
  }
  const [key, count] = [...times].find(([, count]) => count > most) ?? [];
  if (key === undefined) return undefined;
  const must = `about ${lambda}·⌈log₁₀(n + 1)⌉ times`;
  return { came: `${key} ${count} times`, must, why: LIMIT };
}

const MANY = 40, CRASH = [7, 19, 21, 22, 28, 33, 34, 39];

/** How the group of many is chosen: whole views never help. */
const many: SwimOptions = {
  ...options,
  members: MANY,
  lambda: 3,
  syncMs: 1_000_000,
  perPacket: 3,
  suspicionMs: 1000,
};

/** In a large group all hear of what has happened though each tells it few times. */
export function tellsEnough(begin: Begin, grading: Grading): void {
  const asked = `${MANY} nodes, λ = 3, no whole views; nodes ${CRASH.join(" ")} crash at 1000 ms`;
  const why = `${LIMIT}; what was told fewer times goes first`;
  for (const seed of grading.seeds(2)) {
    const running = begin(many), sent: Sent[] = [];
    const faults: Schedule = CRASH.map((node) => ({ kind: "crash", at: 1000, node }));
    const world: SwimWorld = new World({
      protocol: asProtocol(running),
      nodes: MANY,
      network: { latency },
      faults,
      seed,
      trace: "none",
      tap: ({ from, to, body }) =>
        void sent.push({ at: world.now, from, to, body: body as SwimMessage }),
    });
    runFor(world, 12_000, 200_000);
    unbroken(world, asked, grading);
    const large = tooLarge(sent, many.perPacket);
    if (large !== undefined) throw new Wrong(said({ asked, ...large }));
    const found = tooSeldom(sent) ?? unheardOf(running, world.states);
    if (found !== undefined) throw new Wrong(said({ asked, ...found, why }));
  }
}

/** On the average nodes tell each death as often as the limit says, or nearly. */
function tooSeldom(sent: readonly Sent[]): Omit<Told, "why"> | undefined {
  const limit = many.lambda * Math.ceil(Math.log10(MANY + 1));
  const deaths = sent.filter(isProbe).flatMap((each) =>
    newsIn(each).filter(({ status, member }) => status === "dead" && member !== each.to)
  );
  const each = deaths.length / CRASH.length / (MANY - CRASH.length);
  if (each > 0.75 * limit) return undefined;
  const came = `each node tells each death ${Math.round(10 * each) / 10} times on the average`;
  return { came, must: `${limit} times, or nearly` };
}

/** Hardly anybody does not know by then. */
function unheardOf(
  { of }: RunningSwim,
  states: readonly unknown[],
): Omit<Told, "why"> | undefined {
  const all = CRASH.length * (MANY - CRASH.length);
  const knows =
    CRASH.flatMap((node) => states.filter((s) => s !== undefined && of(s, node)?.status === "dead"))
      .length;
  if (knows > 0.95 * all) return undefined;
  const came = `at 12000 ms ${knows} of ${all} times somebody knows of a death`;
  return { came, must: "all know by then, or nearly" };
}

/** A run whose messages are looked at. */
function ran(
  begin: Begin,
  faults: Schedule,
  asked: string,
  grading: Grading,
  leaves = true,
): { readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  const world: SwimWorld = new World({
    protocol: asProtocol(begin(options)),
    nodes: NODES,
    network: { latency },
    faults,
    seed: 1,
    trace: "none",
    tap: ({ from, to, body }) =>
      void sent.push({ at: world.now, from, to, body: body as SwimMessage }),
  });
  runFor(world, LEAVE_MS);
  if (leaves && faults.length > 0 && world.states[4] !== undefined) {
    world.tell(4, { type: "leave" });
  }
  runFor(world, END_MS - LEAVE_MS);
  unbroken(world, asked, grading);
  return { sent };
}

function unbroken({ violation }: SwimWorld, asked: string, grading: Grading): void {
  if (violation === undefined) return;
  if (violation.error !== undefined) {
    grading.asked(() => {
      throw violation.error;
    }, () => `asked: ${asked}\n  came`);
  }
  throw new Wrong(
    said({ asked, came: violation.words, must: violation.invariant, why: "a run goes on" }),
  );
}

const inMs = (ms: number) => Math.round(ms);

const PERIOD =
  "a member probes one other in a period, compares all with one now and then, and answers what it is " +
  "asked: the load of a member does not grow with the group (SWIM, section 3)";
const ROUNDS = "nobody waits for more than 2n − 1 periods, with n others (SWIM, section 4.3)";
const PACKET = "there is little room in a packet (SWIM, section 4.1)";
const LIMIT =
  "each tells a piece of news λ·⌈log₁₀(n + 1)⌉ times: that is enough for all, and then it is " +
  "over (SWIM, section 4.1)";
