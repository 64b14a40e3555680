/*
 * Search from file://. The theme searches in a Worker, which browsers refuse to start for a page that was opened by
 * double click. This class does the same in a hidden frame of the same origin: the worker's script is loaded there,
 * and messages are handed over as events. On http and https it does nothing.
 *
 * The theme's worker looks for the name `IFrameWorker` in its parent to know where its files lie.
 */
(() => {
  if (location.protocol !== "file:") return

  class IFrameWorker extends EventTarget {
    constructor(url) {
      super()
      this.url = String(url)
      this.waiting = []
      this.onmessage = null
      this.onerror = null
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      this.frame.title = "Search"
      /* When the frame loads, Firefox replaces its first document, with the scripts in it. */
      this.frame.addEventListener("load", () => this.start(this.frame.contentWindow), { once: true })
      document.body.append(this.frame)
    }

    start(scope) {
      // What the worker posts arrives here; the frame's own postMessage would post to itself.
      scope.postMessage = data => this.deliver("message", { data })
      scope.importScripts = (...urls) => urls.reduce((done, url) => done.then(() => this.load(scope, url)), Promise.resolve())
      this.load(scope, this.url).then(
        () => {
          this.scope = scope
          this.waiting.splice(0).forEach(data => this.postMessage(data))
        },
        () => this.deliver("error", { data: `cannot load ${this.url}` })
      )
    }

    load(scope, url) {
      return new Promise((resolve, reject) => {
        const script = scope.document.createElement("script")
        script.src = url
        script.onload = resolve
        script.onerror = reject
        scope.document.body.append(script)
      })
    }

    postMessage(data) {
      if (!this.scope) this.waiting.push(data)
      else this.scope.dispatchEvent(new MessageEvent("message", { data }))
    }

    deliver(type, options) {
      const event = new MessageEvent(type, options)
      const handler = this[`on${type}`]
      if (typeof handler === "function") handler.call(this, event)
      this.dispatchEvent(event)
    }

    terminate() {
      this.frame.remove()
      this.scope = undefined
    }
  }

  window.IFrameWorker = window.Worker = IFrameWorker
})()
