// The review page: a ranked list, one card in full, and what may be done about it.
import { el, replace } from "/dom.js";
import { kindWord, language, number, percent, said, speak, verdictWord, w } from "/review/words.js";

const $ = (id) => document.getElementById(id);
const FILTERS = {
  todo: ["open", "half-approved", "approved"],
  live: ["published"],
  done: ["dismissed", "merged", "reverted", "expired"],
};
let shown = [];
let filter = "todo";
let selected = null;
let mode = "read";
let reports = { night: false, names: [] };

async function call(path, body) {
  const response = await fetch(path, body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? answer.title ?? String(response.status));
  return answer;
}

function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => ($("toast").hidden = true), 7000);
}

const who = () => $("who").value.trim();

async function act(word, body = {}) {
  if (!who()) {
    toast(w("who-first"));
    $("who").focus();
    return;
  }
  try {
    await call(`/review/api/cards/${selected}/${word}`, { who: who(), ...body });
    mode = "read";
    await load();
  } catch (problem) {
    toast(problem.message);
  }
}

const matching = () => shown.filter((one) => FILTERS[filter].includes(one.card.stage));

async function load() {
  shown = await call("/review/api/cards");
  reports = await call("/review/api/reports");
  draw();
}

function draw() {
  $("page-name").textContent = w("page");
  $("who-label").textContent = w("who");
  for (const lang of ["es", "en"]) $(`lang-${lang}`).setAttribute("aria-pressed", String(language() === lang));
  replace($("filters"), ...Object.keys(FILTERS).map((name) => el("button", {
    type: "button", "data-key": `filter-${name}`, "aria-pressed": String(filter === name), id: `filter-${name}`,
    onclick: () => { filter = name; selected = null; mode = "read"; draw(); },
  }, `${w(name)} `, el("b", {}, String(shown.filter((one) => FILTERS[name].includes(one.card.stage)).length)))));
  drawReports();
  const cards = matching();
  const still = shown.find((one) => one.card.suggestion.id === selected);
  if (!still) selected = cards[0]?.card.suggestion.id ?? null;
  replace($("list"), ...(cards.length ? cards.map(row) : [el("li", { class: "none" }, w("empty"))]));
  const one = shown.find((each) => each.card.suggestion.id === selected);
  replace($("detail"), ...(one ? (mode === "edit" ? editor(one) : detail(one)) : []));
}

function drawReports() {
  const links = reports.names.slice(0, 3).map((name) =>
    el("a", { href: `/review/reports/${name}` }, name.slice(8, 18)));
  const button = reports.night
    ? [el("button", { type: "button", id: "night", "data-key": "night", onclick: runNight }, w("night"))] : [];
  replace($("reports"), ...(links.length || button.length
    ? [el("span", {}, links.length ? `${w("reports")}: ` : ""), ...links, ...button] : []));
}

async function runNight() {
  $("night").disabled = true;
  toast(w("running"));
  try {
    toast((await call("/review/api/night", {})).outcome);
  } catch (problem) {
    toast(problem.message);
  }
  await load();
}

function row(one) {
  const s = one.card.suggestion;
  const button = el("button", {
    type: "button", class: "row", "data-key": s.id, "data-kind": s.kind,
    "aria-current": s.id === selected ? "true" : null,
    onclick: () => { selected = s.id; mode = "read"; draw(); },
  },
  el("span", { class: `kind kind-${s.kind}` }, kindWord(s.kind)),
  el("span", { class: "title" }, s.title),
  el("span", { class: "meta" },
    `${s.evidence.contacts} ${w("contacts")}`,
    s.backtest ? ` · +${s.backtest.gained}` : "",
    s.backtest?.wrong ? ` · −${s.backtest.wrong}` : ""),
  one.card.stage === "open" ? null : el("span", { class: `stage stage-${one.card.stage}` }, w(one.card.stage)));
  return el("li", {}, button);
}

const figure = (value, label) => el("div", { class: "figure" }, el("b", {}, value), el("span", {}, label));
const part = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);

