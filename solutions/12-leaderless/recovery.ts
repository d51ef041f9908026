import {
  type Choice,
  compareBallots,
  type Id,
  type Objection,
  type Proposal,
  type Recovery,
  type Report,
} from "../../exercises/12-leaderless/given.ts";

/** Ryabinin, Gotsman and Sutra 2025, figure 5. */
export const recovery: Recovery = {
  chosen({ id, sizes: { replicas, failures, fastFailures }, reports }) {
    const all = [...reports.values()];
    const committed = all.find(({ phase }) => phase === "committed");
    if (committed !== undefined) return { type: "commit", proposal: committed.proposal! };
    const [highest] = all.filter(({ phase }) => phase === "accepted")
      .sort((a, b) => compareBallots(b.accepted, a.accepted));
    if (highest !== undefined) return { type: "accept", proposal: highest.proposal! };
    const supporters = all.filter(supports), support = supporters.length;
    const least = Math.max(1, replicas - failures - fastFailures);
    if (reports.has(id.replica) || support < least) return noOp(replicas);
    return { type: "validate", proposal: supporters[0]!.initial!, support };
  },
  objections({ rows, interfere }, id, { value, dependencies }) {
    const found: Objection[] = [];
    for (const [replica, row] of rows.entries()) {
      for (const [slot, { phase, proposal, initial }] of row) {
        const committed = phase === "committed", other: Id = { replica, slot };
        const known = committed ? proposal : initial;
        if (known === null || replica === id.replica && slot === id.slot) continue;
        if (covers(dependencies, other) || covers(known.dependencies, id)) continue;
        if (interfere(value, known.value)) found.push({ id: other, committed });
      }
    }
    return found;
  },
  judged({ sizes: { replicas, failures, fastFailures }, quorum, support, objections }) {
    if (objections.length === 0) return "possible";
    if (objections.some(({ committed }) => committed)) return "impossible";
    const isLeast = support === replicas - failures - fastFailures;
    const isApart = objections.some(({ id }) => !quorum.includes(id.replica));
    return isLeast && isApart ? "impossible" : "wait";
  },
};

function noOp(replicas: number): Choice {
  const dependencies = Array.from({ length: replicas }, () => 0);
  return { type: "accept", proposal: { value: [], dependencies, sequence: 0 } };
}

function supports({ phase, proposal, initial }: Report): boolean {
  return phase === "pre-accepted" && initial !== null && proposal!.sequence === initial.sequence &&
    proposal!.dependencies.every((slot, row) => slot === initial.dependencies[row]);
}

function covers(dependencies: Proposal["dependencies"], { replica, slot }: Id): boolean {
  return slot <= dependencies[replica]!;
}
