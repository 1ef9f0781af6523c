// Draws the time left into what carries data-ends; the page names the hour where this does not run.
(() => {
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

  new MutationObserver(draw).observe(document.querySelector("main"), { childList: true, subtree: true });
  setInterval(draw, 500);
  draw();
})();
