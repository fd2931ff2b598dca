// What a person has filled in: pairs of name and value, without what a page or a password manager fills in.
const LEFT_OUT = new Set(["hidden", "password", "file", "submit", "button", "reset", "image", "fieldset", "output"]);

const CHOICES = ["checkbox", "radio"];

const fieldsOf = (form) => [...form.elements].filter(({ name, type, disabled }) => name && !disabled && !LEFT_OUT.has(type));
const plain = (text) => text.replaceAll("\r\n", "\n");

function chosenOptions(select, served) {
  const chosen = [...select.options].filter((option) => (served ? option.defaultSelected : option.selected));
  const shown = served && !chosen.length && select.type === "select-one" ? [...select.options].slice(0, 1) : chosen;
  return shown.map((option) => option.value);
}

function valuesOf(field, served) {
  if (field.options) return chosenOptions(field, served);
  if (CHOICES.includes(field.type)) {
    return (served ? field.defaultChecked : field.checked) ? [field.value] : [];
  }
  return [plain(served ? field.defaultValue : field.value)];
}

// served: what the page came with, whatever was typed since.
export function contentOf(form, { served = false } = {}) {
  return fieldsOf(form).flatMap((field) => valuesOf(field, served).map((value) => [field.name, value]));
}

export function hiddenOf(form) {
  const own = ["csrfmiddlewaretoken", "request_id", "version"];
  const hidden = [...form.elements].filter(({ name, type }) => type === "hidden" && name && !own.includes(name));
  return hidden.map(({ name, value }) => [name, value]);
}

export function fill(form, content) {
  const left = new Map();
  for (const [name, value] of content) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of fieldsOf(form)) {
    const values = left.get(field.name) ?? [];
    if (field.options) for (const option of field.options) option.selected = values.includes(option.value);
    else if (CHOICES.includes(field.type)) field.checked = values.includes(field.value);
    else if (values.length) field.value = values.shift();
  }
}

// The same content as a person reads it: label and words of each field that is filled in.
export function wordsOf(form, content) {
  const fields = fieldsOf(form);
  return content.flatMap(([name, value]) => {
    const field = fields.find((one) => one.name === name && (!CHOICES.includes(one.type) || one.value === value));
    if (!field || !value) return [];
    const label = field.labels?.[0]?.textContent.trim() || name;
    if (CHOICES.includes(field.type)) {
      return [[field.closest("fieldset")?.querySelector("legend")?.textContent.trim() || name, label]];
    }
    return [[label, [...(field.options ?? [])].find((one) => one.value === value)?.textContent ?? value]];
  });
}

export function openFields(form, names) {
  for (const field of fieldsOf(form)) {
    if (names.includes(field.name)) field.closest("details")?.setAttribute("open", "");
  }
}

export function showErrors(form, errors) {
  clearErrors(form);
  for (const [name, texts] of Object.entries(errors)) {
    const fields = fieldsOf(form).filter((field) => field.name === name);
    if (fields.length) showError(form, fields, texts);
  }
}

function showError(form, fields, texts) {
  const box = document.createElement("div");
  box.className = "ds-validation-message";
  box.id = `${form.dataset.keep}-${fields[0].name}-error`;
  box.dataset.keeperError = "";
  box.append(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  fields[0].closest("details")?.setAttribute("open", "");
  (fields[0].closest(".field") ?? fields.at(-1).closest(".ds-field") ?? fields.at(-1).parentElement).append(box);
  for (const field of fields) {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${box.id}`.trim());
  }
}

export function clearErrors(form) {
  for (const box of form.querySelectorAll("[data-keeper-error]")) {
    for (const field of form.elements) {
      const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
      if (!described.includes(box.id)) continue;
      field.removeAttribute("aria-invalid");
      field.setAttribute("aria-describedby", described.filter((id) => id !== box.id).join(" "));
    }
    box.remove();
  }
}
