// The live figures on top.

import { el, replace, sparkline } from "./dom.js";
import { store } from "./store.js";
import { number, percent, word } from "./words.js";

export function drawFigures() {
  const now = store.figures;
  const ms = now ? [now.ackP50Ms, now.ackP99Ms, now.ackP999Ms].map((value) => number(value, value < 10 ? 1 : 0)).join(" · ") : "–";
  const room = now && now.ringSize > 0 ? now.ringRoom / now.ringSize : 1;
  replace(document.getElementById("figures"),
    figure("f-webhooks", now ? number(now.webhooksPerSecond) : "–", store.webhooks.length > 1 ? sparkline(store.webhooks) : null),
    figure("f-ack", now ? [ms, el("small", {}, " ms")] : "–"),
    figure("f-ring", now ? percent(room) : "–", null, room < 0.25 ? "tight" : null),
    figure("f-decisions", now ? number(now.decisionsPerSecond) : "–"),
    figure("f-outbox", now ? number(now.outboxPending) : "–"),
    figure("f-journal", now ? number(now.journalSequence) : "–"));
}

function figure(key, value, extra = null, kind = null) {
  return el("div", { class: kind }, el("dt", {}, word(key)), el("dd", {}, ...[value].flat(), extra ?? ""));
}