function detail(one) {
  const { suggestion: s, stage, approvers, reviews } = one.card;
  const p = s.proposal;
  return [
    el("header", {},
      el("p", { class: "over" }, el("span", { class: `kind kind-${s.kind}` }, kindWord(s.kind)),
        ` ${s.pack} · ${s.lang} · `, el("span", { class: `stage stage-${stage}` }, w(stage))),
      el("h2", {}, s.title)),
    el("div", { class: "figures" },
      figure(number(s.evidence.contacts), w("contacts")),
      s.evidence.perDay ? figure(number(s.evidence.perDay), w("per-day")) : null,
      s.evidence.escalated ? figure(number(s.evidence.escalated), w("escalated")) : null,
      figure(w(s.evidence.trend), w("trend"))),
    actions(one),
    s.risks.length || one.needsTwo ? el("p", { class: "risk" }, `${w("risks")}: `,
      s.risks.map(w).join(", "), one.needsTwo ? `. ${w("two")}` : "") : null,
    p.advice ? part(w("advice"), el("p", {}, p.advice)) : null,
    one.changesFiles ? proposal(s) : el("p", { class: "quiet" }, w("by-hand")),
    s.effect ? effect(s.effect) : null,
    s.backtest ? backtest(s.backtest) : null,
    s.clashes.length ? part(w("clashes"), el("ul", {}, ...s.clashes.map((clash) => el("li", {},
      el("b", {}, clash.question), ` (${clash.faq}, ${percent(clash.confidence)}, ${w(clash.how)})`)))) : null,
    s.evidence.examples.length ? part(w("evidence"), el("ul", { class: "said" },
      ...s.evidence.examples.map((text) => el("li", {}, text)))) : null,
    part(w("history"), el("ol", { class: "history" },
      el("li", {}, `${s.firstNight} · ${w("first")}`),
      ...reviews.map((review) => el("li", {},
        `${new Date(review.atMs).toISOString().slice(0, 16).replace("T", " ")} · ${review.who} ${w(`did-${review.act}`)}`,
        review.reason ? `: ${review.reason}` : "")),
      ["open", "half-approved"].includes(stage) ? el("li", {}, `${w("expires")} ${s.expires}`) : null)),
    approvers.length ? el("p", { class: "quiet" }, `${w("approved")}: ${approvers.join(", ")}`) : null,
  ];
}

function proposal(s) {
  const p = s.proposal;
  if (p.tuning) {
    return part(w("proposal"), el("p", { class: "diff" }, el("del", {}, `${p.tuning.key}: ${p.tuning.from}`),
      el("ins", {}, `${p.tuning.key}: ${p.tuning.to}`)));
  }
  if (p.routing) {
    return part(w("proposal"), el("p", { class: "diff" }, el("del", {}, `${p.routing.when}: ${p.routing.is} → ${p.routing.from}`),
      el("ins", {}, `${p.routing.when}: ${p.routing.is} → ${p.routing.to}`)));
  }
  return part(w("proposal"),
    el("p", { class: "quiet" }, s.kind === "phrasings" ? `${w("more")} ` : "", el("code", {}, p.faq)),
    el("p", { class: "question" }, p.question),
    el("div", { class: "diff" }, ...p.phrasings.map((text) => el("ins", {}, text)),
      s.kind === "retire" ? el("del", {}, p.question) : null),
    s.kind === "phrasings" || s.kind === "retire" ? null
      : el("blockquote", { class: "answer" }, p.answer ?? w("no-answer")),
    p.sources.length ? el("details", {}, el("summary", {}, w("sources")),
      el("ul", { class: "said" }, ...p.sources.map((from) => el("li", {}, from.text)))) : null);
}

function range(rate) {
  return el("span", { class: "range" }, el("meter", { min: "0", max: "1", value: String(rate.value) }),
    ` ${percent(rate.value)} (${percent(rate.low)}–${percent(rate.high)})`);
}

function backtest(t) {
  return part(`${w("backtest")} · ${t.days} ${w("days")} · ${w(t.alone ? "alone" : "together")}`,
    el("div", { class: "figures" },
      figure(`+${number(t.gained)}`, w("gained")),
      figure(number(t.avoided), w("avoided")),
      figure(number(t.changed), w("changed")),
      figure(number(t.wrong), w("wrong"))),
    el("p", {}, range(t.share), ` ${w("share")}`),
    t.precision ? el("p", {}, range(t.precision), ` ${w("right")} (${t.right}/${t.right + t.wrong})`) : null,
    t.changes.length ? el("table", {}, el("thead", {}, el("tr", {},
      ...["message", "before", "after"].map((head) => el("th", { scope: "col" }, w(head))))),
    el("tbody", {}, ...t.changes.map((change) => el("tr", {}, el("td", {}, change.text),
      el("td", {}, said(change.before)), el("td", {}, said(change.after)))))) : null);
}

