import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { embedFiles } from './tools/build/embed'
import { guides } from './tools/build/guides'
import { lazyDeeds, workerFiles } from './tools/build/lazily'
import { offlineFiles } from './tools/build/offline'
import { runtimeResources, runtimeVersions } from './tools/build/resources'
import { untrustedZone } from './tools/build/untrusted'

/** React's interface, drawn by Preact: the page's script is 108 kB with the one and 60 kB with the other. */
const preact = [
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react\/jsx-dev-runtime$/, replacement: 'preact/jsx-dev-runtime' },
  { find: /^react$/, replacement: 'preact/compat' },
]

export default defineConfig({
  base: './',
  define: { __RUNTIME_VERSIONS__: JSON.stringify(runtimeVersions()) },
  plugins: [react(), untrustedZone(), embedFiles(), guides(), runtimeResources(), offlineFiles()],
  resolve: { alias: preact },
  worker: { format: 'es', plugins: () => [lazyDeeds()], rolldownOptions: { output: { codeSplitting: workerFiles } } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: 'index.html', embed: 'embed/index.html' } },
  },
})
