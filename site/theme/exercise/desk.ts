/** A file of answers on the page: its code as the page has it, and an editor once somebody writes. @module */

import type { Editor } from "../cells/editor.ts";

/** What a desk tells. */
export interface DeskWishes {
  /** The reader has changed the text. */
  changed(text: string): void;
  /** The reader wants it graded, by the keyboard. */
  grade(): void;
  /** The keyboard leaves the editor. */
  leave(): void;
  /** The editor stands in the place of the code. */
  opened(): void;
}

/** A file of answers on the page. */
export interface Desk {
  readonly file: string;
  /** As it was handed out. */
  readonly starter: string;
  readonly text: string;
  edit(withFocus: boolean): Promise<void>;
  /** Puts another text in place. */
  change(text: string): void;
  /** Marks a line, from 1, which opens the editor; nothing marks none. */
  mark(line?: number): Promise<void>;
}

/** Makes a desk of the block of code in `place`. */
export function openDesk(place: HTMLElement, file: string, wishes: DeskWishes): Desk {
  const block = place.querySelector<HTMLElement>(":scope > div[class*='language-']")!;
  const starter = `${block.querySelector("pre code")!.textContent!.replace(/\n$/, "")}\n`;
  let text = starter;
  let editor: Editor | undefined;
  let opening: Promise<void> | undefined;

  async function open(): Promise<void> {
    const { openEditor } = await import("../cells/editor.ts");
    const frame = document.createElement("div");
    frame.className = "cell-editor";
    block.after(frame);
    block.hidden = true;
    editor = openEditor(frame, text, {
      label: `${file}, your answer`,
      onChange(next) {
        if (next === text) return;
        text = next;
        wishes.changed(text);
      },
      onRun: wishes.grade,
      onLeave: wishes.leave,
    });
    wishes.opened();
  }

  return {
    file,
    starter,
    get text() {
      return text;
    },
    async edit(withFocus) {
      await (opening ??= open());
      if (withFocus) editor!.focus();
    },
    change(next) {
      text = next;
      if (editor === undefined) block.querySelector("pre code")!.textContent = next;
      else if (editor.text() !== next) editor.setText(next);
    },
    async mark(line) {
      if (line === undefined) return editor?.mark();
      await (opening ??= open());
      editor!.mark(line);
    },
  };
}
