// Draws `figure.chart` when it comes into view; the table with the same numbers is always there.
(() => {
  "use strict";
  const INK = ["#b3261e", "#1f5a92", "#1b6b3a", "#7a4f00", "#55585e"];
  const MARKS = ["circle", "rect", "triangle", "diamond", "roundRect"];
  let engine = null;
  const load = (address) => engine ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  const option = (data) => {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8;
    return {
      animation: false, color: INK, textStyle: { fontSize: size, fontFamily: "inherit" }, aria: { enabled: true, decal: { show: data.series.length > 1 } },
      grid: { left: 8, right: 16, top: data.series.length > 1 ? size * 3 : 24, bottom: 8, containLabel: true },
      legend: data.series.length > 1 ? { top: 0, textStyle: { fontSize: size } } : undefined,
      tooltip: { trigger: "axis", confine: true, renderMode: "richText" },
      xAxis: { type: "category", data: data.categories, axisLabel: { fontSize: size, hideOverlap: true } },
      yAxis: { type: "value", minInterval: 1, axisLabel: { fontSize: size } },
      series: data.series.map((row, place) => ({ name: row.name, type: data.kind, data: row.values, symbol: MARKS[place % MARKS.length], symbolSize: 8, barMaxWidth: 36, connectNulls: false })),
    };
  };
  const draw = async (box) => {
    if (box.dataset.drawn) return;
    box.dataset.drawn = "1";
    try {
      await load(box.dataset.engine);
      box.hidden = false;
      const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
      const chart = window.echarts.init(box);
      chart.setOption(option(data));
      box.setAttribute("role", "img");
      box.setAttribute("aria-labelledby", `${box.dataset.chart}-title`);
      window.addEventListener("resize", () => chart.resize());
    } catch { box.hidden = true; box.closest("figure").querySelector("details").open = true; }
  };
  // On narrow screens and thrifty connections the drawing (about 200 KB) comes only when asked for.
  const thrifty = navigator.connection?.saveData || window.matchMedia("(max-width: 767.98px)").matches;
  document.querySelectorAll("[data-chart]").forEach((box) => {
    const figure = box.closest("figure");
    const button = figure.querySelector("[data-chart-show]");
    if (thrifty) {
      figure.querySelector("details").open = true;
      button.hidden = false;
      button.addEventListener("click", () => { button.hidden = true; draw(box); });
      return;
    }
    new IntersectionObserver((entries, watcher) => { if (entries.some((one) => one.isIntersecting)) { watcher.disconnect(); draw(box); } }).observe(figure);
  });
})();
