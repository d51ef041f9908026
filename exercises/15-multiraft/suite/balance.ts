import text from "./balance.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { unlike } from "hb/grade/said.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Balance, Move, NodeId, NodeSeen, RangeSeen, View } from "../given.ts";

export const balance = task<Answers>(text, ({ balance }, grading) => {
  grading.forAll(cases(grading), (view) => judge(balance, view, grading), smaller);
});

function* cases(grading: Grading): Generator<View> {
  yield* drawnBy(grading, 350, "views", (random, at) => aView(random, 3 + at % 7, 1 + at % 9));
  // Large enough that looking at a few of them is not enough.
  yield* drawnBy(grading, 3, "large views", (random) => aView(random, 40, 70));
  yield onlyTheLast(66);
}

/** So many nodes and ranges, and of all of them only the last can be moved to the last. */
function onlyTheLast(count: number): View {
  const all = Array.from({ length: count }, (_, at) => at), last = count - 1;
  const nodes = all.map((node) => ({
    node,
    zone: "a",
    capacity: 1,
    isWell: node === 0 || node === last,
    replicas: node === 0 ? count : 0,
    receiving: 0,
    sending: 0,
  }));
  const ranges = all.map((at) => ({ group: at + 1, leader: 0, voters: [0], isBusy: at < last }));
  return { nodes, ranges, most: { receiving: 1, sending: 1 }, slack: 0 };
}

/** Capacities and slacks are such that any way to reckon gives the same. */
function aView(random: Random, count: number, many: number): View {
  const zones = 1 + random.below(4), isEven = random.chance(0.6);
  const numbers = numbersOf(random, count), groups = numbersOf(random, many);
  const ranges: RangeSeen[] = Array.from({ length: many }, (_, i) => {
    const size = Math.min(count, [3, 3, 3, 3, 3, 5, 5, 2, 1][random.below(9)]!);
    const all = [...numbers], voters: NodeId[] = [];
    // Some nodes are fuller than others.
    while (voters.length < size) {
      const at = Math.floor(all.length * random.unit() ** 2);
      voters.push(...all.splice(at, 1));
    }
    return {
      group: groups[i]!,
      leader: voters[random.below(size)]!,
      voters,
      isBusy: random.below(8) === 0,
    };
  });
  const nodes: NodeSeen[] = numbers.map((node) => ({
    node,
    zone: "abcd"[random.below(zones)]!,
    capacity: isEven ? 1 : [0.5, 1, 2, 4][random.below(4)]!,
    isWell: random.below(9) > 0,
    replicas: ranges.filter(({ voters }) => voters.includes(node)).length + random.below(2),
    receiving: random.below(3),
    sending: random.below(3),
  }));
  const isUsual = random.chance(0.5), most = () => isUsual ? 2 : random.below(4);
  const slack = random.chance(0.4) ? 0 : [0.25, 0.5, 1, 2][random.below(4)]!;
  return { nodes, ranges, most: { receiving: most(), sending: most() }, slack };
}

/** From 0 on, or any, in any order. */
function numbersOf(random: Random, count: number): number[] {
  if (random.chance(0.5)) return Array.from({ length: count }, (_, at) => at);
  const all = Array.from({ length: 2 * count }, (_, at) => at);
  return Array.from({ length: count }, () => all.splice(random.below(all.length), 1)[0]!);
}

function* smaller(view: View): Generator<View> {
  const { nodes, ranges } = view;
  for (let at = 0; at < ranges.length; at++) yield { ...view, ranges: ranges.toSpliced(at, 1) };
  for (let at = 0; at < nodes.length; at++) {
    const { node } = nodes[at]!;
    if (ranges.some(({ voters }) => voters.includes(node))) continue;
    yield { ...view, nodes: nodes.toSpliced(at, 1) };
  }
}

/** It is carried out, and asked again, until it has nothing to give. */
function judge(balance: Balance, first: View, grading: Grading): void {
  let view = first;
  for (let moves = 0;; moves++) {
    const asked = `of what is seen, which is the next move?${
      moves > 0 ? ` After ${moves} of them:` : ""
    }${inWords(view)}`;
    const move = grading.asked(() => balance(shown(view)), () => `asked: ${asked}\n  came`);
    const all = movesOf(view), zones = all.filter(({ isForZones }) => isForZones);
    const may = zones.length > 0 ? zones : all, came = told(move);
    if (move === undefined) {
      if (may.length === 0) return;
      unlike({
        asked,
        came,
        must: `a move, such as ${told(may[0])}`,
        why: zones.length > 0 ? ZONES : BETTER,
      });
    }
    if (
      !may.some(({ group, from, to }) =>
        group === move.group && from === move.from && to === move.to
      )
    ) {
      const must = may.length === 0 ? "no move" : `another move, such as ${told(may[0])}`;
      unlike({ asked, came: `${came}, ${whyNot(view, move)}`, must, why: WELL });
    }
    view = moved(view, move);
  }
}

