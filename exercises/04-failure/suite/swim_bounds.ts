/** How much members may say, and how much they must. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { encode } from "hb/model/encode.ts";
import type { Schedule } from "hb/sim/fault.ts";
import type { News, NodeId } from "../given.ts";
import {
  CRASH_MS,
  END_MS,
  inMs,
  isProbe,
  LEAVE_MS,
  LIMIT,
  newsIn,
  PERIOD,
  pings,
  ran,
  type Sent,
  type Told,
  tooLarge,
} from "./swim_sent.ts";
import { type Begin, NODES, options } from "./swim_world.ts";

/** Where one crashes and one leaves, no more is said than must be. */
export function sparing(begin: Begin, grading: Grading): void {
  const faults: Schedule = [{ kind: "crash", at: CRASH_MS, node: 2 }];
  const asked = `${NODES} nodes; node 2 crashes at ${CRASH_MS} ms, node 4 leaves at ${LEAVE_MS} ms`;
  const { sent } = ran(begin, faults, asked, grading);
  const wrong = tooLarge(sent, options.perPacket) ?? tooMany(sent) ?? tooFew(sent) ??
    untold(sent) ??
    afterLeaving(sent) ?? neverQuiet(sent) ??
    tooOften(sent);
  if (wrong !== undefined) throw new Wrong(said({ asked, ...wrong }));
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

/** Who has told others that one is suspected tells it as well. */
function untold(sent: readonly Sent[]): Told | undefined {
  const accusers = new Set<NodeId>();
  for (const each of sent.filter(isProbe)) {
    const about = newsIn(each).some(({ member }) => member === 2);
    if (each.to === 2 && accusers.has(each.from) && !about) {
      const came =
        `at ${
          inMs(each.at)
        } ms node ${each.from} sends ${each.body.type} to node 2, which it has ` +
        "told others to be suspect, and does not tell it";
      const why =
        "whoever is held to be suspect, dead or gone is told so with whatever is sent to it, so that " +
        "it can refute that (memberlist 311; Lifeguard, section IV)";
      return { came, must: "news of node 2 goes with it", why };
    }
    if (about && each.from !== 2 && newsIn(each).some(isAccused)) accusers.add(each.from);
  }
  return undefined;
}

const isAccused = ({ member, status }: News) => member === 2 && status !== "alive";

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
