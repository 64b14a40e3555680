/*
 * The timeline, filtered. The page holds the choices, hidden, and says of each event what it has (data-by-...); all
 * events are shown without this. The choice is kept in the address after `#`, as `actor=ferry-company&status=alleged`, so that
 * it can be shared and Back undoes it; an address that names an event (`#first-trip`) leads there as ever.
 */
(() => {
  const form = document.querySelector(".br-filter")
  if (!form) return
  const said = form.querySelector(".br-filter__said")
  const button = form.querySelector(".br-filter__all")
  const lists = [...document.querySelectorAll(".br-tl")]
  const events = lists.flatMap(list => [...list.querySelectorAll(":scope > [data-event]")])
  const facets = [...form.querySelectorAll("select")].map(select => ({
    select,
    label: select.parentElement.firstChild.textContent.trim(),
    choices: [...select.options].map(option => ({ option, words: option.textContent }))
  }))

  const has = (event, name, value) => !value || event.getAttribute(`data-by-${name}`).split(" ").includes(value)

  /* The events that every choice lets through; one facet may be left aside, to count its own choices. */
  const matching = aside =>
    events.filter(event => facets.every(({ select }) => select === aside || has(event, select.name, select.value)))

  const count = () => {
    for (const { select, choices } of facets) {
      const within = matching(select)
      for (const { option, words } of choices) {
        const number = within.filter(event => has(event, select.name, option.value)).length
        option.textContent = `${words} (${number})`
        option.disabled = !number && !option.selected
      }
    }
  }

  const show = () => {
    const shown = new Set(matching().map(event => event.dataset.event))
    for (const part of document.querySelectorAll("[data-event]")) part.hidden = !shown.has(part.dataset.event)
    for (const list of lists) {
      list.hidden = events.every(event => event.hidden || event.parentElement !== list)
      const heading = list.previousElementSibling
      if (heading?.matches("h2")) heading.hidden = list.hidden
    }
    for (const link of document.querySelectorAll(".md-nav--secondary a"))
      link.closest("li").hidden = Boolean(document.getElementById(link.hash.slice(1))?.closest("[hidden]"))
    count()
    const chosen = facets
      .filter(({ select }) => select.value)
      .map(({ select, label, choices }) => `${label.toLowerCase()} ${choices[select.selectedIndex].words}`)
    said.textContent = chosen.length
      ? `Filtered by ${chosen.join(" and ")}: ${shown.size} of ${events.length} events.`
      : `All ${events.length} events.`
    button.hidden = !chosen.length
  }

  const choose = values => {
    for (const { select, choices } of facets) {
      const value = values.get(select.name) ?? ""
      select.value = choices.some(({ option }) => option.value === value) ? value : ""
    }
    show()
  }

  /* An address that names a place in the page changes nothing, unless the place is hidden. */
  const follow = () => {
    const hash = location.hash.slice(1)
    const target = hash && !hash.includes("=") && document.getElementById(hash)
    if (!hash || hash.includes("=")) choose(new URLSearchParams(hash))
    else if (target?.closest("[hidden]")) {
      choose(new URLSearchParams())
      target.scrollIntoView()
    }
  }

  const keep = () => {
    const values = facets.filter(({ select }) => select.value).map(({ select }) => [select.name, select.value])
    location.hash = new URLSearchParams(values.length ? values : { show: "all" })
  }

  form.addEventListener("change", keep)
  button.addEventListener("click", () => {
    choose(new URLSearchParams())
    keep()
    facets[0].select.focus()
  })
  addEventListener("hashchange", follow)
  form.hidden = false
  choose(new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : ""))
})()
