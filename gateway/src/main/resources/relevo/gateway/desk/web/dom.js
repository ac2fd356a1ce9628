// Builds the page. Text becomes text nodes and nothing else: there is no way from here to markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; strings become text. An `on…` attribute is a listener, null is left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return node;
}

const PATHS = {
  plus: "M12 5v14M5 12h14",
  send: "M4 12 20 4l-5 16-3.500-6.500z",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  image: "M4 5h16v14H4zM8 10.500a1.500 1.500 0 1 0 0-.01M5 18l5-5 3 3 3-3 4 4",
  pin: "M12 21s7-6.200 7-11a7 7 0 0 0-14 0c0 4.800 7 11 7 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5",
  unknown: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .8-1 1.700M12 16.500v.01",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01",
  tap: "M9 14V6a1.500 1.500 0 0 1 3 0v5l5 1.200a2 2 0 0 1 1.500 2.300L17.500 20H11l-4-5a1.500 1.500 0 0 1 2-2z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600 19 19M5 19l1.400-1.400M17.600 6.400 19 5",
  moon: "M20 14.500A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500z",
  back: "M15 5l-7 7 7 7",
  sent: "M6 12.500l4 4 8-9",
  delivered: "M2.500 12.500l4 4 8-9M11 15.500l1 1 8-9",
  waiting: "M12 7v5l3 2M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
  failed: "M12 7v6M12 16.500v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
};

/** A small line drawing; it says nothing to a screen reader, so what it stands next to must. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A line through values, newest at the right. */
export function sparkline(values) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 60 18");
  svg.setAttribute("class", "spark");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "polyline");
  const top = Math.max(...values, 1);
  const points = values.map((value, i) => `${(60 * i) / Math.max(values.length - 1, 1)},${17 - (15 * value) / top}`);
  line.setAttribute("points", points.join(" "));
  svg.append(line);
  return svg;
}

/** Puts new children in place and gives the focus back to the one with the same `data-key`. */
export function replace(parent, ...children) {
  const key = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  parent.replaceChildren(...children.flat(2).filter((child) => child !== null && child !== undefined));
  if (key !== undefined) {
    const again = [...parent.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
    if (again) again.focus({ preventScroll: true });
  }
}

// Characters that turn text around or cannot be seen: a customer could use them to make an agent read something else.
const UNSEEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}\p{Cs}]/u;
const NAMES = {
  0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ", 0x200e: "LRM", 0x200f: "RLM", 0x202a: "LRE", 0x202b: "RLE",
  0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
  0xfeff: "BOM", 0x00ad: "SHY", 0x061c: "ALM", 0x2060: "WJ",
};
const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F/u;
const MARK = /\p{M}/u;
const MARKS_MAX = 3;

/** Text of a customer as nodes: what cannot be seen is drawn as a small label, stacked accents are cut. */
export function seen(text) {
  const nodes = [];
  let plain = "";
  let marks = 0;
  const points = [...text];
  points.forEach((point, i) => {
    marks = MARK.test(point) ? marks + 1 : 0;
    const joins = point === "\u200d" && PICTURE.test(points[i - 1] ?? "") && PICTURE.test(points[i + 1] ?? "");
    if (marks > MARKS_MAX) return;
    if (!UNSEEN.test(point) || joins) {
      plain += point;
      return;
    }
    if (plain) nodes.push(document.createTextNode(plain));
    plain = "";
    const code = point.codePointAt(0);
    const name = NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    nodes.push(el("span", { class: "unseen", title: `U+${code.toString(16).toUpperCase().padStart(4, "0")}` }, name));
  });
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

/** Text of the business as a phone shows it: what stands between asterisks is bold. */
export function bold(text) {
  return text.split(/(\*[^*\s](?:[^*\n]*[^*\s])?\*)/).map((part, i) => (i % 2 ? el("b", {}, seen(part.slice(1, -1))) : seen(part)));
}

/** A run of a customer's text that cannot turn what stands around it. */
export function quote(text, tag = "span", attributes = {}) {
  return el(tag, { dir: "auto", ...attributes, class: `said ${attributes.class ?? ""}`.trim() }, seen(text));
}
