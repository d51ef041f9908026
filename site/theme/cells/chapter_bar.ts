/** What runs or changes all cells of a chapter, and says how far it is. @module */

/** What its buttons ask for. */
export interface ChapterWishes {
  runAll(): void;
  stop(): void;
  reset(): void;
  /** Saves the chapter as a notebook. */
  save(): void;
  /** Copies a link with the edited cells in it. */
  link(): void;
}

/** The row under the title of a chapter. */
export interface ChapterBar {
  readonly element: HTMLElement;
  /** Says something, also to a screen reader. */
  say(words: string): void;
  busy(isBusy: boolean): void;
  edited(isEdited: boolean): void;
}

/** Makes the row. */
export function chapterBar(wishes: ChapterWishes): ChapterBar {
  const element = document.createElement("div");
  element.className = "chapter-bar";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "All cells of this chapter");
  const button = (text: string, title: string, act: () => void) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.title = title;
    made.onclick = act;
    element.append(made);
    return made;
  };
  const runAll = button(
    "Run all cells",
    "Run all cells of this chapter here, in order",
    wishes.runAll,
  );
  const stop = button("Stop", "Stop the cell that runs", wishes.stop);
  const reset = button(
    "Reset all",
    "Put the code and the outputs of the book back",
    wishes.reset,
  );
  button(
    "Save as notebook",
    "Save this chapter with your cells and outputs",
    wishes.save,
  );
  const link = button(
    "Copy link",
    "Copy a link that holds your edited cells",
    wishes.link,
  );
  const said = document.createElement("span");
  said.className = "chapter-said";
  said.setAttribute("role", "status");
  said.textContent = "Every cell of this chapter runs in this page.";
  element.append(said);
  stop.hidden = true;
  reset.hidden = true;
  link.hidden = true;
  return {
    element,
    say(words) {
      said.textContent = words;
    },
    busy(isBusy) {
      element.dataset["busy"] = String(isBusy);
      stop.hidden = !isBusy;
      runAll.disabled = isBusy;
    },
    edited(isEdited) {
      reset.hidden = !isEdited;
      link.hidden = !isEdited;
    },
  };
}
