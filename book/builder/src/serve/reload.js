// Reloads the page when the book was built anew, and says so when it could not be. Only `book serve` adds this.
(() => {
    const { events, build } = document.currentScript.dataset;
    const source = new EventSource(events);
    // Other scripts listen here, too: a browser has only a few connections to one server.
    window.bookEvents = source;
    let banner;
    source.addEventListener("built", (event) => {
        banner?.remove();
        banner = undefined;
        if (event.data !== build) {
            location.reload();
        }
    });
    source.addEventListener("broken", (event) => {
        banner ??= document.body.appendChild(document.createElement("pre"));
        banner.setAttribute("role", "alert");
        banner.textContent = `This page is as it was before the last save, because the book can't be built.\n\n${event.data}`;
        banner.style.cssText =
            "position:fixed;inset:auto 1rem 1rem 1rem;z-index:1000;margin:0;padding:1rem;max-height:40vh;overflow:auto;" +
            "white-space:pre-wrap;font-size:1.3rem;color:#fff;background:#7a1f1f;border-radius:4px";
    });
    addEventListener("pagehide", () => source.close());
    // A page that the browser kept for its Back button hears nothing any more.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
