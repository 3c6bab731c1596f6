"use strict";
(() => {
  const form = document.getElementById("filters");
  const changes = [...document.querySelectorAll("#changes article.cause")];
  const announcement = document.getElementById("announcement");
  const fields = ["operation", "severity", "rule", "q"];
  const texts = new Map();

  const textOf = (change) => {
    if (!texts.has(change)) texts.set(change, change.textContent.toLowerCase());
    return texts.get(change);
  };

  const has = (list, wanted) => !wanted || list.split(" ").includes(wanted);

  const apply = () => {
    const wanted = Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));
    const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const change of changes) {
      const fits =
        has(change.dataset.operations, wanted.operation) &&
        has(change.dataset.rules, wanted.rule) &&
        has(change.dataset.severity, wanted.severity) &&
        words.every((word) => textOf(change).includes(word));
      change.hidden = !fits;
      shown += fits;
    }
    document.getElementById("shown").textContent = `${shown} of ${changes.length} shown`;
    document.getElementById("none").hidden = shown > 0;
  };

  const toAddress = () => {
    const set = fields.map((name) => [name, form.elements[name].value]).filter(([, value]) => value);
    const hash = set.length ? `#${new URLSearchParams(set)}` : location.pathname + location.search;
    history.replaceState(null, "", hash);
  };

  const fromAddress = () => {
    const hash = location.hash.slice(1);
    const target = hash.includes("=") ? null : document.getElementById(hash);
    if (target && !target.closest("[hidden]")) return;
    const set = new URLSearchParams(target ? "" : hash);
    for (const name of fields) {
      const field = form.elements[name];
      field.value = set.get(name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    apply();
    if (target) target.scrollIntoView();
  };

  const changed = () => {
    apply();
    toAddress();
  };

  const clear = () => {
    for (const name of fields) form.elements[name].value = "";
    changed();
  };

  const toClipboard = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "unseen";
      document.body.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      return copied;
    }
  };

  const copy = async (button) => {
    const code = button.parentElement.querySelector("code");
    const copied = await toClipboard(code.textContent);
    button.focus();
    if (!copied) getSelection().selectAllChildren(code);
    button.textContent = copied ? "Copied" : "Selected";
    announcement.textContent = copied ? "The line is copied." : "The line is selected: press Ctrl+C to copy it.";
    setTimeout(() => {
      button.textContent = "Copy";
      announcement.textContent = "";
    }, 3000);
  };

  if (form) {
    form.hidden = false;
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      clear();
    });
    document.getElementById("clear").addEventListener("click", () => {
      clear();
      form.elements.operation.focus();
    });
    addEventListener("hashchange", () => {
      fromAddress();
      if (location.hash.includes("=")) document.getElementById("changes").scrollIntoView();
    });
    fromAddress();
  }

  // A link to a finding opens what it lies in.
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let around = target; around; around = around.parentElement) if (around.matches("details")) around.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  for (const button of document.querySelectorAll("button.copy")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copy(button);
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
