/**
 * Papers as links. Whoever publishes a paper gives it a DOI, under which it is found wherever it moves; so every
 * source that has one leads there, also where the notebook only names it.
 *
 * @module
 */

/** The DOIs of sources by their titles, in small letters. */
export const dois: ReadonlyMap<string, string> = new Map([
  ["a digital signature based on a conventional encryption function", "10.1007/3-540-48184-2_32"],
  ["a contribution to the mathematical theory of epidemics", "10.1098/rspa.1927.0118"],
  [
    "a majority consensus approach to concurrency control for multiple copy databases",
    "10.1145/320071.320076",
  ],
  [
    "a new paradigm for collision-free hashing: incrementality at reduced cost",
    "10.1007/3-540-69053-0_13",
  ],
  ["an upper and lower bound for clock synchronization", "10.1016/S0019-9958(84)80033-9"],
  [
    "brewer's conjecture and the feasibility of consistent, available, partition-tolerant web services",
    "10.1145/564585.564601",
  ],
  ["causal memory: definitions, implementation, and programming", "10.1007/BF01784241"],
  ["cockroachdb: the resilient geo-distributed sql database", "10.1145/3318464.3386134"],
  ["concerning the size of logical clocks in distributed systems", "10.1016/0020-0190(91)90055-M"],
  ["conflict-free replicated data types", "10.1007/978-3-642-24550-3_29"],
  ["consensus in the presence of partial synchrony", "10.1145/42282.42283"],
  ["consistency in non-transactional distributed storage systems", "10.1145/2926965"],
  ["consistency tradeoffs in modern distributed database system design", "10.1109/MC.2012.33"],
  ["defining liveness", "10.1016/0020-0190(85)90056-0"],
  ["delta state replicated data types", "10.1016/j.jpdc.2017.08.003"],
  ["detection of mutual inconsistency in distributed systems", "10.1109/TSE.1983.236733"],
  [
    "distributed snapshots: determining global states of distributed systems",
    "10.1145/214451.214456",
  ],
  [
    "don't settle for eventual: scalable causal consistency for wide-area storage with cops",
    "10.1145/2043556.2043593",
  ],
  ["dynamo: amazon's highly available key-value store", "10.1145/1294261.1294281"],
  [
    "efficient reconciliation and flow control for anti-entropy protocols",
    "10.1145/1529974.1529983",
  ],
  ["efficient solutions to the replicated log and dictionary problems", "10.1145/800222.806750"],
  ["end-to-end arguments in system design", "10.1145/357401.357402"],
  ["epidemic algorithms for replicated database maintenance", "10.1145/41840.41841"],
  ["epidemic broadcast trees", "10.1109/SRDS.2007.27"],
  [
    "fail-stop processors: an approach to designing fault-tolerant computing systems",
    "10.1145/357369.357371",
  ],
  ["flexible paxos: quorum intersection revisited", "10.4230/LIPIcs.OPODIS.2016.25"],
  [
    "foundationdb: a distributed unbundled transactional key value store",
    "10.1145/3448016.3457559",
  ],
  ["gossip-based computation of aggregate information", "10.1109/SFCS.2003.1238221"],
  [
    "how to make a multiprocessor computer that correctly executes multiprocess programs",
    "10.1109/TC.1979.1675439",
  ],
  ["hyparview: a membership protocol for reliable gossip-based broadcast", "10.1109/DSN.2007.56"],
  ["implementing fault-tolerant services using the state machine approach", "10.1145/98163.98167"],
  ["implementing linearizability at large scale and low latency", "10.1145/2815400.2815416"],
  ["implementing remote procedure calls", "10.1145/2080.357392"],
  ["impossibility of distributed consensus with one faulty process", "10.1145/3149.214121"],
  ["interleaving anomalies in collaborative text editors", "10.1145/3301419.3323972"],
  ["introduction to reliable and secure distributed programming", "10.1007/978-3-642-15260-3"],
  ["keeping calm: when distributed consistency is easy", "10.1145/3369736"],
  ["lightweight causal and atomic group multicast", "10.1145/128738.128742"],
  ["linearizability: a correctness condition for concurrent objects", "10.1145/78969.78972"],
  ["logical physical clocks", "10.1007/978-3-319-14472-6_2"],
  ["making operation-based crdts operation-based", "10.1007/978-3-662-43352-2_11"],
  ["notes on data base operating systems", "10.1007/3-540-08755-9_9"],
  ["on interprocess communication", "10.1007/BF01786227"],
  ["on spreading a rumor", "10.1137/0147013"],
  ["on verifying causal consistency", "10.1145/3009837.3009888"],
  ["paxos vs raft: have we reached consensus on distributed consensus?", "10.1145/3380787.3393681"],
  ["principles of eventual consistency", "10.1561/2500000011"],
  ["probabilistic clock synchronization", "10.1007/BF01784024"],
  ["providing high availability using lazy replication", "10.1145/138873.138877"],
  ["pure operation-based replicated data types", "10.48550/arXiv.1710.04469"],
  ["randomized rumor spreading", "10.1109/SFCS.2000.892324"],
  [
    "replicated abstract data types: building blocks for collaborative applications",
    "10.1016/j.jpdc.2010.12.006",
  ],
  ["replicated data types: specification, verification, optimality", "10.1145/2535838.2535848"],
  ["sequential consistency versus linearizability", "10.1145/176575.176576"],
  ["session guarantees for weakly consistent replicated data", "10.1109/PDIS.1994.331722"],
  ["simplifying and isolating failure-inducing input", "10.1109/32.988498"],
  [
    "some constraints and tradeoffs in the design of network communications",
    "10.1145/800213.806523",
  ],
  ["stochastic rumours", "10.1093/imamat/1.1.42"],
  ["testing shared memories", "10.1137/S0097539794279614"],
  [
    "the art of the fugue: minimizing interleaving in collaborative text editing",
    "10.48550/arXiv.2305.00583",
  ],
  ["coordination avoidance in database systems", "10.14778/2735508.2735509"],
  ["the escrow transactional method", "10.1145/7239.7265"],
  ["the shortest-path problem for graphs with random arc-lengths", "10.1016/0166-218X(85)90059-9"],
  ["time, clocks, and the ordering of events in a distributed system", "10.1145/359545.359563"],
  ["atomic snapshots of shared memory", "10.1145/153724.153741"],
  ["dotted version vectors: logical clocks for optimistic replication", "10.48550/arXiv.1011.5808"],
  ["multiwriter consistency conditions for shared memory registers", "10.1137/07071158X"],
  ["on the theory of order statistics", "10.1007/BF02127580"],
  ["probabilistically bounded staleness for practical partial quorums", "10.14778/2212351.2212359"],
  [
    "robust emulation of shared memory using dynamic quorum-acknowledged broadcasts",
    "10.1109/FTCS.1997.614100",
  ],
  [
    "scalable and accurate causality tracking for eventually consistent stores",
    "10.1007/978-3-662-43352-2_6",
  ],
  ["sharing memory robustly in message-passing systems", "10.1145/200836.200869"],
  ["the load, capacity, and availability of quorum systems", "10.1137/S0097539795281232"],
  ["wait-free synchronization", "10.1145/114005.102808"],
  ["weighted voting for replicated data", "10.1145/800215.806583"],
  ["vertical paxos and primary-backup replication", "10.1145/1582716.1582783"],
]);

