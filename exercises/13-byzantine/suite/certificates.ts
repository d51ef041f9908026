import text from "./certificates.md" with { type: "text" };
import { drawn, type Grading, shown, task, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import { isAlike } from "hb/grade/alike.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Certificate, Certificates, NodeId, Signed } from "../given.ts";

export const certificates = task<Answers>(text, ({ certificates }, grading) => {
  const sizes = [...Array.from({ length: 40 }, (_, i) => i + 1), 100, 301, 1000];
  grading.forAll(
    sizes.flatMap((n) => (["faults", "quorum", "weak"] as const).map((which) => ({ n, which }))),
    (given) => judgeSize(certificates, given, grading),
  );
  grading.forAll(shownOnes(), (given) => judgeOne(certificates, given, grading), fewerSigners);
  grading.forAll(
    drawn(1200, "votes", someVotes),
    (given) => judgeVotes(certificates, given, grading),
    fewerVotes,
  );
});

interface Size {
  readonly n: number;
  readonly which: "faults" | "quorum" | "weak";
}

/** By looking for the fewest that meet in somebody loyal. */
function sizeOf(n: number): Record<Size["which"], number> {
  let faults = 0;
  while (3 * (faults + 1) < n) faults++;
  let quorum = 1;
  while (2 * quorum - n <= faults) quorum++;
  return { faults, quorum, weak: faults + 1 };
}

function judgeSize(own: Certificates, { n, which }: Size, grading: Grading): void {
  const asked = `${which}(${n})`, right = sizeOf(n), must = right[which];
  const came = grading.asked(() => own[which](n), () => asked);
  if (came === must) return;
  const { faults, quorum } = right, meet = (size: number) => Math.max(0, 2 * size - n);
  const why = which === "faults"
    ? `of ${n} nodes ${faults} may lie, the most with 3f < n, as 3 · ${
      faults + 1
    } is not below ${n}`
    : which === "weak"
    ? `${faults} may lie, and one more is loyal`
    : `two sets of ${quorum} among ${n} have ${
      meet(quorum)
    } in common or more, of whom ${faults} may lie, so one is loyal; two of ${
      quorum - 1
    } need have no more than ${meet(quorum - 1)} in common, who may all lie`;
  const section = "(Castro and Liskov 1999, section 3)";
  throw new Wrong(said({ asked, came: told(came), must: `${must}`, why: `${why} ${section}` }));
}

interface One {
  readonly signers: readonly NodeId[];
  readonly members: readonly NodeId[];
  readonly quorum: number;
}

function judgeOne(own: Certificates, { signers, members, quorum }: One, grading: Grading): void {
  const statement = { kind: "commit", view: 3 };
  const asked = `whether ${encode({ signers, statement })} is a certificate, of ${quorum} of ${
    members.join(", ") || "nobody"
  }`;
  const came = grading.asked(
    () => own.isCertificate(shown({ signers, statement }), shown(members), quorum),
    () => asked,
  );
  const twice = signers.find((signer, i) => signers.indexOf(signer) < i);
  const stranger = signers.find((signer) => !members.includes(signer));
  const must = twice === undefined && stranger === undefined && signers.length >= quorum;
  if (came === must) return;
  const why = twice !== undefined
    ? `node ${twice} counts once`
    : stranger !== undefined
    ? `node ${stranger} is no member`
    : `${signers.length} different members have signed`;
  throw new Wrong(said({ asked, came: told(came), must: `${must}`, why }));
}

function* shownOnes(): Generator<One> {
  const members = [0, 1, 2, 3];
  for (let at = 0; at < 5 ** 4; at++) {
    const signers = [0, 1, 2, 3].map((place) => Math.floor(at / 5 ** place) % 5);
    for (const length of [0, 1, 2, 3, 4]) {
      if (at % 5 ** (4 - length) === 0 || length === 4) {
        yield { signers: signers.slice(0, length), members, quorum: 3 };
      }
    }
  }
  yield* drawn(300, "certificates", (random) => {
    const n = 1 + random.below(random.chance(0.3) ? 40 : 10), first = random.chance(0.3) ? 10 : 0;
    const members = Array.from({ length: n }, (_, i) => first + i), { quorum } = sizeOf(n);
    const signers = members.filter(() => random.chance(0.75));
    const odd = random.below(4);
    if (odd === 0 && signers.length > 0) signers.push(signers[random.below(signers.length)]!);
    if (odd === 1) signers.push(first + n + random.below(3));
    return { signers, members, quorum };
  });
}

function* fewerSigners(given: One): Generator<One> {
  for (const at of given.signers.keys()) {
    yield { ...given, signers: given.signers.toSpliced(at, 1) };
  }
}

interface Votes {
  readonly votes: readonly Signed<unknown>[];
  readonly members: readonly NodeId[];
  readonly quorum: number;
}

function judgeVotes(own: Certificates, { votes, members, quorum }: Votes, grading: Grading): void {
  const asked = `to gather a certificate of ${quorum} of ${members.join(", ")} out of\n${
    votes.map(({ signer, statement }) => `       node ${signer}: ${encode(statement)}`).join(
      "\n",
    ) ||
    "       nothing"
  }`;
  const came = grading.asked(() => own.gather(shown(votes), shown(members), quorum), () => asked);
  const signersOf = (statement: unknown) =>
    [
      ...new Set(
        votes.filter((vote) => members.includes(vote.signer) && isAlike(vote.statement, statement))
          .map(({ signer }) => signer),
      ),
    ].sort((a, b) => a - b);
  const enough = votes.find(({ statement }) => signersOf(statement).length >= quorum)?.statement;
  const fail = (must: string, why: string): never => {
    throw new Wrong(said({ asked, came: told(came), must, why }));
  };
  if (enough === undefined) {
    if (came !== null) {
      fail("null", "no statement has been signed by a quorum of different members");
    }
    return;
  }
  const right = { signers: signersOf(enough), statement: enough };
  const given = Object(came) as Certificate<unknown>;
  if (came === null || !Array.isArray(given.signers)) {
    return fail(encode(right), "a quorum of different members has signed the same");
  }
  const { signers, statement } = given, signed = signersOf(statement);
  const isRight = signers.length >= quorum &&
    signers.every((signer, i) => signed.includes(signer) && signer > (signers[i - 1] ?? -1));
  if (!isRight) {
    fail(
      encode(right),
      "it names members who have signed just that, each once, in ascending order, and at least a quorum",
    );
  }
}

/** A statement, written in two ways, and others that are not the same. */
interface Statements {
  readonly same: readonly [unknown, unknown];
  readonly others: readonly unknown[];
}

const commit = { kind: "commit", cluster: "c", view: 2, sequence: 7, digest: "d" };

const records: Statements = {
  same: [commit, { digest: "d", sequence: 7, view: 2, cluster: "c", kind: "commit" }],
  others: [
    { ...commit, kind: "prepare" },
    { ...commit, view: 3 },
    { ...commit, sequence: 6 },
    { ...commit, digest: "e" },
    { ...commit, cluster: "other" },
  ],
};

/** A statement may be anything. */
const oddities: readonly Statements[] = [
  {
    same: [{ of: { view: 1, block: "b" }, at: [{ x: 1, y: 2 }] }, {
      at: [{ y: 2, x: 1 }],
      of: { block: "b", view: 1 },
    }],
    others: [{ of: { view: 1, block: "c" }, at: [{ x: 1, y: 2 }] }, {
      of: { view: 1, block: "b" },
      at: [{ x: 2, y: 1 }],
    }],
  },
  { same: [1, 1], others: ["1", [1], true] },
  { same: ["1", "1"], others: [1, ["1"]] },
  { same: [null, null], others: ["null", 0, false, ""] },
  { same: ["", ""], others: [0, null, false] },
  { same: [0, 0], others: ["0", false, null] },
];

function someVotes(random: Random): Votes {
  const n = 1 + random.below(random.chance(0.2) ? random.chance(0.2) ? 60 : 22 : 7),
    first = random.chance(0.3) ? 8 : 0;
  const members = Array.from({ length: n }, (_, i) => first + i), { quorum } = sizeOf(n);
  const { same, others } = random.chance(0.6) ? records : oddities[random.below(oddities.length)]!;
  const votes: Signed<unknown>[] = [], most = random.chance(0.7) ? 0.85 : 0.4;
  const strangers = [first + n, first + n + 3];
  for (const signer of [...members, ...members, ...strangers]) {
    if (!random.chance(most)) continue;
    const statement = random.chance(0.75)
      ? same[random.below(2)]
      : others[random.below(others.length)];
    votes.push({ signer, statement });
    if (random.chance(0.2)) votes.push({ signer, statement });
  }
  for (let at = votes.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [votes[at], votes[other]] = [votes[other]!, votes[at]!];
  }
  return { votes, members, quorum };
}

function* fewerVotes(given: Votes): Generator<Votes> {
  for (const at of given.votes.keys()) yield { ...given, votes: given.votes.toSpliced(at, 1) };
}
