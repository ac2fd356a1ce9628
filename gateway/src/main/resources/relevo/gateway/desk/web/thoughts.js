// The right side: what the system decided on the customer's last message, and why.

import { el, quote, replace, seen } from "./dom.js";
import { latestDecision, openHandover, owner, selected } from "./store.js";
import { gloss, language, number, percent, time, word } from "./words.js";

const $ = (id) => document.getElementById(id);
const OWNERS = ["BOT", "QUEUED", "HUMAN", "SURVEY"];
const HISTORY_MAX = 50;

let picked = null;
let pickedOf = null;
let redraw = () => {};
const drawn = new Map();

export function startThoughts(changed) {
  redraw = changed;
}

export function drawThoughts() {
  const known = selected();
  if (pickedOf !== known?.id || !known?.decisions.includes(picked)) picked = null;
  pickedOf = known?.id ?? null;
  const decided = picked ?? latestDecision(known);
  drawDecision(decided);
  drawStages(known);
  drawUnderstood(decided?.explanation ?? null);
  drawScore(decided?.explanation ?? null);
  const escalated = decided?.decisions.find((decision) => decision.decision === "escalate")?.handover;
  drawPacket(escalated ?? openHandover(known));
  drawHistory(known, decided);
}

/** True when a card shows these very things already: then it is left alone, with its focus, scrolling and selection. */
function shows(card, ...things) {
  things.push(language());
  const before = drawn.get(card);
  drawn.set(card, things);
  return before !== undefined && before.every((thing, i) => thing === things[i]);
}

function title(id, key) {
  return el("h2", { id: `${id}-title` }, word(key));
}

function chip(kind) {
  return el("span", { class: `chip kind-${kind}` }, gloss(kind), el("code", {}, kind));
}

function drawDecision(decided) {
  if (shows("decision", decided, picked)) return;
  if (!decided) {
    replace($("decision"), title("decision", "decision"), el("p", { class: "empty" }, word("no-decision")));
    return;
  }
  const reasons = decided.decisions.flatMap((decision) => decision.handover?.reasons ?? []);
  replace($("decision"),
    el("div", { class: "card-head" }, title("decision", picked ? "older" : "decision"),
      picked ? el("button", { type: "button", class: "small", "data-key": "latest", onclick: () => pick(null) }, word("latest"))
        : el("time", {}, time(decided.atMs, true))),
    el("p", { class: "about" }, inputLine(decided.input)),
    el("p", { class: "verdict", "data-kinds": decided.decisions.map((decision) => decision.decision).join(" ") },
      decided.decisions.map((decision) => chip(decision.decision))),
    reasons.length ? el("p", { class: "reasons" }, el("span", { class: "label" }, word("because")),
      reasons.map((reason) => el("span", { class: "chip reason" }, gloss(reason), el("code", {}, reason)))) : null,
    decided.decisions.map(detail),
    el("dl", { class: "facts" },
      fact("lang", decided.explanation.lang),
      fact("input", `${number(decided.inputSequence)}·${decided.inputIndex}`),
      fact("version", decided.version)));
}

function detail(decision) {
  const text = decision.decision === "answer" ? decision.faq
    : decision.decision === "clarify" ? decision.faqs.join(", ")
      : decision.decision === "flow" ? `${decision.flow} → ${decision.step}`
        : decision.decision === "notice" ? decision.notice
          : decision.decision === "silent" ? decision.because
            : null;
  return text ? el("p", { class: "detail" }, ...seen(text)) : null;
}

function fact(key, value) {
  return el("div", {}, el("dt", {}, word(key)), el("dd", {}, ...seen(String(value))));
}

function inputLine(input) {
  if (input.input === "agent") {
    return [`${gloss("agent")} `, quote(input.who), ` · ${word(input.act)}`, input.text ? [": ", quote(input.text)] : []].flat();
  }
  const said = input.text ?? input.title ?? (input.kind ? word(input.kind) : null)
    ?? input.timer ?? input.step ?? input.segment ?? input.details;
  return said ? [`${gloss(input.input)} `, quote(said, "q")] : [gloss(input.input)];
}

function drawStages(known) {
  const { owner: now, epoch } = owner(known);
  if (shows("stages", known?.id, now, epoch)) return;
  replace($("stages"), OWNERS.map((name) =>
    el("li", { class: `stage stage-${name}`, "aria-current": known && name === now ? "step" : null },
      el("span", {}, word(name)), known && name === now && epoch ? el("small", {}, `${word("epoch")} ${epoch}`) : null)));
}

function bar(value, of, kind) {
  const fill = el("span", { class: "fill" });
  fill.style.width = `${Math.max(0, Math.min(100, (100 * value) / of))}%`;
  return el("span", { class: `bar ${kind}`, "aria-hidden": "true" }, fill);
}

function drawUnderstood(explanation) {
  if (shows("understood", explanation)) return;
  if (!explanation) {
    replace($("understood"), title("understood", "understood"), el("p", { class: "empty" }, "—"));
    return;
  }
  const slots = Object.entries(explanation.slots);
  replace($("understood"), title("understood", "understood"),
    el("p", { class: "row-bar" }, el("span", { class: "label" }, word("in-scope")), bar(explanation.inScope, 1, "scope"),
      el("b", {}, percent(explanation.inScope))),
    el("h3", {}, word("candidates")),
    explanation.candidates.length
      ? el("ol", { class: "candidates" }, explanation.candidates.map(candidate))
      : el("p", { class: "empty" }, word("no-candidates")),
    slots.length ? [el("h3", {}, word("slots")), slotList(slots)] : null);
}

