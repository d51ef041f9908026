import { compareBallots, type Learner } from "../../exercises/09-paxos/given.ts";

/** Lamport 2001, section 2.3. */
export const learner: Learner = (paxos, s, { from, ballot, value }, io) => {
  if (s.decided !== null) return;
  const last = s.votes.get(from);
  if (last !== undefined && compareBallots(ballot, last.ballot) < 0) return;
  s.votes.set(from, { ballot, value });
  const same = [...s.votes].filter(([, vote]) => compareBallots(vote.ballot, ballot) === 0);
  if (!paxos.quorums(io.peers).phase2(new Set(same.map(([node]) => node)))) return;
  s.decided = value;
  for (const { client } of s.wishes) io.answer(client, value);
  Object.assign(s, { votes: new Map(), wishes: [], attempt: null, failures: 0 });
  io.cancel("retry");
};
