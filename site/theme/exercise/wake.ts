/** Wakes the page of an exercise, and the list of all. Their code is fetched where there is one. @module */

/** Ends what is on the page that was shown before. */
let leave = () => {};
let turn = 0;

/** Gives the page that is shown now what it needs, if it is that of an exercise or their list. */
export function wakeExercises(): void {
  leave();
  leave = () => {};
  const own = ++turn;
  const slug = document.querySelector<HTMLElement>("[data-exercise]")?.dataset["exercise"];
  const sections = [...document.querySelectorAll<HTMLElement>(".vp-doc section.part")];
  if (slug !== undefined && sections.length > 0) {
    void import("./exercise.ts").then(({ openExercise }) => {
      if (own === turn) leave = openExercise(slug, sections);
    });
  }
  const list = document.querySelector<HTMLElement>(".vp-doc [data-exercises]");
  if (list === null) return;
  void import("./list.ts").then(({ openList }) => {
    if (own === turn) openList(list);
  });
}
