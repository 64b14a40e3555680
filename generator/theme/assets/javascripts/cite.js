/* A button that copies how to cite the page; where nothing may be copied it selects the text, ready to be. */

for (const text of document.querySelectorAll(".br-cite__text")) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "br-cite__copy"
  button.textContent = "Copy"
  const said = document.createElement("span")
  said.className = "br-cite__said"
  said.setAttribute("role", "status")

  const select = () => {
    const selection = getSelection()
    selection.removeAllRanges()
    const range = document.createRange()
    range.selectNodeContents(text)
    selection.addRange(range)
    return "Selected: press Ctrl+C or ⌘C."
  }

  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim())
      said.textContent = "Copied."
    } catch {
      said.textContent = select()
    }
  })

  const line = document.createElement("p")
  line.append(button, " ", said)
  text.after(line)
}
