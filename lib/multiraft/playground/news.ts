/** What is worth telling of ranges, as sentences. What a group executes is told where it is led. @module */

import { entryAt } from "../../consensus/raft/log.ts";
import type { NodeId } from "../../model/protocol.ts";
import { routeTo } from "../gateway/routes.ts";
import type { RangeCommand } from "../range/commands.ts";
import { admit } from "../range/heard.ts";
import { type GroupId, intervalInWords } from "../range/interval.ts";
import { hasBegun } from "../range/state.ts";
import type { NodeState, Replica } from "../state.ts";

type Replicas = Readonly<Replica>;

/** What is new at a node. */
export function news(
  node: NodeId,
  before: Readonly<NodeState> | undefined,
  now: Readonly<NodeState>,
): string | undefined {
  if (before === undefined) return undefined;
  const all = [...now.replicas].flatMap(([id, replica]) => {
    const was = before.replicas.get(id);
    return was === undefined ? [] : changed(node, id, was, replica);
  });
  const told = [
    ...all,
    ...here(node, before, now),
    ...gone(node, before, now),
    ...redirected(node, before, now),
  ];
  return told.length === 0 ? undefined : told.join(" ");
}

/** Ranges that are here now; whoever leads the range that one was split off from has told of that. */
function here(node: NodeId, before: Readonly<NodeState>, now: Readonly<NodeState>): string[] {
  const isHere = (replica: Replicas | undefined) =>
    replica !== undefined && hasBegun(replica.group.machine);
  const isTold = (id: GroupId) =>
    [...now.replicas.values()].some(({ group: { leading, machine } }) =>
      leading !== null && machine.born.includes(id)
    );
  return [...now.replicas].flatMap(([id, replica]) =>
    isHere(replica) && !isHere(before.replicas.get(id)) && !isTold(id)
      ? [`Node ${node} has range ${id} now, ${intervalInWords(replica.group.machine)}.`]
      : []
  );
}

function changed(node: NodeId, id: GroupId, was: Replicas, is: Replicas): string[] {
  const told: string[] = [];
  const led = was.group.leading !== null, leads = is.group.leading !== null;
  if (leads && !led) told.push(`Node ${node} leads range ${id} in term ${is.group.term}.`);
  if (led && !leads) told.push(`Node ${node} no longer leads range ${id}.`);
  if (!leads) return told;
  told.push(...executed(id, was, is), ...intervals(id, was, is));
  const [slept, sleeps] = [was, is].map(({ asleepSince }) => asleepSince !== null);
  if (sleeps && !slept) told.push(`Range ${id} goes to sleep.`);
  if (slept && !sleeps) told.push(`Range ${id} wakes.`);
  return told;
}

/** What a range has executed that changes what its keys hold. */
function executed(id: GroupId, was: Replicas, { group }: Replicas): string[] {
  const told: string[] = [];
  for (let index = was.group.lastApplied + 1; index <= group.lastApplied; index++) {
    const entry = entryAt(group.log, index);
    if (entry?.type !== "command") continue;
    const command = entry.command as RangeCommand;
    if (command.type !== "operate" || command.operation.type !== "put") continue;
    const { stamp, version, operation: { key, value } } = command;
    // What is meant for another version is an entry, too, and what is asked again; they change nothing.
    if (version !== group.machine.version) continue;
    if (stamp !== null && admit(was.group.machine.heard, stamp).type !== "new") continue;
    told.push(`Range ${id} executes put ${key} = ${value}.`);
  }
  return told;
}

/** What has become of the keys of a range. */
function intervals(id: GroupId, { group: was }: Replicas, { group: is }: Replicas): string[] {
  const told: string[] = [], [a, b] = [was.machine, is.machine];
  for (const child of b.born.filter((each) => !a.born.includes(each))) {
    if (b.end === null || b.end === a.end) continue;
    told.push(`Range ${id} becomes two at ${b.end}: what comes from there on is range ${child}.`);
  }
  if (a.merging === null && b.merging !== null) {
    told.push(`Range ${id} stops, to become a part of range ${b.merging.into}.`);
  }
  if (a.merging !== null && b.merging === null) {
    told.push(`Range ${id} goes on: range ${a.merging.into} will not absorb it.`);
  }
  // The last one is the range itself; before it stand those that were parts of it.
  const absorbed = b.absorbed.length > a.absorbed.length ? b.absorbed.at(-1) : undefined;
  if (absorbed !== undefined) {
    told.push(`Range ${id} absorbs range ${absorbed}: it has ${intervalInWords(b)} now.`);
  }
  return told;
}

/** Replicas that are gone, but for those whose range is a part of another. */
function gone(node: NodeId, before: Readonly<NodeState>, now: Readonly<NodeState>): string[] {
  return [...before.replicas.keys()].filter((id) =>
    !now.replicas.has(id) && now.tombstones.get(id)?.conf !== null
  ).map((id) => `Node ${node} has no replica of range ${id} any more.`);
}

/** What a gateway has learnt about where a key is that it had asked for elsewhere. */
function redirected(
  node: NodeId,
  { gateway: was }: Readonly<NodeState>,
  { gateway: is }: Readonly<NodeState>,
): string[] {
  return [...is.pending].flatMap(([number, { key, merges, tries }]) => {
    const asked = was.pending.get(number), from = routeTo(was.routes, key);
    const to = routeTo(is.routes, key);
    if (asked === undefined || merges !== null || to === undefined) return [];
    if (tries === asked.tries || from?.group === to.group && from.leader === to.leader) return [];
    const whom = to.leader === null ? "its members" : `node ${to.leader}`;
    return [`Node ${node} learns that ${key} is in range ${to.group}, and asks ${whom}.`];
  });
}
