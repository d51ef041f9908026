/// <reference lib="dom" />
/** Elements made by hand: whatever a run says becomes text, and never markup. @module */

type Attributes = Readonly<
  Record<string, string | number | boolean | undefined>
>;
type Child = Node | string;

/** An element of HTML. */
export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  return dress(element, attributes, children);
}

/** An element of SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  return dress(element, attributes, children);
}

/** `undefined` and `false` leave an attribute out; `true` is one without a value. */
function dress<E extends Element>(
  element: E,
  attributes: Attributes,
  children: Child[],
): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** A button with an icon or words on it; `label` says to everybody what it does. */
export function button(
  label: string,
  face: Child,
  act: () => void,
): HTMLButtonElement {
  const title = typeof face === "string" && face === label ? undefined : label;
  const element = html(
    "button",
    { type: "button", title, "aria-label": title },
    face,
  );
  element.addEventListener("click", act);
  return element;
}

/** An icon of 16 by 16 px in the ink around it. */
export function icon(path: string): SVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", {
      d: path,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.8,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}
