import type { EmbedMessage, Envelope } from './protocol'

const AHEAD = '400px'
const PASSED_ON = ['tab', 'select', 'layout', 'lines', 'hl', 'theme', 'height', 'readonly', 'title', 'hide', 'src']

/**
 * `<flow-yard><pre><code>…yaml…</code></pre></flow-yard>`: the text stays on the page for readers without JavaScript,
 * for print and for search engines; the embed takes its place once it is near the window.
 */
export function defineElement(base: string): void {
  class FlowYard extends HTMLElement {
    private observer: IntersectionObserver | undefined
    private frame: HTMLIFrameElement | undefined

    connectedCallback(): void {
      if (!this.shadowRoot)
        this.attachShadow({ mode: 'open' }).innerHTML =
          '<style>:host{display:block;position:relative}</style><slot></slot>'
      this.observer = new IntersectionObserver(
        entries => {
          if (entries.some(entry => entry.isIntersecting)) this.start()
        },
        { rootMargin: AHEAD },
      )
      this.observer.observe(this)
      window.addEventListener('message', this.listen)
    }

    disconnectedCallback(): void {
      this.observer?.disconnect()
      window.removeEventListener('message', this.listen)
      this.frame?.remove()
      this.frame = undefined
    }

    private start(): void {
      this.observer?.disconnect()
      if (this.frame) return
      const query = new URLSearchParams({ origin: location.origin })
      const yaml = this.querySelector('pre')?.textContent
      if (yaml) query.set('flow', yaml)
      for (const { name, value } of this.attributes) {
        if (PASSED_ON.includes(name) || name.startsWith('inputs.')) query.set(name, value)
      }
      const frame = document.createElement('iframe')
      frame.src = `${base}embed/index.html#?${query}`
      frame.title = this.getAttribute('title') ?? 'Kestra flow, to run in the browser'
      frame.allow = 'clipboard-write'
      frame.style.cssText =
        'position:absolute;visibility:hidden;width:100%;height:480px;border:0;border-radius:var(--flowyard-radius,8px)'
      this.frame = frame
      this.shadowRoot?.append(frame)
    }

    private readonly listen = ({ source, data }: MessageEvent<(Envelope & EmbedMessage) | undefined>): void => {
      const { frame } = this
      if (!frame || source !== frame.contentWindow || data?.source !== 'flowyard') return
      if (data.type === 'ready') this.takePlace(frame)
      if (data.type === 'resize') frame.style.height = `${data.height}px`
      this.dispatchEvent(new CustomEvent(`flowyard-${data.type}`, { detail: data }))
    }

    /** The text gives its place to the embed, and takes it back on paper. */
    private takePlace(frame: HTMLIFrameElement): void {
      Object.assign(frame.style, { position: '', visibility: '', display: 'block' })
      const style = document.createElement('style')
      style.textContent = '@media screen{slot{display:none}}@media print{iframe{display:none!important}}'
      this.shadowRoot?.append(style)
    }
  }
  if (!customElements.get('flow-yard')) customElements.define('flow-yard', FlowYard)
}