/** Where a DOI leads; brackets would end a link of Markdown. */
export function addressOf(doi: string): string {
  return `https://doi.org/${doi.replaceAll("(", "%28").replaceAll(")", "%29")}`;
}

/** A title that stands in emphasis, also over the end of a line, and is no link yet. */
const title = /(?<![\w[])_([^_]+)_(?![\w\]])/g;

/** Markdown in which the titles of known sources are links, unless their list item has that link already. */
export function withSourceLinks(markdown: string): string {
  return markdown.split(/(\n\n+|\n(?=[-*] ))/).map((block) =>
    block.replace(title, (all, words: string) => {
      const doi = doiOf(words);
      return doi === undefined || leadsTo(block, doi) ? all : `[${all}](${addressOf(doi)})`;
    })
  ).join("");
}

/** The DOI of a source by its title, however that is broken into lines. */
export function doiOf(words: string): string | undefined {
  return dois.get(words.replace(/\s+/g, " ").replaceAll("’", "'").trim().toLowerCase());
}

function leadsTo(block: string, doi: string): boolean {
  return decodeURIComponent(block.replace(/%(?![\da-f]{2})/gi, "%25")).includes(`doi.org/${doi}`);
}

/** DOIs that are written out and lead nowhere. */
export function bareDois(markdown: string): string[] {
  const prose = markdown.replace(/`[^`]*`/g, "").replace(
    /\[(?:[^\[\]]|\[[^\]]*\])*\]\([^()\s]+\)/g,
    "",
  )
    .replace(/<https?:[^>]*>|https?:\S+/g, "");
  return [...prose.matchAll(/\b10\.\d{4,9}\/[^\s,;]+/g)].map(([doi]) => doi.replace(/[.)]+$/, ""));
}
