import './embed/embed.css'
import { mountEmbed, readParameters } from './embed'
import { refusalHere, showRefusal } from './refusal'
import './ui/tokens.css'

/** Puts an embed together. All that a run needs is loaded by the reader's press. */
const root = document.getElementById('root')
if (!root) throw new Error('embed/index.html has no element with the id root')

const base = new URL('../', location.href.replace(/[?#].*$/, '')).href

const refused = refusalHere()
if (refused !== undefined) showRefusal(root, refused)
else
  void mountEmbed(root, readParameters(location), {
    base,
    openEngine: async () => {
      const { openEmbedEngine } = await import('./embeddedEngine')
      return openEmbedEngine(base)
    },
    openEditor: async (...args) => (await import('./embed/editor')).openEditor(...args),
    readRows: async (...args) => (await import('./embed/readRows')).readRows(...args),
  })
