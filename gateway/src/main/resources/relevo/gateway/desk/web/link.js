// The wire: one stream of events in, small JSON requests out.

/** Listens for ever. `heard` gets {conversation, event}; `changed` gets live, reconnecting or too-many. */
export function listen(heard, changed) {
  const source = new EventSource("/sandbox/events");
  source.onopen = () => changed("live");
  source.onmessage = (message) => heard(JSON.parse(message.data));
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) {
      changed("reconnecting");
      return;
    }
    // A refusal (no place, stopping) ends an EventSource for good; try again ourselves.
    changed("too-many");
    setTimeout(() => listen(heard, changed), 5000);
  };
}

/** Sends one request. Throws an Error whose message can be shown. */
export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("offline");
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? String(response.status));
  }
  return response.status === 204 ? null : response.json();
}

const lines = new Map();

/** Sends requests of one customer one after the other, so that fast typing arrives in order. */
export function postInOrder(line, path, body) {
  const before = lines.get(line) ?? Promise.resolve();
  const now = before.catch(() => {}).then(() => post(path, body));
  lines.set(line, now);
  return now;
}
