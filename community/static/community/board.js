// A live board: keeps the panels of the page as the server has them, and sends the buttons of form#act.
// The page is complete without this file; it only spares reloading.
(() => {
  const main = document.querySelector("[data-board]");
  if (!main) return;
  const [path, query = ""] = main.dataset.socket.split("?");
  const home = path.replace("/ws/board/", "/live/").replace("/ws/l/", "/l/");
  const mine = main.querySelector("[data-mine]");
  const line = document.querySelector("[data-line]");
  const said = document.querySelector("[data-said]");
  const held = document.querySelector("[data-held]");
  let have = Number(main.dataset.version), seenAs = main.dataset.seenAs;
  let socket, heard = 0, failures = 0, retry, poll, asking, over = false;

  const address = (name, more = "") => `${home}${name}/?${[query, more].filter(Boolean).join("&")}`;
  const shown = () => `have=${have}&seen_as=${encodeURIComponent(seenAs)}`;
  const json = (url, options = {}) =>
    fetch(url, {
      headers: { Accept: "application/json" }, credentials: "same-origin", signal: AbortSignal.timeout(20000), ...options });
  const tell = (element, words = "") => {
    if (!element) return;
    element.textContent = words;
    if (element === line) line.hidden = !words;
  };
  const lost = () => tell(line, line && line.dataset.lost);

  // Panels

  const CONTROLS = "a, button, input, select, textarea, summary";
  const trace = (element) =>
    ["id", "name", "value", "formaction", "href"].map((key) => element.getAttribute(key));

  const folds = (element, test) => [...element.querySelectorAll("details")].filter(test);
  const title = (fold) => fold.firstElementChild.textContent;

  // Puts html into element. Whoever stood on one of its buttons stands there again, or on the panel; what was unfolded stays so.
  function fill(element, html) {
    const held = element.contains(document.activeElement) ? document.activeElement : null;
    const [id, name, value, action, href] = held ? trace(held) : [];
    const open = new Set(folds(element, (fold) => fold.open).map(title));
    element.innerHTML = html;
    for (const fold of folds(element, (one) => open.has(title(one)))) fold.open = true;
    element.hidden = !element.textContent.trim();
    if (!held) return;
    const same = [...element.querySelectorAll(CONTROLS)].map((control) => [control, trace(control)]);
    const match = (test) => (same.find(([, found]) => test(found)) || [])[0];
    const next =
      (id && match((found) => found[0] === id)) ||
      match((found) => found[1] === name && found[2] === value && found[3] === action && found[4] === href) ||
      (action && match((found) => found[3] === action));
    if (!next) element.tabIndex = -1;
    (next || element).focus({ preventScroll: true });
  }

  const epochs = () => [...main.querySelectorAll("[data-epoch]")].map((root) => root.dataset.epoch).join();

  function show(message) {
    const before = epochs();
    for (const [key, html] of Object.entries(message.panels)) {
      const panel = main.querySelector(`[data-panel="${key}"]`);
      if (panel && panel.innerHTML !== html) fill(panel, html);
    }
    have = message.version;
    seenAs = message.seen_as || seenAs;
    main.dataset.version = have;
    const awaited = mine && mine.querySelector("[data-while]");
    const lapsed = awaited && ![...main.querySelectorAll("[data-marks]")].some((root) =>
      root.dataset.marks.split(" ").includes(awaited.dataset.while));
    if (lapsed && !asking) asking = setTimeout(askMine, 0);
    // Spread over two seconds, so that a room full of phones does not ask at once.
    if (mine && epochs() !== before && !asking) asking = setTimeout(askMine, Math.random() * 2000);
  }

  // What somebody types is theirs until it is saved; so is a ballot half marked, while its vote is open.
  const changed = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((one, at) => one.selected !== (one.defaultSelected || (!field.querySelector("[selected]") && !at)))
    : field.value !== field.defaultValue;
  const marking = () => [...mine.querySelectorAll("[data-ballot]")].some((ballot) =>
    epochs().split(",").includes(ballot.dataset.ballot) && [...ballot.querySelectorAll("input, select")].some(changed));
  const typing = () => [...mine.querySelectorAll("textarea")].some(changed) || marking();

  async function askMine() {
    asking = 0;
    if (typing()) return;
    try {
      const answer = await json(address("mine"));
      if (answer.ok) {
        const words = await answer.json();
        if (!typing()) fill(mine, words.mine);
      }
    } catch { /* the line says that we are not connected */ }
  }

  // The socket, and asking every five seconds while there is none.
  // The hub speaks to each socket every 15 seconds, so one that is silent for 45 has died without a word.

  function connect() {
    clearTimeout(retry);
    if (over || (socket && socket.readyState < 2)) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const own = (socket = new WebSocket(
      `${scheme}//${location.host}${path}?${[query, shown()].filter(Boolean).join("&")}`));
    heard = Date.now();
    own.onopen = () => {
      failures = 0;
      clearInterval(poll);
      poll = 0;
      tell(line);
      if (who) sendAll();
    };
    own.onmessage = (event) => {
      heard = Date.now();
      const message = JSON.parse(event.data);
      if (message.since > have) own.send("snapshot");
      else show(message);
    };
    own.onclose = (event) => gone(own, event.code);
  }

  function gone(own, code) {
    if (own !== socket || over) return;
    socket = null;
    if (code === 4403) return location.reload();
    if (!poll) {
      lost();
      poll = setInterval(look, 5000);
    }
    retry = setTimeout(connect, Math.min(30, 2 ** failures++) * (500 + Math.random() * 1000));
  }

  // The network came back, or it went without a word: closing would wait for an answer, so nobody waits for it.
  function drop() {
    const own = socket;
    if (!own || own.readyState > 1) return connect();
    own.close();
    gone(own);
  }

  async function look() {
    try {
      const answer = await json(address("snapshot", shown()));
      if (!poll) return;
      if (answer.status === 404) return location.reload();
      if (!answer.ok) return lost();
      show(await answer.json());
      tell(line);
    } catch {
      if (poll) lost();
    }
  }

  setInterval(() => socket && socket.readyState < 2 && Date.now() - heard > 45000 && drop(), 5000);
  addEventListener("offline", lost);
  addEventListener("online", drop);
  document.addEventListener("visibilitychange", () => document.hidden || connect());
  addEventListener("pagehide", () => { over = true; if (socket) socket.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { over = false; connect(); } });

  // Buttons: each press is sent, one after the other, in the order they came. Where the server knows who
  // presses (data-who), each has a key by which it is done once, however often it is sent; so one that
  // found no network waits here, also through a reload of the page, and is sent when there is one again.

  const who = main.dataset.who;
  const store = `stoop presses ${who} ${path}`;
  const LONGEST = 12 * 3600 * 1000;
  const MOST_FAULTS = 5;
  const busy = new Map();
  let presses = kept();
  const TOKEN = "csrfmiddlewaretoken";
  let sending = false, later;

  function kept() {
    try { return (who && JSON.parse(sessionStorage.getItem(store))) || []; } catch { return []; }
  }

  function keep() {
    if (!who) return;
    try {
      if (presses.length) sessionStorage.setItem(store, JSON.stringify(presses));
      else sessionStorage.removeItem(store);
    } catch { /* no room, or not allowed: they wait in memory alone */ }
    const waiting = presses.filter((press) => press.waited).length;
    if (!held) return;
    held.hidden = !waiting;
    const words = waiting ? line.dataset.waiting.replace("{n}", waiting) : "";
    if (held.textContent !== words) held.textContent = words;
  }

  // Between the two clicks of a double click the panel may have changed, and another button stand there.
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest('[form="act"]')) event.preventDefault();
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.id !== "act" || !button) return;
    event.preventDefault();
    const same = trace(button).join();
    if (presses.some((press) => press.same === same)) return;
    const key = newKey();
    button.setAttribute("aria-busy", "true");
    busy.set(key, button);
    const fields = [...new FormData(form)].filter(([name]) => name !== TOKEN);
    if (button.name) fields.push([button.name, button.value]);
    presses.push({ key, at: Date.now(), same, action: button.formAction, fields });
    keep();
    tell(said);
    sendAll();
  });

  // A UUID; crypto.randomUUID is there on secure pages alone.
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function sendAll() {
    clearTimeout(later);
    if (sending) return;
    sending = true;
    const heard = [];
    while (presses.length) {
      const press = presses[0];
      const words = await send(press);
      if (words === null) break;
      presses.shift();
      keep();
      if (busy.has(press.key)) busy.get(press.key).removeAttribute("aria-busy");
      busy.delete(press.key);
      if (press.waited) heard.push(words);
      tell(said, press.waited ? heard.join(" ") : words);
    }
    sending = false;
    if (presses.length) later = setTimeout(sendAll, 5000);
  }

  // What the server says to a press; null when it has to wait.
  async function send(press) {
    const body = new FormData(document.getElementById("act"));
    const token = body.get(TOKEN);
    for (const name of [...body.keys()]) body.delete(name);
    body.append(TOKEN, token);
    for (const [name, value] of press.fields) body.append(name, value);
    if (who) body.append("press", press.key);
    try {
      const answer = await json(press.action, { method: "POST", body });
      if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) {
        if (answer.ok || answer.status === 403 || answer.status === 404) return outdated();
        // A fault of the server's own is not tried for ever; what stands before it may be away for long.
        press.faults = (press.faults || 0) + (answer.status === 500);
        if (press.faults >= MOST_FAULTS) return line.dataset.unsure;
        throw new Error("no words");
      }
      const words = await answer.json();
      const saved = words.said && /\/(write_group|vote)\/$/.test(press.action);
      if (mine && "mine" in words && (saved || !typing())) fill(mine, words.mine);
      return words.said || words.error;
    } catch {
      if (!who) return line && (navigator.onLine ? line.dataset.unsure : line.dataset.offline);
      for (const each of presses) each.waited = true;
      keep();
      return null;
    }
  }

  // The page no longer fits what the server knows: what was pressed on it is not sent, and it is told so.
  function outdated() {
    presses = presses.slice(0, 1);
    try { sessionStorage.setItem(`${store} undone`, "yes"); } catch { /* the fresh page shows what is */ }
    location.reload();
    return "";
  }

  if (who) {
    const young = presses.filter((press) => Date.now() - press.at < LONGEST);
    try {
      if (young.length < presses.length || sessionStorage.getItem(`${store} undone`)) tell(said, line.dataset.undone);
      sessionStorage.removeItem(`${store} undone`);
    } catch { /* nothing was kept */ }
    presses = young;
    addEventListener("online", sendAll);
    keep();
    if (presses.length) sendAll();
  }

  for (const panel of main.querySelectorAll("[data-panel]")) panel.hidden = !panel.textContent.trim();
  connect();
})();

// Draws the time left into what carries data-ends; the page names the hour where this does not run.
(() => {
  const main = document.querySelector("[data-board]");
  if (!main) return;
  const up = document.querySelector("[data-time-up]");
  let running = "";

  const words = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  function draw() {
    const clock = document.querySelector("[data-ends]");
    if (!clock) return void (running = "");
    const left = Math.ceil((Date.parse(clock.dataset.ends) - Date.now()) / 1000);
    const [text, bar] = [clock.querySelector("[role=timer]"), clock.querySelector("progress")];
    const now = (left < 0 ? clock.dataset.over : clock.dataset.left).replace("{time}", words(Math.abs(left)));
    if (text.textContent !== now) text.textContent = now;
    if (bar && bar.value !== Math.max(0, left)) bar.value = Math.max(0, left);
    // Said aloud once, when the time is up; never every second.
    if (left > 0) running = clock.dataset.ends;
    else if (up && running === clock.dataset.ends) {
      running = "";
      up.textContent = up.dataset.timeUp;
    }
    if (up && left > 0) up.textContent = "";
  }

  new MutationObserver(draw).observe(main, { childList: true, subtree: true });
  setInterval(draw, 500);
  draw();
})();

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
