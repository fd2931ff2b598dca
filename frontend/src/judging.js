// The judging screen: one criterion at a time, keys, signs that follow what is chosen, progress after each save.
import { contentOf } from "./keeper_content.js";
import * as queue from "./keeper_queue.js";
import { makeId, person } from "./keeper_store.js";

const LEVELS = ["none", "planned", "partly", "full", "not_applicable"];
const REACHES = ["whole", "several", "one", "unit"];
const REACH_KEYS = "qwer";
const PROGRESS_PAUSE_MS = 1_200;
const AREA_PAUSE_MS = 2_000;

const root = document.querySelector("[data-judging]");
const cards = root ? [...root.querySelectorAll("[data-criterion]")] : [];
const areas = document.querySelector("[data-areas]");
const marking = Boolean(root && "marking" in root.dataset);
let areaUntil = 0;
let progressTimer = null;

const current = () => cards.find((card) => "current" in card.dataset) ?? cards.find(({ id }) => id === root.dataset.first) ?? cards[0];
const formOf = (card) => card.querySelector("form[data-side]");
const signsOf = (id) => document.querySelectorAll(`[data-signs-of="${id}"]`);
const has = (card, state) => Boolean(card.querySelector(`[data-signs-of] [data-state=${state}]`));
const dialog = (name) => document.querySelector(`[data-dialog=${name}]`);

