// The agenda of a meeting to come: its items are dragged, or moved with Alt and an arrow; then the whole order is sent.
// The page is complete without this file: its buttons move one item one place.
(() => {
  const list = document.querySelector("[data-order]");
  if (!list) return;
  const said = document.querySelector("[data-said]");
  const token = list.querySelector("[name=csrfmiddlewaretoken]").value;
  let seen = list.dataset.seen, waits, sending = Promise.resolve();

  const order = () => [...list.children].map((item) => item.dataset.item).join();
  const tell = (words) => { said.textContent = words; };

  function put(item, before) {
    const held = item.contains(document.activeElement) ? document.activeElement : null;
    list.insertBefore(item, before);
    if (held) held.focus();
  }

  function move(item, up) {
    const to = up ? item.previousElementSibling : item.nextElementSibling;
    if (!to) return;
    put(item, up ? to : to.nextElementSibling);
    clearTimeout(waits);
    waits = setTimeout(queue, 500);
  }

  function queue() {
    clearTimeout(waits);
    sending = sending.then(send);
  }

  async function send() {
    const now = order();
    if (now === seen) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, order: now, seen });
    try {
      const answer = await fetch(list.dataset.order, { method: "POST", body, headers: { Accept: "application/json" } });
      const words = await answer.json();
      if (answer.ok) seen = now;
      tell(words.said || words.error);
    } catch {
      location.reload();
    }
  }

  list.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-move]") || !event.submitter) return;
    event.preventDefault();
    move(event.target.closest("li"), event.submitter.value === "up");
    event.submitter.focus();
  });

  list.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key) || event.target.matches("input, select")) return;
    event.preventDefault();
    move(event.target.closest("li"), event.key === "ArrowUp");
  });

  for (const item of list.children) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.textContent = "⠿";
    grip.setAttribute("aria-hidden", "true");
    item.prepend(grip);
  }

  // The list holds the pointer: an item lets go of it whenever it is put in another place.
  let dragged = null;

  list.addEventListener("pointerdown", (event) => {
    if (!event.target.matches(".grip")) return;
    event.preventDefault();
    dragged = event.target.closest("li");
    dragged.classList.add("current");
    list.setPointerCapture(event.pointerId);
  });

  list.addEventListener("pointermove", (event) => {
    const over = dragged && [...list.children].find((other) => {
      const box = other.getBoundingClientRect();
      return other !== dragged && event.clientY > box.top && event.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    put(dragged, below ? over.nextElementSibling : over);
  });

  for (const end of ["pointerup", "pointercancel"]) list.addEventListener(end, () => {
    if (!dragged) return;
    dragged.classList.remove("current");
    dragged = null;
    queue();
  });
})();
