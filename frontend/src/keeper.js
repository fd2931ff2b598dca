// The draft keeper: forms with data-keep are kept in the browser until the server has taken them (web/keeper.py).
import htmx from "htmx.org";
import { KeptForm } from "./keeper_form.js";
import * as queue from "./keeper_queue.js";
import * as store from "./keeper_store.js";

const REFUSALS = ["conflict", "invalid", "unfinished", "refused"];
const kept = new Map();
let leaving = false;

function attach(root) {
  for (const form of kept.keys()) if (!form.isConnected) kept.delete(form);
  const inside = [...(root.querySelectorAll?.("form[data-keep]") ?? [])];
  for (const form of root.matches?.("form[data-keep]") ? [root, ...inside] : inside) {
    if (!kept.has(form)) kept.set(form, new KeptForm(form));
  }
}

function forgetTaken() {
  const id = store.takeTaken();
  if (!id) return;
  for (const name of store.names("draft:")) if (store.read(name)?.id === id) store.remove(name);
}

function onTyped({ type, target }) {
  const form = kept.get(target.form);
  if (!form || ["hidden", "file", "password"].includes(target.type)) return;
  leaving = false;
  if (type === "input") form.typed();
  else if (form.autosaves) form.send();
}

function onSubmit(event) {
  const { target, submitter } = event;
  if (event.defaultPrevented) return;
  if (target.action === document.querySelector("form[data-sign-out]")?.action) return store.markLeaving();
  const form = kept.get(target);
  if (!form) return;
  if (!form.autosaves || form.passing) {
    form.passing = false;
    leaving = true;
    return;
  }
  event.preventDefault();
  form.send({ again: true });
  // A button with a name or address of its own leads on, when what was typed is saved.
  form.next = submitter?.name || submitter?.hasAttribute("formaction") ? submitter : null;
  leadOn(form);
}

function leadOn(form) {
  if (!form.next || form.unsaved || queue.waitingOf(form.key).length) return;
  const { next } = form;
  form.next = null;
  form.passing = true;
  form.form.requestSubmit(next);
}

function onOutcome(outcome) {
  for (const form of kept.values()) form.answered(outcome);
  const mine = [...kept.values()].filter((form) => form.key === outcome.key);
  if (mine.length && outcome.parts) showParts(outcome.parts);
  for (const form of mine) {
    if (REFUSALS.includes(outcome.state)) form.next = null;
    leadOn(form);
  }
}

// A part that holds fields of a kept form is left as it is: what was typed there since would be lost.
function showParts(parts) {
  for (const [selector, html] of Object.entries(parts)) {
    for (const element of document.querySelectorAll(selector)) {
      const fields = [...element.querySelectorAll("input, select, textarea")];
      if (fields.some(({ form }) => form && kept.has(form))) continue;
      element.innerHTML = html;
      htmx.process(element);
      attach(element);
    }
  }
}

function warn(event) {
  const unsaved = [...kept.values()].some((form) => form.unsaved);
  if ((unsaved && !leaving) || queue.countWaiting()) event.preventDefault();
}

function sendWhatIsTyped() {
  for (const form of kept.values()) if (form.timer !== null) form.send();
}

export function startKeeper() {
  store.clearAfterSignOut();
  if (!store.person) return;
  store.openStore();
  forgetTaken();
  attach(document);
  queue.onOutcome(onOutcome);
  queue.startQueue();
  for (const type of ["input", "change"]) document.addEventListener(type, onTyped);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:load", ({ target }) => {
    forgetTaken();
    attach(target);
  });
  addEventListener("beforeunload", warn);
  addEventListener("pagehide", sendWhatIsTyped);
}
