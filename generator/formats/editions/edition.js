/* One page that is carried alone: the reader's colours, and a search over its sections. */

(() => {
  "use strict";

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => { document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default"; };
  dark.addEventListener("change", paint);
  paint();

  /* Letters without their marks, so that a name is found by its plain spelling. */
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const MOST = 30;
  const AROUND = 70;
  const HEADINGS = "h1, h2, h3, h4, h5, h6";
  const UNREAD = `${HEADINGS}, svg, sup, .br-notes, .br-contents`;
  let sections;

  /* Each heading with the text from it to the next one; notes and pictures are left out. */
  const read = () => {
    const found = [];
    for (const chapter of document.querySelectorAll("article")) {
      const title = chapter.querySelector(HEADINGS);
      let section = null;
      const walk = document.createTreeWalker(chapter, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.nodeType === Node.ELEMENT_NODE) {
          if (node.matches(HEADINGS) && !node.closest(".br-notes")) {
            const name = node.textContent.trim();
            const own = node === title ? name : `${title.textContent.trim()}: ${name}`;
            section = { to: node.id || chapter.id, name: own, heading: plain(name), text: "" };
            found.push(section);
          }
        } else if (section && !node.parentElement.closest(UNREAD)) {
          section.text += node.data.replace(/\s+/g, " ");
        }
      }
    }
    for (const section of found) {
      section.plain = plain(section.text);
      section.plainName = plain(section.name);
    }
    return found;
  };

  /* The words around the first place of a word. */
  const passage = (section, word) => {
    const at = Math.max(0, section.plain.indexOf(word));
    const from = at <= AROUND ? 0 : section.text.lastIndexOf(" ", at - AROUND) + 1;
    const to = section.text.indexOf(" ", at + word.length + AROUND);
    const text = section.text.slice(from, to < 0 ? undefined : to).trim();
    return `${from > 0 ? "… " : ""}${text}${to < 0 ? "" : " …"}`;
  };

  const box = document.querySelector(".br-find");
  const input = box.querySelector("input");
  const list = box.querySelector("ol");
  const status = box.querySelector("[role=status]");

  const search = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    status.textContent = "";
    if (!words.length || plain(input.value).trim().length < 2) return;
    sections ??= read();
    const whole = words.join(" ");
    const every = (text) => words.every((word) => text.includes(word));
    const distance = (section) =>
      [section.heading === whole, section.heading.startsWith(whole), every(section.heading), every(section.plainName),
        every(section.plain)].indexOf(true);
    const found = sections
      .map((section) => ({ section, far: distance(section) }))
      .filter(({ far }) => far >= 0)
      .sort((one, other) => one.far - other.far)
      .map(({ section }) => section);
    const places = found.length === 1 ? "1 place" : `${found.length || "no"} places`;
    status.textContent = found.length > MOST ? `${places}, here are the first ${MOST}` : places;
    for (const section of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${section.to}`;
      link.textContent = section.name;
      const text = document.createElement("p");
      text.textContent = passage(section, words.find((word) => section.plain.includes(word)) ?? words[0]);
      item.append(link, text);
      list.append(item);
    }
  };

  input.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = "";
      search();
    }
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) {
      input.value = "";
      setTimeout(search);
    }
  });
  box.hidden = false;
})();
