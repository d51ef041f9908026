/** A button of an exercise's page. @module */

/** Makes a button. */
export function button(text: string, title: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.title = title;
  made.onclick = act;
  return made;
}
