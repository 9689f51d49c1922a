(function () {
    "use strict";
    const box = document.getElementById("lab-explorer");
    const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
    const windows = box.querySelector("#lab-explorer-window");
    const calls = box.querySelector("#lab-explorer-calls");
    const output = box.querySelector("output");
    const rows = box.querySelectorAll("tr");
    const boundaries = rows.length / data.values.length;
    function shown(mean) {
        if (mean === 0) return "0";
        if (mean < 9.95) return mean.toFixed(1);
        return String(mean).replace(/(\d)(\d{3})$/, "$1,$2");
    }
    function show() {
        const at = (Number(calls.value) * data.windows.length + Number(windows.value)) * boundaries;
        const time = data.windows[windows.value];
        const rate = data.calls[calls.value] + " calls per hour";
        windows.setAttribute("aria-valuetext", time);
        calls.setAttribute("aria-valuetext", rate);
        output.textContent = "Window " + time + ", " + rate;
        rows.forEach(function (row, index) {
            const metric = Math.floor(index / boundaries);
            const mean = data.values[metric][at + index % boundaries];
            const bar = row.querySelector(".lab-bar");
            bar.hidden = mean === 0;
            bar.style.inlineSize = mean / data.tops[metric] * 100 + "%";
            row.querySelector(".lab-value").textContent = shown(mean);
        });
    }
    [windows, calls].forEach(function (control) {
        control.addEventListener("input", show);
        // In the book the arrow keys turn the page. Here they move the slider.
        control.addEventListener("keydown", function (event) {
            if (event.key.startsWith("Arrow")) event.stopPropagation();
        });
    });
    box.querySelector(".lab-controls").hidden = false;
    show();
})();
