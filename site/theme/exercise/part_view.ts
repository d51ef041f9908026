/** One part of an exercise on its page: its buttons, its hints, and how it stands. @module */

import type { Judged, PartHead } from "../../run/exercise/messages.ts";
import { button } from "./button.ts";
import type { Desk } from "./desk.ts";
import { sentence, type VerdictView, verdictView } from "./verdict.ts";

/** How a part stands. */
export type PartStanding =
  | "untouched"
  | "edited"
  | "running"
  | "done"
  | "done before"
  | "wrong"
  | "not done yet"
  | "not judged";

/** What the buttons of a part ask for. */
export interface PartWishes {
  grade(view: PartView): void;
  gradeAll(): void;
  stop(): void;
  reset(view: PartView): void;
  hinted(view: PartView, count: number): void;
}

/** One part on the page. */
export interface PartView {
  readonly head: PartHead;
  readonly verdict: VerdictView;
  stand(standing: PartStanding): void;
  standing(): PartStanding;
  /** Says something, also to a screen reader. */
  say(words: string): void;
  busy(isBusy: boolean, isOwn: boolean): void;
  show(judged: Judged): Promise<void>;
  /** Shows so many hints. */
  hint(count: number): void;
  /** To where the keyboard comes from the editor. */
  focus(): void;
  /** The editor is open, and stands here. */
  opened(): void;
  /** Says whether the file is another than it was handed out. */
  edited(isEdited: boolean): void;
}

const badges: Readonly<Record<PartStanding, string>> = {
  untouched: "",
  edited: "edited",
  running: "is judged",
  done: "done",
  "done before": "done before, by another answer",
  wrong: "wrong",
  "not done yet": "not done yet",
  "not judged": "not judged",
};

/** Gives a part of the page its buttons; `desk` holds its file, which may stand at an earlier part. */
export function partView(
  section: HTMLElement,
  head: PartHead,
  desk: Desk,
  wishes: PartWishes,
): PartView {
  const hints = [...section.querySelectorAll<HTMLElement>(".hints > li")];
  const place = section.querySelector<HTMLElement>(".desk")!;
  const verdict = verdictView(`Verdict on part ${head.number}`);
  const badge = document.createElement("span");
  badge.className = "badge";
  section.querySelector(".part-facts")!.append(" ", badge);
  const row = document.createElement("div");
  row.className = "part-bar";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", `Part ${head.number}`);
  const said = document.createElement("span");
  said.className = "part-said";
  said.setAttribute("role", "status");
  let standing: PartStanding = "untouched";
  let shown = 0;

  const grade = button(
    "Grade this part",
    "Judge this part (Shift+Enter in the editor)",
    () => wishes.grade(view),
  );
  const stop = button("Stop", "End the code that is judged", wishes.stop);
  const edit = button("Edit", `Write in ${head.file}`, () => void desk.edit(true));
  const all = button("Grade all", "Judge all parts of this exercise, in order", wishes.gradeAll);
  const hint = button("", "Show one more hint", () => {
    wishes.hinted(view, shown + 1);
    view.hint(shown + 1);
    hints[shown - 1]!.focus();
  });
  const reset = button(
    "Reset",
    `Put ${head.file} back as it was handed out`,
    () => wishes.reset(view),
  );
  stop.hidden = true;
  reset.hidden = true;
  row.append(grade, stop, edit, all, hint, reset, said);
  const list = place.querySelector(".hints");
  place.insertBefore(row, list);
  section.querySelector(".bench")!.append(verdict.element);
  hints.forEach((each) => each.tabIndex = -1);

  const view: PartView = {
    head,
    verdict,
    standing: () => standing,
    stand(next) {
      standing = next;
      section.dataset["standing"] = next;
      badge.textContent = badges[next];
    },
    say(words) {
      said.textContent = words;
    },
    busy(isBusy, isOwn) {
      grade.disabled = all.disabled = isBusy;
      stop.hidden = !(isBusy && isOwn);
    },
    async show(judged) {
      const { result: { standing, unjudged } } = judged;
      view.stand(unjudged ? "not judged" : standing);
      view.say(sentence(judged));
      await verdict.show(judged);
    },
    hint(count) {
      shown = Math.min(count, hints.length);
      hints.forEach((each, i) => each.hidden = i >= shown);
      hint.textContent = shown === 0 ? "Hint" : `Hint ${shown + 1} of ${hints.length}`;
      hint.hidden = shown === hints.length;
    },
    focus: () => grade.focus(),
    opened() {
      edit.hidden = true;
    },
    edited(isEdited) {
      reset.hidden = !isEdited;
    },
  };
  view.hint(0);
  return view;
}
