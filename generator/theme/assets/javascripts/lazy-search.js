/*
 * The search's worker, and what it knows of the pages, are loaded when the search is opened, not with each page: the
 * theme's messages wait for that. The texts are a script, so that they load from file:// too. It also says how many
 * pages were found where only the best are listed, and opens no result of a query that is only half typed.
 * See generator/site/search_index.py.
 */
(() => {
  const SETUP = 0, RESULT = 3
  const toggle = document.getElementById("__search")
  const field = document.querySelector("[data-md-component=search-query]")
  const list = document.querySelector("[data-md-component=search-result]")
  /* Opened, or about to be: the pointer is on the search. */
  const opened = new Promise(resolve => {
    if (toggle.checked) resolve()
    toggle.addEventListener("change", resolve, { once: true })
    for (const part of document.querySelectorAll(".md-search__form, .md-header__button[for=__search]"))
      part.addEventListener("pointerenter", resolve, { once: true })
  })

  const load = path =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = new URL(path, __md_scope)
      script.onload = () => resolve(window.__documents)
      script.onerror = reject
      document.head.append(script)
    })

  /* The texts of each share of the site: a whole site has one. */
  const texts = async paths => {
    const all = []
    for (const path of paths) all.push(...await load(path))
    return all
  }

  const say = words => { document.querySelector(".md-search-result__meta").textContent = words }
  const failed = () => {
    say("The search could not be loaded.")
    list.removeAttribute("aria-busy")
  }

  const tell = result => {
    if (result.failed) failed()
    else if (result.total > result.items.length) say(`${result.total} matching documents, the best ${result.items.length} listed`)
  }

  /*
   * The theme opens the best of the listed results at Enter. Until the listed results are those of the whole query, the
   * list is busy, and Enter waits; another key ends that.
   */
  const isBusy = () => list.hasAttribute("aria-busy")
  let answered, isEntered
  const watch = () => {
    field.addEventListener("input", () => { if (field.value !== answered) list.setAttribute("aria-busy", "true") })
    field.addEventListener("keydown", event => {
      isEntered = event.key === "Enter" && !event.isComposing && isBusy()
      if (!isEntered) return
      event.preventDefault()
      event.stopPropagation()
    })
  }
  const finish = query => {
    answered = query
    if (query !== field.value) return
    list.removeAttribute("aria-busy")
    if (isEntered) field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
  }

  const Started = window.Worker
  window.Worker = class extends EventTarget {
    constructor(address, ...given) {
      if (!/\/(search|pagefind)-worker\.js/.test(address)) return new Started(address, ...given)
      super()
      watch()
      /* After the theme has written its own words; of several results that come at once only the last one counts. */
      let latest
      this.worker = opened.then(() => {
        const worker = new Started(address, ...given)
        worker.addEventListener("message", ({ data }) => {
          this.dispatchEvent(new MessageEvent("message", { data }))
          if (data?.type !== RESULT) return
          latest = data.data
          setTimeout(() => {
            tell(latest)
            finish(latest.query)
          })
        })
        return worker
      })
    }

    async postMessage(message) {
      const worker = await this.worker
      const paths = message?.type === SETUP && message.data?.config?.documents
      if (paths) {
        const docs = await texts(paths).catch(failed)
        if (!docs) return
        message = { ...message, data: { ...message.data, docs } }
      }
      worker.postMessage(message)
    }
  }
})()
