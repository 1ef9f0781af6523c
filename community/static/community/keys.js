// The console by keyboard: a key presses the button that carries it as data-key. It can be switched off.
(() => {
  const list = document.querySelector("[data-keys]");
  if (!list) return;
  const works = list.querySelector("input");
  list.hidden = false;
  try {
    works.checked = localStorage.getItem("keys") !== "off";
    works.onchange = () => localStorage.setItem("keys", works.checked ? "on" : "off");
  } catch { /* then it holds for this page */ }

  document.addEventListener("keydown", (event) => {
    if (!works.checked || event.repeat || event.isComposing || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (event.key === "?") {
      list.open = !list.open;
      if (list.open) list.firstElementChild.focus();
    } else if (/^[a-z]$/.test(event.key)) {
      const button = document.querySelector(`main [data-key="${event.key}"]`);
      if (!button) return;
      event.preventDefault();
      button.click();
    }
  });
})();
