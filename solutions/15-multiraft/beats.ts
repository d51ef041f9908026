/** Part 5: by node, and by group. */

import type { Beat, BeatReply, Beats, NodeId } from "../../exercises/15-multiraft/given.ts";

export const beats: Beats = {
  due(replicas, io) {
    const byNode = new Map<NodeId, Beat[]>();
    for (const { group, leads, isAsleep, term, commit, round, agrees, ...members } of replicas) {
      if (!leads || isAsleep) continue;
      const all = new Set([...members.voters, ...members.outgoing, ...members.learners]);
      all.delete(io.self);
      for (const node of all) {
        const beat = { group, term, previous: agrees.get(node)!, commit, round };
        byNode.set(node, [...byNode.get(node) ?? [], beat]);
      }
    }
    for (const [node, beats] of byNode) io.send(node, { type: "beats", beats });
  },
  came(from, beats, replicas, io) {
    const replies: BeatReply[] = [];
    for (const { group, ...append } of beats) {
      if (!replicas.some((each) => each.group === group)) continue;
      const reply = io.receive(group, from, append);
      if (reply !== undefined) replies.push({ group, ...reply });
    }
    if (replies.length > 0) io.send(from, { type: "beatReplies", replies });
  },
  answered(from, replies, replicas, io) {
    for (const { group, ...reply } of replies) {
      if (replicas.some((each) => each.group === group && each.leads)) {
        io.settle(group, from, reply);
      }
    }
  },
};
