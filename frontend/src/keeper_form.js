// One kept form: what is typed in it, what it says about that, and how it takes the server's answers.
import { clearErrors, contentOf, fill, hiddenOf, openFields, showErrors, wordsOf } from "./keeper_content.js";
import * as queue from "./keeper_queue.js";
import { isClosed, makeId, read, remove, tab, write } from "./keeper_store.js";

const PAUSE_MS = 1_500;
const { same } = queue;

function say(name, values = {}) {
  const text = document.getElementById("keeper-texts")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

function writeTime(moment) {
  const day = new Date(moment);
  const sameDay = day.toDateString() === new Date().toDateString();
  const date = sameDay ? {} : { day: "numeric", month: "long" };
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...date };
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(day);
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export class KeptForm {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.keep;
    this.autosaves = "autosave" in form.dataset;
    this.taken = contentOf(form, { served: true });
    this.sent = this.taken;
    this.held = false; // After a refusal nothing is sent until the person types or saves.
    this.touched = false;
    this.timer = null;
    this.status = form.querySelector("[data-keeper-status]") ?? this.addStatus();
    this.restore();
  }

  addStatus() {
    const status = make("p", { className: "keeper-status", role: "status" });
    this.form.append(status);
    return status;
  }

  get content() {
    return contentOf(this.form);
  }

  get version() {
    return this.form.querySelector("[name=version]")?.value ?? "";
  }

  set(name, value) {
    const field = this.form.querySelector(`[type=hidden][name=${name}]`);
    if (field) field.value = value;
  }

  get unsaved() {
    return this.touched && !same(this.content, this.taken);
  }

  show(state, text) {
    this.status.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  restore() {
    const draft = read(`draft:${this.key}`);
    const waiting = queue.waitingOf(this.key);
    const early = !same(this.content, this.taken) && !same(this.content, draft?.content);
    if (draft && !waiting.length && same(draft.content, this.taken)) remove(`draft:${this.key}`);
    else if (draft && (early || (!waiting.length && draft.version !== this.version))) this.setAside(draft);
    else if (draft) this.putBack(draft, waiting.at(-1)?.post);
    const aside = read(`aside:${this.key}`);
    if (aside) this.offer(aside);
    if (early) this.typed();
  }

  setAside(draft) {
    write(`aside:${this.key}`, draft);
    remove(`draft:${this.key}`);
  }

  putBack(draft, waiting) {
    fill(this.form, draft.content);
    this.set("request_id", draft.id);
    if (waiting) {
      this.sent = waiting.content;
      this.showSending();
      return;
    }
    this.held = true;
    const throwAway = () => {
      fill(this.form, this.taken);
      remove(`draft:${this.key}`);
      this.show("", "");
    };
    this.addNotice(say("restored", { time: writeTime(draft.at) }), [], [["throw", throwAway]]);
  }

  offer(draft) {
    const use = () => {
      fill(this.form, draft.content);
      this.typed();
      if (this.autosaves) this.send();
    };
    const words = wordsOf(this.form, draft.content);
    const choices = [
      ["use", use],
      ["throw", () => {}],
    ];
    this.addNotice(say("newer", { time: writeTime(draft.at) }), words, choices, () => remove(`aside:${this.key}`));
  }

  addNotice(text, words, choices, always = () => {}) {
    const notice = make("div", { className: "ds-alert keeper-notice", role: "group" }, make("p", { textContent: text }));
    notice.dataset.color = "warning";
    notice.setAttribute("aria-label", text);
    const lines = words.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]);
    if (lines.length) notice.append(make("dl", {}, ...lines));
    for (const [name, act] of choices) {
      const button = make("button", { type: "button", className: "ds-button", textContent: say(name) });
      button.dataset.variant = "secondary";
      button.addEventListener("click", () => {
        act();
        always();
        notice.remove();
      });
      notice.append(button);
    }
    this.form.prepend(notice);
    if (!lines.length) this.notice = notice;
  }

  typed() {
    this.touched = true;
    this.held = false;
    this.set("request_id", makeId());
    if (!this.keep()) return this.show("signed-out", this.textOf("signed-out"));
    if (!this.autosaves) return this.show("typing", this.unsaved ? say("typing") : "");
    if (this.status.dataset.state === "saved") this.show("", "");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE_MS);
  }

  keep() {
    const { content, version, key } = this;
    if (!isClosed() && same(content, this.taken) && !queue.waitingOf(key).length) return remove(`draft:${key}`) ?? true;
    const id = this.form.querySelector("[name=request_id]")?.value;
    return write(`draft:${key}`, { content, version, tab, id, at: Date.now() });
  }

  // again: also what was saved or refused before, for the person pressed Save.
  send({ again = false } = {}) {
    clearTimeout(this.timer);
    this.timer = null;
    const { content } = this;
    const waits = same(queue.waitingOf(this.key).at(-1)?.post.content, content);
    if (again ? waits : this.held || same(content, this.sent)) return;
    if (same(content, this.sent)) this.set("request_id", makeId());
    this.held = false;
    this.sent = content;
    const action = new URL(this.form.getAttribute("action") || "", location.href).href;
    const id = this.form.querySelector("[name=request_id]")?.value ?? makeId();
    this.keep();
    const kept = queue.put({ key: this.key, action, hidden: hiddenOf(this.form), content, version: this.version, id });
    if (kept) this.showSending();
    else this.hold("signed-out");
  }

  hold(state, text) {
    clearTimeout(this.timer);
    this.timer = null;
    this.held = true;
    this.touched = true;
    this.show(state, text ?? this.textOf(state));
  }

  textOf(state, values = {}) {
    const name = state.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    return say(name, { count: queue.countWaiting(), ...values });
  }

  showSending() {
    const state = queue.trouble || "saving";
    this.show(state, this.textOf(state));
  }

  // Answers to another tab count here only where this form holds the very text that they answer.
  answered(outcome) {
    const { state } = outcome;
    const isMine = outcome.key === this.key && (outcome.tab === tab || same(this.content, outcome.content));
    if (state === queue.trouble || (isMine && state === "saving")) {
      if (queue.waitingOf(this.key).length) this.showSending();
    } else if (isMine) {
      this[`take_${state}`]?.(outcome);
    }
  }

  take_saved({ version, saved, content }) {
    this.set("version", version);
    this.taken = content;
    clearErrors(this.form);
    if (same(this.content, content)) {
      this.sent = content;
      this.touched = this.held = false;
      this.set("request_id", makeId());
      this.notice?.remove();
      this.show("saved", say("saved", { time: saved }));
    } else if (this.timer === null && !this.held) {
      this.send();
    }
  }

  take_conflict({ message, version }) {
    this.set("version", version);
    this.hold("conflict", message || this.textOf("conflict"));
  }

  take_invalid({ errors }) {
    showErrors(this.form, errors);
    const general = errors.__all__ ?? [];
    const text = [this.textOf("invalid"), ...general].join(" ");
    if (same(this.content, this.sent)) this.hold("invalid", text);
    else this.show("invalid", text);
  }

  // What is chosen is kept here; the sentence says what to write before it can be saved.
  take_unfinished({ errors }) {
    clearErrors(this.form);
    openFields(this.form, Object.keys(errors));
    const text = Object.values(errors).flat().join(" ");
    if (same(this.content, this.sent)) this.hold("unfinished", text);
    else this.show("unfinished", text);
  }

  take_refused({ code }) {
    this.hold("refused", this.textOf("refused", { code }));
  }
}