function effect(e) {
  return part(`${w("effect")} · ${e.since} · ${e.days} ${w("days")}`,
    el("p", { class: `verdict verdict-${e.verdict}` }, verdictWord(e.verdict)),
    el("p", {}, range(e.share), ` ${w("share")}`),
    e.expected ? el("p", { class: "quiet" }, `${w("expected")}: ${percent(e.expected.low)}–${percent(e.expected.high)}`) : null,
    el("p", {}, `${w("esc-before")}: ${number(e.escalatedBefore)}, ${w("esc-after")}: ${number(e.escalatedAfter)}`));
}

function actions(one) {
  const { stage } = one.card;
  const pending = FILTERS.todo.includes(stage);
  const button = (word, enabled, onclick, primary) => el("button", {
    type: "button", "data-key": `act-${word}`, "data-act": word, class: primary ? "primary" : null,
    disabled: !enabled, onclick }, w(word));
  return el("div", { class: "actions" },
    pending ? button("approve", stage !== "approved", () => act("approve"), stage !== "approved") : null,
    one.changesFiles && pending ? button("publish", stage === "approved", () => act("publish"), stage === "approved") : null,
    pending ? button("edit", true, () => { mode = "edit"; draw(); $("edit-answer")?.focus(); }) : null,
    pending ? ask("merge", mergeField(one), (value) => act("merge", { into: value })) : null,
    pending ? ask("dismiss", reasonField(), (value) => act("dismiss", { reason: value })) : null,
    stage === "published" ? ask("revert", reasonField(), (value) => act("revert", { reason: value })) : null);
}

/** A button that opens a small form below it. */
function ask(word, field, done) {
  const form = el("form", { class: "ask", onsubmit: (event) => { event.preventDefault(); done(field.value); } },
    field, el("button", { type: "submit", class: "primary" }, w("ok")));
  return el("details", { class: "asking", "data-act": word }, el("summary", { "data-key": `act-${word}` }, w(word)), form);
}

const reasonField = () => el("input", { required: true, maxlength: "500", "aria-label": w("reason"), placeholder: w("reason") });

function mergeField(one) {
  const s = one.card.suggestion;
  const others = shown.filter((other) => FILTERS.todo.includes(other.card.stage)
    && other.card.suggestion.id !== s.id && other.card.suggestion.pack === s.pack
    && other.card.suggestion.lang === s.lang && other.changesFiles);
  return el("select", { required: true, "aria-label": w("merge") }, ...others.map((other) =>
    el("option", { value: other.card.suggestion.id }, other.card.suggestion.title)));
}

function editor(one) {
  const s = one.card.suggestion;
  const p = s.proposal;
  const field = (key, value, rows) => {
    const input = rows ? el("textarea", { id: `edit-${key}`, rows: String(rows), maxlength: "4096" }, value)
      : el("input", { id: `edit-${key}`, maxlength: "400", value });
    return el("label", {}, el("span", {}, w(key === "faq" ? "id" : key)), input);
  };
  return [el("form", {
    class: "edit",
    onsubmit: (event) => {
      event.preventDefault();
      const body = { phrasings: $("edit-phrasings").value.split("\n").map((line) => line.trim()).filter(Boolean) };
      if (s.kind === "new-answer") {
        body.faq = $("edit-faq").value.trim();
        body.question = $("edit-question").value.trim();
      }
      if ($("edit-answer")?.value.trim()) body.answer = $("edit-answer").value.trim();
      act("edit", body);
    },
  },
  el("h2", {}, s.title),
  s.kind === "new-answer" ? field("faq", p.faq) : null,
  s.kind === "new-answer" ? field("question", p.question) : null,
  field("phrasings", p.phrasings.join("\n"), 7),
  s.kind === "phrasings" ? null : field("answer", p.answer ?? "", 6),
  el("div", { class: "actions" },
    el("button", { type: "submit", class: "primary" }, w("save")),
    el("button", { type: "button", onclick: () => { mode = "read"; draw(); } }, w("cancel"))))];
}

for (const lang of ["es", "en"]) {
  $(`lang-${lang}`).addEventListener("click", () => { speak(lang); draw(); });
}
$("who").value = localStorage.getItem("who") ?? "";
$("who").addEventListener("change", () => localStorage.setItem("who", who()));
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, button") || event.ctrlKey || event.altKey || event.metaKey) return;
  const ids = matching().map((one) => one.card.suggestion.id);
  const step = { j: 1, k: -1 }[event.key];
  if (step && ids.length) {
    selected = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(selected) + step))];
    mode = "read";
    draw();
  }
});
speak(language());
load().catch((problem) => toast(problem.message));
