// The strip on which somebody plays the agent.

import { postInOrder } from "./link.js";
import { owner, selected, store } from "./store.js";

const $ = (id) => document.getElementById(id);

export function startAgent(failed) {
  const act = (name) => {
    const id = store.selected;
    const body = { act: name, who: $("agent-who").value.trim() || "Ana" };
    if (id === null) return;
    if (name === "reply") {
      body.text = $("agent-text").value.trim();
      if (body.text === "") {
        $("agent-text").focus();
        return;
      }
      $("agent-text").value = "";
    }
    postInOrder(`agent ${id}`, `/sandbox/conversations/${encodeURIComponent(id)}/agent`, body).catch((error) => {
      if (body.text && $("agent-text").value === "") $("agent-text").value = body.text;
      failed(error);
    });
  };
  $("agent").addEventListener("submit", (event) => {
    event.preventDefault();
    act("reply");
  });
  for (const button of $("agent").querySelectorAll("button[type=button]")) {
    button.addEventListener("click", () => act(button.dataset.act));
  }
}

/** Offers what fits: anybody may claim, only the one who claimed replies and resolves. */
export function drawAgent() {
  const known = selected();
  const { owner: now } = owner(known);
  const human = now === "HUMAN";
  const fits = { claim: known && !human, reply: human, resolve: human, return: human || now === "QUEUED" };
  for (const button of $("agent").querySelectorAll("[data-act]")) {
    const kept = button === document.activeElement && !fits[button.dataset.act];
    button.setAttribute("aria-disabled", String(!fits[button.dataset.act]));
    // A button that has the focus keeps it: a disabled one would throw a keyboard user back to the top of the page.
    button.disabled = !fits[button.dataset.act] && !kept;
    button.classList.toggle("primary", button.dataset.act === "claim" ? now === "QUEUED" : button.dataset.act === "reply");
  }
  $("agent-text").disabled = !human && $("agent-text") !== document.activeElement;
}
