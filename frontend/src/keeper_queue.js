// What waits to be sent, for all forms and tabs of one person: one after another, each again with its own id until it is answered.
import { isClosed, makeId, names, person, read, remove, tab, write } from "./keeper_store.js";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const PATIENCE_MS = 30_000;
const TRANSIENT = new Set([408, 425, 429]);
const MOST_FAILURES = 6; // Then what makes the server fail leaves the queue, so that the rest is sent; its text stays kept.

const channel = person && "BroadcastChannel" in window ? new BroadcastChannel(`keeper:${person}`) : null;
const listeners = new Set();
let draining = false;
let timer = null;
let wait = FIRST_WAIT_MS;

// "waiting" without a connection, "signed-out", or "" while all is well.
export let trouble = "";

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
export const onOutcome = (listener) => listeners.add(listener);
export const countWaiting = () => names("post:").length;

export function waitingOf(key) {
  return names("post:")
    .map((name) => ({ name, post: read(name) }))
    .filter(({ post }) => post?.key === key);
}

function tell(outcome) {
  for (const listener of listeners) listener(outcome);
  channel?.postMessage(outcome);
}

// Content that was never sent gives its place to newer content of the same form. Returns whether it was kept.
export function put({ key, action, hidden, content, version, id }) {
  const unsent = waitingOf(key).find(({ post }) => post.tab === tab && !post.tries);
  const kept = write(unsent?.name ?? nextName(), { key, tab, action, hidden, content, version, id, tries: 0 });
  if (trouble) tell({ state: trouble });
  if (timer === null) drain();
  return kept;
}

function nextName() {
  const last = Number(names("post:").at(-1)?.split(":")[1] ?? 0);
  return `post:${Math.max(Date.now(), last + 1)}:${makeId()}`;
}

export function resume() {
  clearTimeout(timer);
  timer = null;
  wait = FIRST_WAIT_MS;
  drain();
}

async function drain() {
  if (draining || isClosed() || !countWaiting()) return;
  draining = true;
  try {
    await (navigator.locks ? navigator.locks.request(`keeper:${person}`, sendAll) : sendAll());
  } finally {
    draining = false;
  }
  if (timer === null) drain();
}

async function sendAll() {
  let name;
  while ((name = names("post:")[0])) if (!(await send(name))) return;
}

async function send(name) {
  const found = read(name);
  const post = { ...found, tries: (found?.tries ?? 0) + 1 };
  if (!found || !write(name, post)) return remove(name) ?? true;
  if (!trouble) tell({ ...post, state: "saving" });
  const { state, answer } = await deliver(post);
  if (state === "waiting" || state === "signed-out") return pause(state);
  trouble = "";
  wait = FIRST_WAIT_MS;
  settle(name, post, state, answer);
  tell({ ...answer, key: post.key, tab: post.tab, content: post.content, state });
  return true;
}

async function deliver(post) {
  try {
    const response = await fetch(post.action, {
      method: "POST",
      body: new URLSearchParams([...post.hidden, ...post.content, ["request_id", post.id], ["version", post.version]]),
      headers: { Accept: "application/json", "X-Keeper": "1", "X-Keeper-Person": person, "X-CSRFToken": csrfToken() },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return await understand(response, post.tries);
  } catch {
    return { state: "waiting" };
  }
}

// Signing in changes the token, so it is read anew for each post.
function csrfToken() {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return cookie ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function understand(response, tries) {
  const { status, redirected, headers } = response;
  const isJson = headers.get("Content-Type")?.startsWith("application/json");
  if (status === 401 || (redirected && !isJson)) return { state: "signed-out" };
  if (status === 500 && tries >= MOST_FAILURES) return { state: "refused", answer: { code: status } };
  if (status >= 500 || TRANSIENT.has(status)) return { state: "waiting" };
  const state = isJson && { 200: "saved", 202: "unfinished", 409: "conflict", 422: "invalid" }[status];
  return state ? { state, answer: await response.json() } : { state: "refused", answer: { code: status } };
}

function pause(state) {
  trouble = state;
  timer = setTimeout(() => {
    timer = null;
    drain();
  }, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  tell({ state });
  return false;
}

// Later content of the same form goes on from the answer's version; where someone else was first, its writer decides.
function settle(name, post, state, answer) {
  remove(name);
  const later = waitingOf(post.key).filter((entry) => entry.post.tab === post.tab);
  for (const entry of later) {
    if (state === "saved") write(entry.name, { ...entry.post, version: answer.version });
    else if (!["invalid", "unfinished"].includes(state)) remove(entry.name);
  }
  const draft = state === "saved" ? read(`draft:${post.key}`) : null;
  if (!draft) return;
  if (same(draft.content, post.content)) remove(`draft:${post.key}`);
  else if (draft.tab === post.tab) write(`draft:${post.key}`, { ...draft, version: answer.version });
}

export function startQueue() {
  channel?.addEventListener("message", ({ data }) => {
    if (data.state === "here") return resume();
    trouble = ["waiting", "signed-out"].includes(data.state) ? data.state : "";
    for (const listener of listeners) listener(data);
  });
  addEventListener("online", resume);
  channel?.postMessage({ state: "here" });
  drain();
}