function show(card, { focus = true } = {}) {
  if (!card) return;
  for (const one of cards) one.toggleAttribute("data-current", one === card);
  for (const link of root.querySelectorAll(".judging-list a")) {
    if (link.hash === `#${card.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  root.querySelector("[data-place]").textContent = `${cards.indexOf(card) + 1} / ${cards.length}`;
  if (!focus) return;
  history.replaceState(null, "", `#${card.id}`);
  card.focus({ preventScroll: true });
  if (root.getBoundingClientRect().top < 0) root.scrollIntoView();
}

const step = (by) => show(cards[cards.indexOf(current()) + by]);

function showNext(state) {
  const place = cards.indexOf(current());
  show([...cards.slice(place + 1), ...cards.slice(0, place)].find((card) => has(card, state)));
}

// Optimistic: the sign follows the choice at once; the server's answer puts its own in its place.
function sign(card) {
  if (root.dataset.side !== "judge") return;
  const chosen = formOf(card).querySelector("[name=level]:checked")?.value;
  const unsupported = ["partly", "full"].includes(chosen) && !card.querySelector("[data-evidence-of] li");
  const state = chosen ? (unsupported && !marking ? "unsupported" : "judged") : "unjudged";
  const template = [...document.querySelectorAll("[data-sign-template]")].find(({ content }) =>
    content.querySelector(`[data-state=${state}]`),
  );
  if (!template) return;
  for (const place of signsOf(card.id)) {
    const differing = place.querySelector("[data-state=differing]");
    place.replaceChildren(template.content.cloneNode(true), " ", ...(differing ? [differing] : []));
  }
}

function press(name, value) {
  const fields = formOf(current())?.querySelectorAll(`[name=${name}]`) ?? [];
  const field = [...fields].find((one) => (value === "agree" ? one.value.startsWith("agree.") : one.value === value));
  field?.click();
  if (value === "not_applicable" && root.dataset.side === "judge" && !marking) write("basis");
}

function write(name) {
  const field = formOf(current())?.querySelector(`textarea[name=${name}]`) ?? formOf(current())?.querySelector("textarea");
  field?.focus();
  field?.scrollIntoView({ block: "nearest" });
}

// The other view is a page of its own; what is not sent yet is sent from there.
function turnView() {
  const link = root.querySelector("[data-other-view]");
  if (link) location.assign(`${link.href}#${current().id}`);
}

function openTie() {
  const card = current();
  const link = card.querySelector("[data-tie]");
  const form = document.querySelector("[data-tie-form]");
  if (!link) return;
  if (form) {
    form.action = link.href;
    form.dataset.criterion = card.id;
    form.elements.place.value = "";
    form.querySelector("[data-tie-error]").textContent = "";
    form.querySelector("[data-tie-criterion]").textContent = card.querySelector("h2").textContent;
  }
  dialog("tie").showModal();
}

function sendTie(event) {
  const form = event.target;
  event.preventDefault();
  const { action } = form;
  queue.put({ key: `tie:${action}`, action, hidden: [], content: contentOf(form), version: "1", id: makeId() });
  dialog("tie").close();
}

function onOutcome({ key = "", state, parts, errors }) {
  if (key.startsWith("tie:")) {
    if (state === "saved") for (const [selector, html] of Object.entries(parts)) put(selector, html);
    if (state === "invalid") tellTie(Object.values(errors).flat().join(" "));
  }
  if (state === "saved" && areas) {
    clearTimeout(progressTimer);
    progressTimer = setTimeout(renewAreas, PROGRESS_PAUSE_MS);
  }
}

function tellTie(text) {
  const place = document.querySelector("[data-tie-error]");
  place.textContent = text;
  if (!dialog("tie").open) dialog("tie").showModal();
}

function put(selector, html) {
  for (const element of document.querySelectorAll(selector)) element.innerHTML = html;
}

async function fetchQuietly(address, options) {
  try {
    const response = await fetch(address, options);
    return response.ok && !response.redirected ? response : null;
  } catch {
    return null; // Without a connection the page stays as it is.
  }
}

async function renewAreas() {
  const response = await fetchQuietly(areas.dataset.areas);
  if (response) areas.innerHTML = await response.text();
}

async function fetchPrecedents() {
  const headers = { "X-Keeper": "1", "X-Keeper-Person": person };
  const response = await fetchQuietly(root.dataset.precedents, { headers });
  if (response) for (const [selector, html] of Object.entries((await response.json()).parts)) put(selector, html);
}

const ACTS = {
  previous: () => step(-1),
  next: () => step(1),
  unsupported: () => showNext("unsupported"),
  differing: () => showNext("differing"),
  keys: () => dialog("keys").showModal(),
};

const KEYS = {
  j: ACTS.next,
  k: ACTS.previous,
  n: () => write("remark"),
  "?": ACTS.keys,
  ...Object.fromEntries(LEVELS.map((value, place) => [String(place + 1), () => press("level", value)])),
  ...Object.fromEntries(REACHES.map((value, place) => [REACH_KEYS[place], () => press("reach", value)])),
};

const TEAM_KEYS = {
  u: ACTS.unsupported,
  d: ACTS.differing,
  s: turnView,
  a: () => root.dataset.side === "second" && press("level", "agree"),
  b: () => write("basis"),
  v: openTie,
  g: () => {
    areaUntil = Date.now() + AREA_PAUSE_MS;
    areas.querySelector("a")?.focus();
  },
};

const isTyping = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function onKey(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (isTyping(target)) {
    if (key === "Escape") current().focus({ preventScroll: true });
    return;
  }
  const area = Date.now() < areaUntil ? areas.querySelector(`[data-area="${CSS.escape(key)}"]`) : null;
  const act = area ? () => area.click() : (KEYS[key.toLowerCase()] ?? (marking ? null : TEAM_KEYS[key.toLowerCase()]));
  if (key !== "g") areaUntil = 0;
  if (!act) return;
  event.preventDefault();
  act();
}

function onClick({ target }) {
  const act = ACTS[target.closest("[data-do]")?.dataset.do];
  if (act) act();
  target.closest("[data-close]")?.closest("dialog").close();
}

function onTieLink(event) {
  if (!event.target.closest("[data-tie]")) return;
  event.preventDefault();
  show(event.target.closest("[data-criterion]"), { focus: false });
  openTie();
}

export function startJudging() {
  if (!cards.length) return;
  if (matchMedia("(width < 64rem)").matches) root.querySelector(".judging-list").open = false;
  const named = () => cards.find((card) => `#${card.id}` === location.hash);
  show(named() ?? current(), { focus: Boolean(named()) });
  addEventListener("hashchange", () => show(named()));
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  root.addEventListener("click", onTieLink);
  root.addEventListener("change", ({ target }) => target.name === "level" && sign(target.closest("[data-criterion]")));
  document.querySelector("[data-tie-form]")?.addEventListener("submit", sendTie);
  queue.onOutcome(onOutcome);
  if (root.dataset.precedents) fetchPrecedents();
}
