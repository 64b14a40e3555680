/*
 * A claim's link copies its address as well as leading to it, and says so, aloud too. Without this, and where a browser
 * lets nothing be copied, it is a link whose address can be copied by hand.
 */
(() => {
  const said = document.createElement("p")
  said.className = "br-copied"
  said.setAttribute("role", "status")
  document.body.append(said)
  let shown

  const say = text => {
    clearTimeout(shown)
    said.textContent = text
    shown = setTimeout(() => (said.textContent = ""), 4000)
  }

  /* What a page that came without encryption can do. */
  const copyByHand = text => {
    const field = document.createElement("textarea")
    const before = document.activeElement
    field.value = text
    field.className = "br-sr"
    document.body.append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    before?.focus()
    if (!done) throw new Error("not copied")
  }

  const copy = async text => (navigator.clipboard ? navigator.clipboard.writeText(text) : copyByHand(text))

  document.addEventListener("click", event => {
    const link = event.target.closest?.("a.br-anchor, a.headerlink")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    const address = new URL(link.href)
    address.search = "" // what was searched for
    copy(address.href).then(
      () => say("Link copied"),
      () => say("The link is in the address bar")
    )
  })
})()
