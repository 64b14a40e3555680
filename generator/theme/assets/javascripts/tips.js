/*
 * What a marker or a term leads to, shown beside it: by pointer, by focus, for terms by touch. It stays while the pointer
 * or the focus is on it or on what it belongs to, Escape puts it away (WCAG 1.4.13), and Tab leads from a marker into
 * its links. Without this both are links: to the note at the page's end, to the glossary.
 */
(() => {
  if (!HTMLElement.prototype.showPopover) return
  const GRACE = 300
  const EDGE = 8
  let open = null
  let touching = false
  let closing = false

  const note = marker => {
    const item = document.getElementById(decodeURIComponent(marker.hash.slice(1)))
    if (!item) return []
    const tip = document.createElement("div")
    const paragraph = item.closest(".br-notes > ol > li").querySelector("p")
    if (item !== paragraph) tip.append(...item.cloneNode(true).childNodes)
    tip.append(paragraph.cloneNode(true))
    tip.querySelectorAll(".br-back").forEach(link => link.remove())
    return tip.childNodes
  }

  const gloss = term => {
    const found = document.querySelector(`[data-term="${CSS.escape(term.hash.slice(1))}"]`)
    return found ? found.cloneNode(true).childNodes : []
  }

  const place = (host, tip) => {
    const lines = host.getClientRects()
    const first = lines[0]
    const last = lines[lines.length - 1]
    const { offsetWidth: width, offsetHeight: height } = tip
    const below = last.bottom + height + EDGE < innerHeight || first.top < height + EDGE
    const left = Math.max(EDGE, Math.min(last.left, document.documentElement.clientWidth - width - EDGE))
    tip.style.left = `${left + scrollX}px`
    tip.style.top = `${(below ? last.bottom + 4 : first.top - height - 4) + scrollY}px`
  }

  const hide = () => {
    if (!open) return
    const { host, tip } = open
    open = null
    closing = true
    if (tip.contains(document.activeElement)) host.focus()
    tip.remove()
    closing = false
  }

  const show = (host, content) => {
    if (closing || open?.host === host) return
    hide()
    const nodes = [...content(host)]
    if (!nodes.length) return
    const tip = document.createElement("div")
    tip.className = "br-tip md-typeset"
    tip.popover = "manual"
    if (host.matches(".br-term")) tip.setAttribute("role", "tooltip")
    else {
      tip.setAttribute("role", "group")
      tip.setAttribute("aria-label", `Note ${host.textContent.trim()}`)
    }
    tip.append(...nodes)
    tip.addEventListener("pointerleave", leave)
    tip.addEventListener("focusout", leave)
    host.after(tip)
    tip.showPopover()
    place(host, tip)
    open = { host, tip }
  }

  const wanted = ({ host, tip }) =>
    [host, tip].some(one => one.matches(":hover") || one.contains(document.activeElement))

  const leave = () => setTimeout(() => open && !wanted(open) && hide(), GRACE)

  const attend = (host, content) => {
    host.addEventListener("pointerenter", event => event.pointerType === "touch" || show(host, content))
    host.addEventListener("pointerleave", leave)
    host.addEventListener("focus", () => host.matches(":focus-visible") && show(host, content))
    host.addEventListener("blur", leave)
  }

  for (const marker of document.querySelectorAll("sup > a")) attend(marker, note)
  for (const term of document.querySelectorAll(".br-term")) {
    attend(term, gloss)
    const meaning = document.querySelector(`[data-term="${CSS.escape(term.hash.slice(1))}"]`)
    if (meaning) {
      meaning.id = `br_${meaning.dataset.term}`
      term.setAttribute("aria-describedby", meaning.id)
    }
    // The first touch shows what the term means, the second follows the link.
    term.addEventListener("click", event => {
      if (!touching || open?.host === term) return
      event.preventDefault()
      show(term, gloss)
    })
  }

  addEventListener("pointerdown", event => {
    touching = event.pointerType === "touch"
    if (open && !open.host.contains(event.target) && !open.tip.contains(event.target)) hide()
  })
  addEventListener("keydown", event => event.key === "Escape" && hide())
})()
