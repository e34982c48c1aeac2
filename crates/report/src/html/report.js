(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const words = document.getElementById("words");
  const least = document.getElementById("least");
  const found = document.getElementById("found");
  const rows = [...document.querySelectorAll("article.row")];
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const score = Math.round(parseFloat(least.value || "0") * 1000);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = wanted.every((word) => text.includes(word));
      let any = false;
      for (const hit of row.querySelectorAll(".hit")) {
        hit.hidden = Number(hit.dataset.score) < score;
        any = any || !hit.hidden;
      }
      row.hidden = !(fits && any);
      shown += row.hidden ? 0 : 1;
    }
    found.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} rows shown`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
