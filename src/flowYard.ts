import { defineElement } from './embed/element'

/** `flow-yard.js`: one script that any page may load; the embeds come from beside it. */
const script = document.currentScript
defineElement(new URL('./', script instanceof HTMLScriptElement ? script.src : location.href).href)
