/** An editor for one cell, fetched when the first cell is edited. @module */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export { errorLine } from "../../run/error_line.ts";

/** An editor that stands on the page. */
export interface Editor {
  text(): string;
  setText(text: string): void;
  focus(): void;
  /** Marks the line of an error, from 1; nothing marks none. */
  mark(line?: number): void;
}

/** What the editor tells, and is asked for by the keyboard. */
export interface Desk {
  onChange(text: string): void;
  /** Shift+Enter, as in Jupyter. */
  onRun(): void;
  /** Escape: the keyboard leaves the editor, from which Tab does not. */
  onLeave(): void;
  readonly label: string;
}

const markLine = StateEffect.define<number | undefined>();

const marked = StateField.define({
  create: () => Decoration.none,
  update(marks, { effects, docChanged, state }) {
    const told = effects.find((effect) => effect.is(markLine));
    if (told === undefined) return docChanged ? Decoration.none : marks;
    const line: number | undefined = told.value;
    if (line === undefined || line > state.doc.lines) return Decoration.none;
    return Decoration.set([
      Decoration.line({ class: "cm-wrong" }).range(state.doc.line(line).from),
    ]);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.modifier],
    color: "var(--code-keyword)",
  },
  {
    tag: [tags.function(tags.variableName), tags.typeName, tags.className],
    color: "var(--code-name)",
  },
  {
    tag: [tags.number, tags.bool, tags.null, tags.propertyName],
    color: "var(--code-value)",
  },
  {
    tag: [tags.string, tags.special(tags.string), tags.regexp],
    color: "var(--code-string)",
  },
  { tag: tags.comment, color: "var(--code-comment)" },
]);

/** Puts an editor with `text` into `place`. */
export function openEditor(
  place: HTMLElement,
  text: string,
  desk: Desk,
): Editor {
  const run = () => (desk.onRun(), true);
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Shift-Enter", run },
          { key: "Mod-Enter", run },
          { key: "Escape", run: () => (desk.onLeave(), true) },
        ]),
        lineNumbers(),
        history(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        marked,
        javascript({ typescript: true }),
        syntaxHighlighting(colours),
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({ "aria-label": desk.label }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) desk.onChange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (insert) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert },
      }),
    focus: () => view.focus(),
    mark: (line) => view.dispatch({ effects: markLine.of(line) }),
  };
}
