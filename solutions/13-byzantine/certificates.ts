/** Part 3. What is a quorum, and what shows that there was one. @module */

import { type Certificates, equal, type NodeId } from "../../exercises/13-byzantine/given.ts";

const faults = (n: number): number => Math.floor((n - 1) / 3);

export const certificates: Certificates = {
  faults,
  quorum: (n) => Math.ceil((n + faults(n) + 1) / 2),
  weak: (n) => faults(n) + 1,
  isCertificate({ signers }, members, quorum) {
    const distinct = new Set(signers);
    return distinct.size === signers.length && distinct.size >= quorum &&
      signers.every((signer) => members.includes(signer));
  },
  gather(votes, members, quorum) {
    const groups: { readonly statement: unknown; readonly signers: Set<NodeId> }[] = [];
    for (const { signer, statement } of votes) {
      if (!members.includes(signer)) continue;
      let group = groups.find((each) => equal(each.statement, statement));
      if (group === undefined) groups.push(group = { statement, signers: new Set() });
      group.signers.add(signer);
    }
    const enough = groups.find(({ signers }) => signers.size >= quorum);
    if (enough === undefined) return null;
    const { statement, signers } = enough;
    return { signers: [...signers].sort((a, b) => a - b), statement };
  },
};
