// Shows where the reader is, and makes the controls of the cards. Only `book serve` adds this.
(() => {
    const make = (tag, properties, ...children) => {
        const element = Object.assign(document.createElement(tag), properties);
        element.append(...children);
        return element;
    };

    // A shape for each state: neither colour nor a font has to tell them apart.
    const shapes = {
        untouched: "M8 2a6 6 0 0 0 0 12a6 6 0 0 0 0-12z",
        changed: "M8 2a6 6 0 0 0 0 12a6 6 0 0 0 0-12zM5.5 8h5",
        failed: "M3.5 3.5l9 9M12.5 3.5l-9 9",
        "passed-once": "M8 2l6.5 12h-13zM8 6.5v3.5M8 11.7v.3",
        passed: "M2.5 8.5l4 4l7-9",
    };
    const shape = () => {
        const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        svg.setAttribute("viewBox", "0 0 16 16");
        svg.setAttribute("aria-hidden", "true");
        svg.append(document.createElementNS(svg.namespaceURI, "path"));
        return svg;
    };

    // The text node at an offset of an element's text, and the offset there: highlighting may have split the text.
    const place = (element, offset) => {
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (texts.nextNode().length < offset) {
            offset -= texts.currentNode.length;
        }
        return [texts.currentNode, offset];
    };

    const copier = (code) => {
        const command = code.textContent.trim().replace(/^\$ /, "");
        const button = make("button", { type: "button" }, "Copy the command");
        const said = make("span", {});
        said.setAttribute("role", "status");
        let silence;
        button.addEventListener("click", async () => {
            let word = "copied";
            try {
                await navigator.clipboard.writeText(command);
            } catch {
                const start = code.textContent.indexOf(command);
                const places = [...place(code, start), ...place(code, start + command.length)];
                getSelection().setBaseAndExtent(...places);
                word = "not copied: the browser refused, so the command is selected";
            }
            said.textContent = word;
            // Said again, it has to be new again.
            clearTimeout(silence);
            silence = setTimeout(() => said.replaceChildren(), 4000);
        });
        return make("p", { className: "kata-copy" }, button, said);
    };

    const cards = [...document.querySelectorAll(".kata-card")].map((card) => {
        const command = card.querySelector(":scope > pre");
        command.after(copier(command.querySelector("code")));
        // mdbook's own button would copy the prompt, too.
        command.querySelector(".buttons")?.remove();

        const facts = card.querySelector(".kata-facts");
        const links = [...facts.querySelectorAll("dd > code")].map((code) => {
            const link = make("a", { className: "kata-open", hidden: true }, "open in VS Code");
            link.setAttribute("aria-label", `open in VS Code: ${code.textContent}`);
            code.after(" ", link);
            return { link, file: code.textContent };
        });

        const words = make("span", {});
        const state = make("dd", {}, shape(), words);
        const row = make("div", { className: "kata-state", hidden: true }, make("dt", {}, "State"), state);
        facts.prepend(row);
        return { slug: card.dataset.kata, links, row, words };
    });

    const titles = [...document.querySelectorAll("#mdbook-sidebar .part-title")].map((item) => {
        const title = item.textContent.trim();
        const count = make("span", { className: "part-count" });
        item.append(" ", count);
        return { title, count };
    });

    let summary;
    if (/^\/(index\.html)?$/.test(location.pathname)) {
        summary = make("div", { className: "book-progress", hidden: true });
        document.querySelector("main h1")?.after(summary);
    }
    const summarised = ({ parts, solved: [done, all] }) => [
        make("p", {}, make("b", {}, `${done} of ${all} katas`), " solved"),
        make("ul", {}, ...parts.map(({ title, solved: [done, all] }) =>
            make("li", {}, `${title} `, make("span", {}, `${done} of ${all}`)))),
    ];

    const show = ({ root, katas, parts, solved }) => {
        for (const { slug, links, row, words } of cards) {
            for (const { link, file } of links) {
                link.hidden = !root;
                const path = encodeURI(`/${root}/${file}`.replace(/^\/+/, "/"));
                link.href = `vscode://file${path.replace(/[?#]/g, encodeURIComponent)}`;
            }
            const kata = katas?.[slug];
            row.hidden = !kata;
            row.dataset.is = kata?.is ?? "";
            row.querySelector("path").setAttribute("d", shapes[kata?.is] ?? "");
            words.textContent = kata?.words ?? "";
        }
        for (const { title, count } of titles) {
            const part = parts?.find((part) => part.title === title);
            count.textContent = part ? `${part.solved[0]} of ${part.solved[1]}` : "";
        }
        if (summary) {
            summary.hidden = !solved;
            summary.replaceChildren(...(solved ? summarised({ parts, solved }) : []));
        }
    };
    show(JSON.parse(document.currentScript.dataset.progress));
    window.bookEvents.addEventListener("progress", (event) => show(JSON.parse(event.data)));
})();
