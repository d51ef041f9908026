/** Part 3. What is a quorum, and what shows that there was one. @module */

import { type Certificates, todo } from "./given.ts";

/**
 * - `faults`, `quorum` and `weak` are for n nodes, of which f may lie: as many as possible, with 3f < n. Any two quorums have
 *   a loyal node in common, there is one when f are silent, and none is larger than it must be.
 * - `isCertificate`: at least `quorum` of the `members` have signed; nobody is named twice, and nobody else is named.
 * - `gather`: votes come from anybody, several times, and for different things. If as many different members as make a
 *   quorum have signed the same statement, the certificate names members who have, each once, in ascending order, and at least
 *   a quorum of them. If several statements have enough, it is for any of them. If none has, null. Statements are the same if they are
 *   equal as data (`equal`), in whatever order their fields stand.
 */
export const certificates: Certificates = {
  faults: (_n) => todo("part 3, faults"),
  quorum: (_n) => todo("part 3, quorum"),
  weak: (_n) => todo("part 3, weak"),
  isCertificate: (_certificate, _members, _quorum) => todo("part 3, isCertificate"),
  gather: (_votes, _members, _quorum) => todo("part 3, gather"),
};