type Found = Move & { readonly isForZones: boolean };

/** All moves that there are. */
function movesOf(view: View): Found[] {
  const found: Found[] = [];
  for (const { group, voters } of view.ranges) {
    for (const from of voters) {
      for (const { node: to } of view.nodes) {
        const move = { group, from, to };
        if (whyForbidden(view, move) !== undefined) continue;
        const [here, there] = zonesOf(view, move);
        if (there < here) found.push({ ...move, isForZones: true });
        else if (there === here && isBetter(view, move)) found.push({ ...move, isForZones: false });
      }
    }
  }
  return found;
}

const nodeOf = ({ nodes }: View, node: NodeId) => nodes.find((each) => each.node === node);

/** Why a move must not be, whatever it is good for. */
function whyForbidden(view: View, { group, from, to }: Move): string | undefined {
  const range = view.ranges.find((each) => each.group === group), target = nodeOf(view, to);
  if (range === undefined || target === undefined) return "where one of them is not known";
  if (!range.voters.includes(from)) return `where node ${from} has none to give`;
  if (range.isBusy) return "of a range that is busy";
  if (!range.voters.every((node) => nodeOf(view, node)?.isWell)) {
    return "of a range of which not all voters are well";
  }
  if (range.voters.includes(to)) return `where node ${to} has one already`;
  if (!target.isWell) return `to node ${to}, which is not well`;
  if (target.receiving >= view.most.receiving) return `where node ${to} receives enough`;
  if (nodeOf(view, range.leader)!.sending >= view.most.sending) {
    return `where the leader sends enough`;
  }
  return undefined;
}

/** How many of the others are in the old zone, and how many in the new one. */
function zonesOf(view: View, { group, from, to }: Move): [here: number, there: number] {
  const { voters } = view.ranges.find((each) => each.group === group)!;
  const others = voters.filter((node) => node !== from).map((node) => nodeOf(view, node)!.zone);
  const count = (node: NodeId) => others.filter((zone) => zone === nodeOf(view, node)!.zone).length;
  return [count(from), count(to)];
}

function isBetter(view: View, { from, to }: Move): boolean {
  const [old, target] = [nodeOf(view, from)!, nodeOf(view, to)!];
  return old.replicas / old.capacity > (target.replicas + 1) / target.capacity + view.slack;
}

function whyNot(view: View, move: Move): string {
  const why = whyForbidden(view, move);
  if (why !== undefined) return why;
  const [here, there] = zonesOf(view, move);
  if (there > here) return `to a zone with ${there} of the others, from one with ${here}`;
  return isBetter(view, move) ? "where zones can be mended" : "which makes nothing better";
}

function moved(view: View, { group, from, to }: Move): View {
  const { leader } = view.ranges.find((each) => each.group === group)!;
  return {
    ...view,
    nodes: view.nodes.map((each) => ({
      ...each,
      replicas: each.replicas + Number(each.node === to) - Number(each.node === from),
      receiving: each.receiving + Number(each.node === to),
      sending: each.sending + Number(each.node === leader),
    })),
    ranges: view.ranges.map((each) =>
      each.group === group
        ? { ...each, isBusy: true, voters: [...each.voters.filter((node) => node !== from), to] }
        : each
    ),
  };
}

const told = (move: Move | undefined) =>
  move === undefined ? "no move" : `group ${move.group} from node ${move.from} to node ${move.to}`;

function inWords({ nodes, ranges, most, slack }: View): string {
  const lines = [
    ...nodes.map(({ node, zone, capacity, isWell, replicas, receiving, sending }) =>
      `node ${node} in zone ${zone}, capacity ${capacity}, ${
        isWell ? "well" : "not well"
      }: ${replicas} replicas, receives ${receiving}, sends ${sending}`
    ),
    ...ranges.map(({ group, leader, voters, isBusy }) =>
      `group ${group} on ${voters.join(" ")}, led by ${leader}${isBusy ? ", busy" : ""}`
    ),
    `at most ${most.receiving} received, ${most.sending} sent; slack ${slack}`,
  ];
  return lines.map((line) => `\n    ${line}`).join("");
}

const ZONES =
  "a replica that shares its zone with another one of its range goes to a zone with fewer of the " +
  "others, where it may: what fails together should not be a majority (section 15.7)";
const BETTER =
  "a node with the replica must be less full than the other is without the move, by more than " +
  "the slack: and as long as there is such a move, one is made (section 15.7)";
const WELL =
  "a move is from a range that is free, to a node that is well and has room, to no worse a zone, " +
  "and makes something better: zones first, and then how full nodes are; so moving comes to an " +
  "end (section 15.7)";
