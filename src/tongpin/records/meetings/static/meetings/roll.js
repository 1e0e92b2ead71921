// Counts the roll while it is called. Without script the button "Count again" asks the server for the same numbers.
(() => {
  "use strict";
  document.querySelectorAll("[data-rollcall]").forEach((call) => {
    const boxes = [...call.querySelectorAll('input[name="present"]')];
    const put = (name, value) => { const place = call.querySelector(`[data-${name}]`); if (place) place.textContent = String(value); };
    const [above, below] = (call.dataset.neededShare || "").split("/").map(Number);
    call.querySelectorAll("[data-rollcall-all]").forEach((all) => { all.hidden = false; });
    call.querySelectorAll(".no-script button").forEach((button) => { button.hidden = true; });
    document.querySelectorAll('input[name="voteless"]').forEach((one) => one.addEventListener("change", () => {
      const box = boxes.find((box) => box.value === one.value);
      if (one.checked) delete box.dataset.votes; else box.dataset.votes = "";
      count();
    }));
    const count = () => {
      const there = boxes.filter((box) => box.checked);
      const due = boxes.filter((box) => box.checked || !("exempt" in box.dataset));
      const voting = (rows) => rows.filter((box) => "votes" in box.dataset).length;
      put("expected", due.length);
      put("present", there.length);
      if (!above || !below) return;
      const needed = Math.ceil(voting(due) * above / below);
      put("voters", voting(there));
      put("entitled", voting(due));
      put("needed", needed);
      call.querySelector("[data-enough]").hidden = voting(there) < needed;
      call.querySelector("[data-short]").hidden = voting(there) >= needed;
    };
    call.addEventListener("change", count); // what the page shows at first, the server has counted
  });
})();