function candidate(one, i) {
  const why = Object.entries(one.why).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, 3);
  return el("li", { class: i === 0 ? "best" : null },
    el("span", { class: "name" }, ...seen(one.id)), el("b", {}, percent(one.confidence)), bar(one.confidence, 1, "confidence"),
    why.length ? el("small", {}, why.map(([name, value]) => `${name} ${number(value, 2)}`).join(" · ")) : null);
}

function slotList(slots) {
  return el("dl", { class: "slots" }, slots.map(([name, value]) =>
    el("div", {}, el("dt", {}, name), quote(value, "dd"))));
}

function drawScore(explanation) {
  if (shows("score", explanation)) return;
  if (!explanation || explanation.contributions.length === 0) {
    replace($("score"), title("score", "score"), el("p", { class: "empty" }, explanation ? word("no-score") : "—"));
    return;
  }
  const { score, threshold, contributions } = explanation;
  const hard = contributions.some((one) => one.hard);
  const reached = hard || score >= threshold;
  const state = reached ? "reached" : explanation.watch ? "watch" : "below";
  const full = Math.max(score, threshold) * 1.2 || 1;
  const mark = el("span", { class: "threshold" }, el("span", {}, word("threshold")));
  mark.style.left = `${(100 * threshold) / full}%`;
  const rows = contributions.filter((one) => one.contribution !== 0 || one.hard);
  rows.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const zero = contributions.filter((one) => !rows.includes(one)).map((one) => one.feature);
  replace($("score"), title("score", "score"),
    el("p", { class: `gauge-text ${state}` },
      el("b", {}, word("score-of", { score: number(score, 2), threshold: number(threshold, 2) })),
      el("span", {}, word(hard ? "score-hard" : `score-${state}`))),
    el("div", { class: "gauge" }, bar(score, full, state), mark),
    el("table", { class: "contributions" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, word("feature")), el("th", { scope: "col" }, word("value")),
        el("th", { scope: "col" }, word("weight")), el("th", { scope: "col" }, word("contribution")))),
      el("tbody", {},
        rows.map((one) => el("tr", {},
          el("th", { scope: "row" }, one.feature, one.hard ? el("span", { class: "hard" }, word("hard")) : null),
          el("td", {}, number(one.value, 2)), el("td", {}, `× ${number(one.weight, 2)}`), el("td", {}, number(one.contribution, 2)))),
        zero.length ? el("tr", { class: "zero" }, el("td", { colspan: "4" }, `${word("zero")} ${zero.join(", ")}`)) : null),
      el("tfoot", {}, el("tr", {}, el("th", { scope: "row", colspan: "3" }, word("total")), el("td", {}, number(score, 2))))));
}

function drawPacket(handover) {
  $("packet").hidden = !handover;
  if (shows("packet", handover) || !handover) return;
  replace($("packet"), title("packet", "packet"), packetNodes(handover, true));
}

/** What an agent gets with a hand-over, as nodes. */
export function packetNodes(handover, withTranscript) {
  const { waitSecondsFrom: from = null, waitSecondsTo: to = null } = handover;
  const slots = Object.entries(handover.slots);
  return [
    el("dl", { class: "facts big" },
      fact("queue", handover.queue), fact("tier", handover.tier),
      el("div", { class: `priority-${handover.priority}` }, el("dt", {}, word("priority")), el("dd", {}, word(handover.priority))),
      from !== null && to !== null
        ? fact("wait", word("wait-range", { from: Math.ceil(from / 60), to: Math.ceil(to / 60) })) : null),
    el("p", { class: "reasons" }, handover.reasons.map((reason) =>
      el("span", { class: "chip reason" }, gloss(reason), el("code", {}, reason)))),
    el("div", { class: withTranscript ? "packet-columns" : null },
      withTranscript ? el("div", {}, el("h3", {}, word("transcript")),
        el("ol", { class: "transcript", tabindex: "0", "data-key": "transcript", "aria-label": word("transcript") }, handover.transcript.map((turn) =>
          el("li", { class: `by-${["customer", "bot", "agent", "note"].includes(turn.by) ? turn.by : "bot"}` },
            el("span", { class: "label" }, word(turn.by === "note" ? "a-note" : turn.by)), quote(turn.text, "p"))))) : null,
      el("div", {},
        slots.length ? [el("h3", {}, word("slots")), slotList(slots)] : null,
        handover.stepsDone.length ? [el("h3", {}, word("steps")), plainList(handover.stepsDone)] : null,
        handover.faqHits.length ? [el("h3", {}, word("faq-hits")), plainList(handover.faqHits)] : null)),
  ];
}

function plainList(items) {
  return el("ul", { class: "plain-list" }, items.map((item) => quote(item, "li")));
}

function drawHistory(known, current) {
  if (shows("history", known?.id, known?.decisions.at(-1), current)) return;
  const decisions = known ? known.decisions.slice(-HISTORY_MAX).reverse() : [];
  replace($("history"), title("history", "history"),
    decisions.length
      ? el("ol", { class: "history" }, decisions.map((decided) =>
        el("li", {}, el("button", {
          type: "button",
          "data-key": `${decided.inputSequence}.${decided.inputIndex}`,
          "aria-current": decided === current ? "true" : null,
          onclick: () => pick(decided),
        },
        el("time", {}, time(decided.atMs, true)),
        el("span", { class: "history-input" }, inputLine(decided.input)),
        el("span", { class: "history-kinds" }, decided.decisions.map((decision) =>
          el("code", { class: `chip kind-${decision.decision}` }, decision.decision)))))))
      : el("p", { class: "empty" }, word("no-history")));
}

function pick(decided) {
  picked = decided;
  redraw();
}
