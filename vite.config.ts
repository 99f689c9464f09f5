import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { runtimeResources, runtimeVersions } from './tools/build/resources'
import { untrustedZone } from './tools/build/untrusted'

export default defineConfig({
  base: './',
  define: { __RUNTIME_VERSIONS__: JSON.stringify(runtimeVersions()) },
  plugins: [react(), untrustedZone(), runtimeResources()],
  worker: { format: 'es' },
  build: { target: 'es2022', modulePreload: { polyfill: false } },
})
