import text from "./views.md" with { type: "text" };
import { isAlike } from "hb/grade/alike.ts";
import { drawnBy, type Grading, shown, task, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import type { Answers } from "../answers.ts";
import type { Beginning, NewViews, Proof, Signed, ViewChange } from "../given.ts";
import { sizesOf } from "./did.ts";
import { isNewView, isProof, isViewChange, proposals } from "./right_views.ts";
import {
  aCame,
  aLog,
  aNewView,
  aProof,
  aViewChange,
  type Came,
  type LogCase,
  type NewViewCase,
  type OneProof,
  type OneViewChange,
  smallerCame,
} from "./views_cases.ts";
import { runs } from "./views_runs.ts";
import { inChange, inNewView, inProof, inRules, inWhole } from "./views_words.ts";

export const views = task<Answers>(text, ({ views }, grading) => {
  grading.forAll(
    drawnBy(grading, 700, "proofs", aProof),
    (given) => judgeProof(views, given, grading),
  );
  grading.forAll(
    drawnBy(grading, 700, "view changes", aViewChange),
    (given) => judgeChange(views, given, grading),
  );
  grading.forAll(drawnBy(grading, 400, "logs", aLog), (given) => judgeWant(views, given, grading));
  grading.forAll(
    drawnBy(grading, 700, "came", aCame),
    (given) => judgeBegin(views, given, grading),
    smallerCame,
  );
  grading.forAll(
    drawnBy(grading, 500, "new views", aNewView),
    (given) => judgeNewView(views, given, grading),
  );
  runs(views, grading);
});

/** Requires the same answer to a question, yes or no. */
function same(came: unknown, must: boolean, asked: string, why: string): void {
  if (came === must) return;
  throw new Wrong(said({ asked, came: told(came), must: `${must}`, why }));
}

function judgeProof(own: NewViews, { rules, proof, odd }: OneProof, grading: Grading): void {
  const asked = `${inRules(rules)}: does this prove that something was prepared?\n${
    inProof(proof)
  }`;
  const came = grading.asked(() => own.isProof(shown(rules), shown(proof)), () => asked);
  same(
    came,
    isProof(rules, proof),
    asked,
    odd ??
      "the primary of that view, and as many different backups as make a quorum with it, have signed the same (Castro and Liskov 1999, section 4.4)",
  );
}

function judgeChange(own: NewViews, { rules, change, odd }: OneViewChange, grading: Grading): void {
  const asked = `${inRules(rules)}: is this view change valid?\n${inChange(change)}`;
  const came = grading.asked(() => own.isViewChange(shown(rules), shown(change)), () => asked);
  same(
    came,
    isViewChange(rules, change),
    asked,
    odd ?? "all that it shows is as it must be (section 4.4)",
  );
}

function judgeWant(own: NewViews, { rules, log, view }: LogCase, grading: Grading): void {
  const low = log.stable?.statement.sequence ?? 0;
  const asked =
    `what a replica shows that wants view ${view}, has executed ${log.executed}, whose stable checkpoint is at ${low}, and has prepared\n${
      log.proofs.map(inProof).join("\n") || "       nothing"
    }`;
  const came = grading.asked(() => own.want(shown(rules), shown(log), view), () => asked);
  const latest = new Map<number, Proof>();
  for (const proof of log.proofs) {
    const { sequence, view } = proof.prePrepare.statement, known = latest.get(sequence);
    if (sequence > low && view > (known?.prePrepare.statement.view ?? -1)) {
      latest.set(sequence, proof);
    }
  }
  const prepared = [...latest].sort(([a], [b]) => a - b).map(([, proof]) => proof);
  const must: ViewChange = {
    kind: "viewChange",
    cluster: rules.cluster,
    view,
    stable: log.stable,
    prepared,
  };
  if (isAlike(came, must)) return;
  const why =
    "it shows its stable checkpoint, and of each number above it the proof in the latest view, executed or not: what is executed here " +
    "need not be known anywhere else (section 4.4)";
  const words = (change: ViewChange) => inWhole(change);
  throw new Wrong(said({ asked, came: `\n${words(came)}`, must: `\n${words(must)}`, why }));
}

function judgeBegin(own: NewViews, { rules, view, came: all }: Came, grading: Grading): void {
  const asked = `${inRules(rules)}: how view ${view} begins, where this has come:\n${
    all.map(inChange).join("\n") || "       nothing"
  }`;
  const came = grading.asked(() => own.begin(shown(rules), view, shown(all)), () => asked);
  const isValid = (change: Signed<ViewChange>) =>
    change.statement.view === view && isViewChange(rules, change);
  const valid = all.filter(isValid), { quorum } = sizesOf(rules.replicas);
  const signers = new Set(valid.map(({ signer }) => signer));
  const fail = (must: string, why: string): never => {
    throw new Wrong(said({ asked, came: inBeginning(came), must, why }));
  };
  const first = valid.filter((each, i) =>
    valid.findIndex(({ signer }) => signer === each.signer) === i
  );
  if (signers.size < quorum) {
    if (came !== null) {
      fail(
        "null: it cannot begin yet",
        `only ${signers.size} different replicas have a valid word for it, and a quorum is ${quorum}`,
      );
    }
    return;
  }
  const right = {
    viewChanges: first,
    prePrepares: proposals(rules, view, first.map(({ statement }) => statement)),
  };
  const must = inBeginning(right);
  if (came === null || !Array.isArray(came?.viewChanges) || !Array.isArray(came.prePrepares)) {
    return fail(
      must,
      "a quorum of different replicas has a valid word for it, whatever else has come (section 4.4)",
    );
  }
  const chosen = came.viewChanges;
  for (const change of chosen) {
    if (!all.some((each) => isAlike(each, change))) {
      fail(must, "it forges: it begins with what nobody has signed");
    }
    if (!isValid(change)) {
      fail(must, `what node ${change.signer} says is not valid, or for another view`);
    }
  }
  const names = new Set(chosen.map(({ signer }) => signer));
  if (names.size < chosen.length || names.size < quorum) {
    fail(must, "it takes a quorum of different replicas, each once");
  }
  const follows = proposals(rules, view, chosen.map(({ statement }) => statement));
  if (!isAlike(came.prePrepares, follows)) {
    fail(
      inBeginning({ viewChanges: chosen, prePrepares: follows }),
      "it starts after the highest stable checkpoint that is shown, and goes up to the highest number that is proved; each number has what was " +
        "proved in the latest view, or the null request (section 4.4)",
    );
  }
}

function inBeginning(beginning: Beginning | null): string {
  try {
    if (beginning === null) return "null";
    const { viewChanges, prePrepares } = beginning;
    const names = viewChanges.map(({ signer }) => signer).join(", ");
    const first = prePrepares.map(({ sequence, digest, view, kind, cluster }) =>
      `${sequence}:${digest} in view ${view}${
        kind === "prePrepare" ? "" : ` (a ${kind})`
      } of "${cluster}"`
    );
    return `it begins with the word of ${names || "nobody"}, and proposes ${
      first.join(", ") || "nothing"
    }`;
  } catch {
    return told(beginning);
  }
}

function judgeNewView(own: NewViews, { rules, newView, odd }: NewViewCase, grading: Grading): void {
  const asked = `${inRules(rules)}: may a view begin so?\n${inNewView(newView)}`;
  const came = grading.asked(() => own.isNewView(shown(rules), shown(newView)), () => asked);
  same(
    came,
    isNewView(rules, newView),
    asked,
    odd ?? "its primary proposes just what follows from the word of a quorum (section 4.4)",
  );
}
