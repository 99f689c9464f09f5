new Worker(new URL('./divided.ts', import.meta.url), { type: 'module' })
