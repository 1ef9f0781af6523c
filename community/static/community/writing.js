// Sends the forms beside a board without reloading. What was written stays until it has arrived.
(() => {
  const said = document.querySelector("[data-said]");
  const line = document.querySelector("[data-line]");

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches("[data-write]")) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const action = button && button.hasAttribute("formaction") ? button.formAction : form.action;
    try {
      const answer = await fetch(action, {
        method: "POST", body: new FormData(form), credentials: "same-origin",
        headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20000) });
      const words = await answer.json();
      said.textContent = words.said || words.error;
      if (answer.ok && form.dataset.write) location.assign(location.pathname);
      else if (answer.ok) form.reset();
    } catch {
      said.textContent = navigator.onLine ? line.dataset.unsure : line.dataset.offline;
    }
    form.removeAttribute("aria-busy");
  });
})();
