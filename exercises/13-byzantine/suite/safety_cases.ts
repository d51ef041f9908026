/** Runs of HotStuff with liars and late messages, as one of its replicas sees them. @module */

import type { Random } from "hb/sim/random.ts";
import { leaderOf } from "../digest.ts";
import type { NodeId, SafetyRules } from "../given.ts";
import { sizesOf } from "./did.ts";
import { type Event, RightSafety, type RunBlock } from "./right_safety.ts";

export interface Case {
  readonly rules: SafetyRules;
  readonly blocks: readonly RunBlock[];
  readonly script: readonly Event[];
}

/**
 * A run in which f liars vote for everything, and the loyal as they must: so what is certified in it can be. The one that is judged
 * never has a part in a certificate, so that whatever it does the run can go on like this.
 */
export function aRun(random: Random): Case {
  const replicas = [4, 4, 5, 7][random.below(4)]!, { faults, quorum } = sizesOf(replicas);
  const self = random.below(replicas), cluster = random.chance(0.5) ? "c" : "hs";
  const rules = { cluster, replicas, self };
  const others = [...Array(replicas).keys()].filter((node) => node !== self);
  const liars = new Set<NodeId>();
  while (liars.size < faults) liars.add(others[random.below(others.length)]!);
  const blocks: RunBlock[] = [], script: Event[] = [];
  const loyal = new Map(
    others.filter((node) => !liars.has(node)).map((
      node,
    ) => [node, new RightSafety({ ...rules, self: node }, blocks)]),
  );
  /** By block: who has voted for it; certified ones have a quorum. */
  const voters = new Map<number, Set<NodeId>>([[0, new Set()]]);
  const certified: number[] = [0];
  const late: Event[] = [], hears = 0.6 + 0.1 * random.below(4);
  const signersOf = (at: number) =>
    at === 0 ? [] : [...voters.get(at)!].sort((a, b) => a - b).slice(0, quorum + random.below(2));
  const views = 5 + random.below(10);
  for (let view = 1; view <= views; view++) {
    if (random.chance(0.15)) continue;
    const count = random.chance(0.25) ? 2 : 1;
    for (let nth = 0; nth < count; nth++) {
      // Mostly on the latest certificate, and now and then on an older one.
      const back = random.chance(0.7) ? 0 : random.below(Math.min(4, certified.length));
      const parent = certified.at(-1 - back)!;
      blocks.push({ view, parent, signers: signersOf(parent) });
      const at = blocks.length, from = leaderOf(view, replicas);
      const said = new Set(liars);
      for (const [node, model] of loyal) {
        if (!random.chance(hears)) continue;
        const voted = model.voted;
        const event = { type: "proposal", block: at, from } as const;
        model.after(event);
        if (model.voted > voted) said.add(node);
      }
      voters.set(at, said);
      const event: Event = { type: "proposal", block: at, from };
      if (random.chance(0.85)) script.push(event);
      else late.push(event);
      if (said.size < quorum) continue;
      certified.push(at);
      const certificate: Event = { type: "certificate", block: at, signers: signersOf(at) };
      for (const model of loyal.values()) if (random.chance(0.3)) model.after(certificate);
      if (random.chance(0.4)) (random.chance(0.7) ? script : late).push(certificate);
    }
    if (random.chance(0.3) && late.length > 0) {
      script.push(late.splice(random.below(late.length), 1)[0]!);
    }
    if (random.chance(0.15)) script.push(script[random.below(script.length)] ?? late[0]!);
    if (random.chance(0.3)) odd(random, rules, blocks, script, certified, signersOf);
  }
  return { rules, blocks, script: [...script.filter((event) => event !== undefined), ...late] };
}

/** Something that a liar says, which is not as it must be. */
function odd(
  random: Random,
  { replicas }: SafetyRules,
  blocks: RunBlock[],
  script: Event[],
  certified: readonly number[],
  signersOf: (at: number) => NodeId[],
): void {
  const { quorum } = sizesOf(replicas), at = blocks.length;
  const target = certified.at(-1)!, signers = signersOf(target);
  const view = Math.max(...blocks.map((block) => block.view), 0) + 1;
  if (view > 1 && random.chance(0.2)) {
    // Genesis has one certificate, and it is neither of another view nor signed by a few.
    const bad = random.chance(0.6)
      ? { signers: [], said: Math.max(1, view - 1 - random.below(3)) }
      : { signers: [random.below(replicas)] };
    blocks.push({ view, parent: 0, ...bad });
    script.push({ type: "proposal", block: blocks.length, from: leaderOf(view, replicas) });
    return;
  }
  if (target === 0 || at === 0) return;
  const few = signers.slice(0, quorum - 1);
  const bad = [
    { signers: few },
    { signers: [...few, few[0]!] },
    { signers: [...few, replicas] },
    { signers, cluster: "other" },
    { signers, kind: "wish" },
  ][random.below(5)]!;
  const propose = (block: RunBlock, from = leaderOf(block.view, replicas)) => {
    blocks.push(block);
    script.push({ type: "proposal", block: blocks.length, from });
  };
  switch (random.below(5)) {
    case 0:
      // Of a block that lacks votes.
      return void script.push({ type: "certificate", block: at, ...bad });
    case 1:
      return propose({ view, parent: target, ...bad });
    case 2:
      return propose({ view, parent: target, signers }, (leaderOf(view, replicas) + 1) % replicas);
    case 3:
      return propose({
        view,
        parent: at,
        signers,
        ...(at === target ? {} : { justifies: target }),
      });
    default:
      return propose({
        view: Math.max(1, blocks[target - 1]!.view - random.below(2)),
        parent: target,
        signers,
      });
  }
}

/** A chain of views, each with a block on the one before, told one after the other. */
export function chain(rules: SafetyRules, views: readonly number[]): Case {
  const { quorum } = sizesOf(rules.replicas);
  const signers = [...Array(rules.replicas).keys()].filter((node) => node !== rules.self)
    .slice(0, quorum);
  const blocks = views.map((view, i): RunBlock => ({
    view,
    parent: i,
    signers: i === 0 ? [] : signers,
  }));
  const script = views.map((view, i): Event => ({
    type: "proposal",
    block: i + 1,
    from: leaderOf(view, rules.replicas),
  }));
  return {
    rules,
    blocks,
    script: [...script, { type: "certificate", block: views.length, signers }],
  };
}
